import type { ManifestObject } from '../manifest';
import { items, textOf, valueAt } from '../status/liveValue';

/** A Service that the API server calls. */
export interface WebhookBackend {
  readonly namespace: string;
  readonly service: string;
}

const clientConfigs = (object: ManifestObject): readonly unknown[] =>
  object.kind === 'CustomResourceDefinition'
    ? [valueAt(object, 'spec', 'conversion', 'webhook', 'clientConfig')]
    : items(object.webhooks).map(webhook => valueAt(webhook, 'clientConfig'));

const withService = (object: ManifestObject) =>
  clientConfigs(object).filter(
    config => valueAt(config, 'service') !== undefined,
  );

/**
 * Services behind the webhooks of a MutatingWebhookConfiguration or ValidatingWebhookConfiguration, or behind the
 * conversion webhook of a CustomResourceDefinition; each once. Webhooks by URL have none.
 */
export const webhookBackends = (
  object: ManifestObject,
): readonly WebhookBackend[] => {
  const backends = withService(object).map(config => ({
    namespace: textOf(valueAt(config, 'service', 'namespace')) ?? '',
    service: textOf(valueAt(config, 'service', 'name')) ?? '',
  }));
  const byName = new Map(
    backends.map(one => [`${one.namespace}/${one.service}`, one]),
  );
  return [...byName.values()];
};

const isBlank = (bundle: unknown) =>
  typeof bundle !== 'string' ||
  Buffer.from(bundle, 'base64').toString().trim() === '';

/**
 * True while a webhook that is a Service has no caBundle, or a blank one as placeholder: cert-manager or the operator
 * puts it in later, and until then no call can succeed, as no public authority signs a Service's name.
 */
export const lacksCertificate = (object: ManifestObject): boolean =>
  withService(object).some(config => isBlank(valueAt(config, 'caBundle')));

/** True when an EndpointSlice has an address that takes connections. */
export const hasReadyEndpoint = (slice: unknown): boolean =>
  items(valueAt(slice, 'endpoints')).some(
    endpoint =>
      items(valueAt(endpoint, 'addresses')).length > 0 &&
      valueAt(endpoint, 'conditions', 'ready') !== false,
  );
