import type { ManifestObject } from '../manifest';
import { fields, items, valueAt } from '../status/liveValue';

type Fields = Readonly<Record<string, unknown>>;

const isOfGroup = ({ apiVersion }: ManifestObject, group: string) =>
  apiVersion.startsWith(`${group}/`);

/** The controller that aggregates a ClusterRole's rules owns them. */
const withoutAggregatedRules = (object: ManifestObject): ManifestObject => {
  if (object.kind !== 'ClusterRole' || !object.aggregationRule) return object;
  if (!isOfGroup(object, 'rbac.authorization.k8s.io')) return object;
  const { rules: _ownedByTheController, ...rest } = object;
  return rest as ManifestObject;
};

const isBlank = (bundle: unknown) =>
  typeof bundle === 'string' &&
  Buffer.from(bundle, 'base64').toString().trim() === '';

/** cert-manager, or the webhook's own program, puts the certificate where a placeholder stands. */
const withoutPlaceholder = (webhook: Fields): Fields => {
  const { caBundle, ...clientConfig } = fields(webhook.clientConfig);
  return isBlank(caBundle) ? { ...webhook, clientConfig } : webhook;
};

const withoutWebhookPlaceholders = (object: ManifestObject): ManifestObject => {
  if (!isOfGroup(object, 'admissionregistration.k8s.io')) return object;
  const webhooks = items(object.webhooks).map(fields);
  const kept = webhooks.map(withoutPlaceholder);
  const isSame = kept.every((webhook, index) => webhook === webhooks[index]);
  return isSame ? object : { ...object, webhooks: kept };
};

const withoutConversionPlaceholder = (
  object: ManifestObject,
): ManifestObject => {
  if (object.kind !== 'CustomResourceDefinition') return object;
  if (!isOfGroup(object, 'apiextensions.k8s.io')) return object;
  const webhook = fields(valueAt(object, 'spec', 'conversion', 'webhook'));
  const kept = withoutPlaceholder(webhook);
  if (kept === webhook) return object;
  const spec = fields(object.spec);
  const conversion = { ...fields(spec.conversion), webhook: kept };
  return { ...object, spec: { ...spec, conversion } };
};

/**
 * The object without fields that controllers fill in: sent, they would be taken from the controller and given back, or be
 * refused as conflicts, at every deployment.
 */
export const withoutFieldsOfControllers = (
  object: ManifestObject,
): ManifestObject =>
  withoutConversionPlaceholder(
    withoutWebhookPlaceholders(withoutAggregatedRules(object)),
  );
