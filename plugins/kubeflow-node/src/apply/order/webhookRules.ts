import type { Manifest } from '../manifest';
import { fields, items, textOf, valueAt } from '../status/liveValue';
import { takesIn, type KnownLabels } from './labelSelector';

/** Where the API server sends its question. */
export interface WebhookService {
  readonly namespace: string;
  readonly name: string;
}

/** One rule of one webhook of a configuration of the set. */
export interface WebhookRule {
  readonly configuration: Manifest;
  /** Such as `webhook.cert-manager.io`. */
  readonly webhook: string;
  /** Absent for a webhook that is called by its URL. */
  readonly service?: WebhookService;
  /** What happens while it cannot be called is as if it were not there. */
  readonly isIgnored: boolean;
  readonly operations: readonly string[];
  readonly resources: readonly string[];
  /** Without a look at selectors and versions. */
  readonly isAbout: (group: string, plural: string) => boolean;
  readonly meets: (object: AdmittedObject) => boolean;
}

/** What admission looks at. */
export interface AdmittedObject {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: { readonly labels: KnownLabels };
  readonly labels: () => KnownLabels['labels'];
}

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The Service of a clientConfig; undefined for one with a URL. */
export const serviceOf = (
  clientConfig: unknown,
): WebhookService | undefined => {
  const service = valueAt(clientConfig, 'service');
  const namespace = textOf(valueAt(service, 'namespace'));
  const name = textOf(valueAt(service, 'name'));
  return namespace && name ? { namespace, name } : undefined;
};

/** `pods/*` and `*` take in pods themselves; `pods/status` does not. */
const namesResource = (resource: unknown, plural: string) => {
  const [name, subresource = ''] = String(resource).split('/');
  return (name === '*' || name === plural) && ['', '*'].includes(subresource);
};

const inScope = (scope: unknown, { namespace }: AdmittedObject) => {
  if (scope === 'Namespaced') return namespace !== undefined;
  return scope !== 'Cluster' || namespace === undefined;
};

const aboutOf = (rule: unknown): WebhookRule['isAbout'] => {
  const groups = items(valueAt(rule, 'apiGroups'));
  const resources = items(valueAt(rule, 'resources'));
  return (group, plural) =>
    (groups.includes('*') || groups.includes(group)) &&
    resources.some(resource => namesResource(resource, plural));
};

const meetingOf = (webhook: unknown, rule: unknown): WebhookRule['meets'] => {
  const isAbout = aboutOf(rule);
  const versions = items(valueAt(rule, 'apiVersions'));
  // Anything else is `Equivalent`, for which the server converts: every version of the resource meets it.
  const isExact = valueAt(webhook, 'matchPolicy') === 'Exact';
  return object =>
    isAbout(object.group, object.plural) &&
    (!isExact || versions.includes('*') || versions.includes(object.version)) &&
    inScope(valueAt(rule, 'scope'), object) &&
    (object.namespace === undefined ||
      takesIn(
        valueAt(webhook, 'namespaceSelector'),
        object.namespace.labels,
      )) &&
    takesIn(valueAt(webhook, 'objectSelector'), { labels: object.labels() });
};

/** Rules of a configuration, each with its webhook's selectors. `matchConditions` are not evaluated: as if met. */
export const webhookRules = (configuration: Manifest): readonly WebhookRule[] =>
  items(configuration.object().webhooks).flatMap(webhook =>
    items(valueAt(webhook, 'rules')).map(rule => ({
      configuration,
      webhook: textOf(valueAt(webhook, 'name')) ?? configuration.id.name,
      service: serviceOf(valueAt(webhook, 'clientConfig')),
      isIgnored: valueAt(webhook, 'failurePolicy') === 'Ignore',
      operations: items(valueAt(rule, 'operations')).map(String),
      resources: items(valueAt(rule, 'resources')).map(String),
      isAbout: aboutOf(rule),
      meets: meetingOf(webhook, rule),
    })),
  );

/** Labels as text; what is no text is no label. */
export const labelsOf = (metadata: unknown): KnownLabels['labels'] =>
  Object.fromEntries(
    Object.entries(fields(valueAt(metadata, 'labels'))).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );

/**
 * Labels of the namespaces that the set has. Of any other no more is known than its name, which the API server makes
 * a label of.
 */
export const namespaceLabels = (
  manifests: readonly Manifest[],
): ((namespace: string) => KnownLabels) => {
  const known = new Map(
    manifests
      .filter(({ id }) => id.kind === 'Namespace' && id.group === '')
      .map(manifest => [
        manifest.id.name,
        labelsOf(manifest.object().metadata),
      ]),
  );
  return namespace => {
    const labels = known.get(namespace);
    return {
      labels: { ...labels, [NAME_LABEL]: namespace },
      isPartial: labels === undefined,
    };
  };
};
