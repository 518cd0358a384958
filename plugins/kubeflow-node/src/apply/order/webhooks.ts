import { groupKind, type Manifest, type ResourceId } from '../manifest';
import { fields, items, textOf, valueAt } from '../status/liveValue';
import { classOf } from './kindOrder';
import {
  labelsOf,
  namespaceLabels,
  serviceOf,
  webhookRules,
  type WebhookRule,
  type WebhookService,
} from './webhookRules';
import { definitionSpec } from './definitionSpec';

/** A Service that the API server calls before it accepts an object. */
export interface WebhookBackend {
  /** Such as `webhook.cert-manager.io`; of a conversion the definition's name. */
  readonly webhook: string;
  readonly service: WebhookService;
  /**
   * The configuration that makes the API server call it: before that is in the cluster nobody is called. Absent for
   * conversions, which the definition itself asks for.
   */
  readonly configuration?: ResourceId;
}

const isAwaited = ({ service, isIgnored, operations }: WebhookRule) =>
  // What is ignored when it fails holds nothing up.
  service !== undefined &&
  !isIgnored &&
  ['CREATE', 'UPDATE', '*'].some(each => operations.includes(each));

const backendOf = ({
  webhook,
  service,
  configuration,
}: WebhookRule): readonly WebhookBackend[] =>
  service ? [{ webhook, service, configuration: configuration.id }] : [];

interface Definition {
  readonly group: string;
  readonly plural: string;
  readonly storage?: string;
  readonly conversion?: WebhookBackend;
}

const definitionOf = (manifest: Manifest): readonly [string, Definition] => {
  const spec = definitionSpec(manifest);
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

const definitionsOf = (manifests: readonly Manifest[]) =>
  new Map(
    manifests
      .filter(({ id }) => id.kind === 'CustomResourceDefinition')
      .map(definitionOf),
  );

/**
 * The webhooks of the set's own configurations and definitions that the set's custom resources meet when they are
 * written. Of a namespace that is not in the set only the name is known: a selector that asks for more leaves its
 * objects out. A webhook whose rules its own controller writes later is not seen.
 */
export const metWebhooks = (
  manifests: readonly Manifest[],
): ReadonlyMap<Manifest, readonly WebhookBackend[]> => {
  const rules = manifests
    .filter(({ id }) => classOf(id) === 'webhook')
    .flatMap(webhookRules)
    .filter(isAwaited);
  const definitions = definitionsOf(manifests);
  const namespaces = namespaceLabels(manifests);
  const met = new Map<Manifest, readonly WebhookBackend[]>();
  for (const manifest of manifests) {
    if (classOf(manifest.id) !== 'custom') continue;
    const { group, kind, namespace } = manifest.id;
    const definition = definitions.get(groupKind(manifest.id)) ?? {
      group,
      plural: guessedPlural(kind),
    };
    const admitted = {
      group,
      plural: definition.plural,
      version: versionOf(manifest),
      namespace: namespace ? { labels: namespaces(namespace) } : undefined,
      labels: () => labelsOf(manifest.object().metadata),
    };
    const backends = uniqueServices([
      ...rules.filter(rule => rule.meets(admitted)).flatMap(backendOf),
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
