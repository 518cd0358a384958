import { groupKind, type Manifest, type ResourceId } from '../manifest';
import { fields, items, textOf, valueAt } from '../status/liveValue';
import { classOf } from './kindOrder';

/** A Service that the API server calls before it accepts an object. */
export interface WebhookBackend {
  /** Such as `webhook.cert-manager.io`; of a conversion the definition's name. */
  readonly webhook: string;
  readonly service: { readonly namespace: string; readonly name: string };
  /**
   * The configuration that makes the API server call it: before that is in the cluster nobody is called. Absent for
   * conversions, which the definition itself asks for.
   */
  readonly configuration?: ResourceId;
}

interface Rule {
  readonly backend: WebhookBackend;
  readonly groups: readonly unknown[];
  readonly resources: readonly unknown[];
}

const serviceOf = (clientConfig: unknown) => {
  const service = valueAt(clientConfig, 'service');
  const namespace = textOf(valueAt(service, 'namespace'));
  const name = textOf(valueAt(service, 'name'));
  return namespace && name ? { namespace, name } : undefined;
};

const writes = (rule: unknown) =>
  items(valueAt(rule, 'operations')).some(operation =>
    ['CREATE', 'UPDATE', '*'].includes(String(operation)),
  );

const rulesOf = (configuration: Manifest): Rule[] =>
  items(configuration.object().webhooks).flatMap(webhook => {
    const service = serviceOf(valueAt(webhook, 'clientConfig'));
    // What is ignored when it fails holds nothing up.
    const isIgnored = valueAt(webhook, 'failurePolicy') === 'Ignore';
    if (!service || isIgnored) return [];
    const backend = {
      webhook: textOf(valueAt(webhook, 'name')) ?? configuration.id.name,
      service,
      configuration: configuration.id,
    };
    return items(valueAt(webhook, 'rules'))
      .filter(writes)
      .map(rule => ({
        backend,
        groups: items(valueAt(rule, 'apiGroups')),
        resources: items(valueAt(rule, 'resources')),
      }));
  });

interface Definition {
  readonly group: string;
  readonly plural: string;
  readonly storage?: string;
  readonly conversion?: WebhookBackend;
}

const definitionOf = (manifest: Manifest): readonly [string, Definition] => {
  const { spec } = manifest.object();
  const group = textOf(valueAt(spec, 'group')) ?? '';
  const kind = textOf(valueAt(spec, 'names', 'kind')) ?? '';
  const conversion = valueAt(spec, 'conversion');
  const service = serviceOf(valueAt(conversion, 'webhook', 'clientConfig'));
  const stored = items(valueAt(spec, 'versions')).find(
    version => valueAt(version, 'storage') === true,
  );
  return [
    groupKind({ group, kind }),
    {
      group,
      plural: textOf(valueAt(spec, 'names', 'plural')) ?? '',
      storage: textOf(valueAt(stored, 'name')),
      conversion:
        valueAt(conversion, 'strategy') === 'Webhook' && service
          ? { webhook: manifest.id.name, service }
          : undefined,
    },
  ];
};

const matches = ({ groups, resources }: Rule, { group, plural }: Definition) =>
  (groups.includes('*') || groups.includes(group)) &&
  ['*', '*/*', plural].some(resource => resources.includes(resource));

/** The plural that a definition outside of the set most likely has. */
const guessedPlural = (kind: string) => {
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
};

const versionOf = ({ apiVersion }: Manifest) =>
  apiVersion.slice(apiVersion.indexOf('/') + 1);

/** A conversion takes place only where an object is written in another version than it is stored in. */
const conversionOf = (manifest: Manifest, definition: Definition) =>
  definition.conversion && versionOf(manifest) !== definition.storage
    ? [definition.conversion]
    : [];

const uniqueServices = (backends: readonly WebhookBackend[]) => [
  ...new Map(
    backends.map(backend => [
      [backend.webhook, backend.service.namespace, backend.service.name].join(),
      backend,
    ]),
  ).values(),
];

/**
 * The webhooks of the set's own configurations and definitions that the set's custom resources meet when they are
 * written. Selectors are not evaluated: an object that a selector leaves out is called met. A webhook whose rules
 * its own controller writes later is not seen.
 */
export const metWebhooks = (
  manifests: readonly Manifest[],
): ReadonlyMap<Manifest, readonly WebhookBackend[]> => {
  const rules = manifests
    .filter(({ id }) => classOf(id) === 'webhook')
    .flatMap(rulesOf);
  const definitions = new Map(
    manifests
      .filter(({ id }) => id.kind === 'CustomResourceDefinition')
      .map(definitionOf),
  );
  const met = new Map<Manifest, readonly WebhookBackend[]>();
  for (const manifest of manifests) {
    if (classOf(manifest.id) !== 'custom') continue;
    const { group, kind } = manifest.id;
    const definition = definitions.get(groupKind(manifest.id)) ?? {
      group,
      plural: guessedPlural(kind),
    };
    const backends = uniqueServices([
      ...rules
        .filter(rule => matches(rule, definition))
        .map(({ backend }) => backend),
      ...conversionOf(manifest, definition),
    ]);
    if (backends.length > 0) met.set(manifest, backends);
  }
  return met;
};

/** Names of webhooks and the Services behind them, of one configuration as it lives in a cluster or in the set. */
export const webhookServices = (
  configuration: unknown,
): ReadonlyMap<string, WebhookBackend['service']> =>
  new Map(
    items(fields(configuration).webhooks).flatMap(webhook => {
      const service = serviceOf(valueAt(webhook, 'clientConfig'));
      const name = textOf(valueAt(webhook, 'name'));
      return service && name ? [[name, service] as const] : [];
    }),
  );

/**
 * True for a configuration that changes pods when they are created, such as one that injects sidecars. As configurations
 * come last, pods of the same deploy may have started before a new one.
 */
export const changesPods = (configuration: Manifest): boolean =>
  configuration.id.kind === 'MutatingWebhookConfiguration' &&
  items(configuration.object().webhooks)
    .flatMap(webhook => items(valueAt(webhook, 'rules')))
    .some(
      rule =>
        items(valueAt(rule, 'apiGroups')).includes('') &&
        items(valueAt(rule, 'resources')).includes('pods'),
    );
