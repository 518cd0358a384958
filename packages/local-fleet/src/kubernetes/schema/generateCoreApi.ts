/**
 * Writes `coreApi.json` from a checkout of Kubernetes (Apache-2.0), such as the one in the Go module
 * cache: `tsx generateCoreApi.ts .../k8s.io/kubernetes@v1.35.4/api`, then prettier. Only facts that the emulator
 * needs are taken: names and scopes of resources, fields and their types, list keys, key defaults.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEPT: Readonly<Record<string, readonly string[]>> = {
  '': [
    'configmaps',
    'endpoints',
    'events',
    'limitranges',
    'namespaces',
    'nodes',
    'persistentvolumeclaims',
    'persistentvolumes',
    'podtemplates',
    'pods',
    'replicationcontrollers',
    'resourcequotas',
    'secrets',
    'serviceaccounts',
    'services',
  ],
  'apps/v1': [
    'controllerrevisions',
    'daemonsets',
    'deployments',
    'replicasets',
    'statefulsets',
  ],
  'batch/v1': ['cronjobs', 'jobs'],
  'autoscaling/v2': ['horizontalpodautoscalers'],
  'policy/v1': ['poddisruptionbudgets'],
  'networking.k8s.io/v1': ['ingressclasses', 'ingresses', 'networkpolicies'],
  'rbac.authorization.k8s.io/v1': [
    'clusterrolebindings',
    'clusterroles',
    'rolebindings',
    'roles',
  ],
  'coordination.k8s.io/v1': ['leases'],
  'discovery.k8s.io/v1': ['endpointslices'],
  'storage.k8s.io/v1': [
    'csidrivers',
    'csinodes',
    'csistoragecapacities',
    'storageclasses',
    'volumeattachments',
  ],
  'node.k8s.io/v1': ['runtimeclasses'],
  'certificates.k8s.io/v1': ['certificatesigningrequests'],
  'scheduling.k8s.io/v1': ['priorityclasses'],
  'admissionregistration.k8s.io/v1': [
    'mutatingwebhookconfigurations',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
    'validatingwebhookconfigurations',
  ],
  'apiextensions.k8s.io/v1': ['customresourcedefinitions'],
  'apiregistration.k8s.io/v1': ['apiservices'],
  'authentication.k8s.io/v1': ['selfsubjectreviews', 'tokenreviews'],
  'authorization.k8s.io/v1': [
    'localsubjectaccessreviews',
    'selfsubjectaccessreviews',
    'selfsubjectrulesreviews',
    'subjectaccessreviews',
  ],
};
/** Definitions that no field of a kept kind names but requests use. */
const EXTRA_ROOTS = [
  'io.k8s.api.authentication.v1.TokenRequest',
  'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
];
const SCALARS: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'microTime',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray':
    'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool':
    'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray':
    'any',
};

interface Property {
  readonly type?: string;
  readonly default?: unknown;
  readonly $ref?: string;
  readonly allOf?: readonly Property[];
  readonly items?: Property;
  readonly additionalProperties?: Property;
  readonly [extension: `x-${string}`]: unknown;
}
interface Definition extends Property {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

const api = process.argv[2];
if (!api) throw new Error('usage: generateCoreApi.ts <kubernetes>/api');
const read = (path: string) =>
  JSON.parse(readFileSync(join(api, path), 'utf8')) as never;

const documentName = (groupVersion: string) =>
  `openapi-spec/v3/${
    groupVersion ? `apis__${groupVersion.replace('/', '__')}` : 'api__v1'
  }_openapi.json`;

const definitions: Record<string, Definition> = {};
for (const groupVersion of Object.keys(KEPT)) {
  const document: { components: { schemas: Record<string, Definition> } } =
    read(documentName(groupVersion));
  Object.assign(definitions, document.components.schemas);
}

const shortName = (name: string) =>
  name
    .replace('io.k8s.apimachinery.pkg.apis.', '')
    .replace('io.k8s.apiextensions-apiserver.pkg.apis.', '')
    .replace('io.k8s.kube-aggregator.pkg.apis.', '')
    .replace('io.k8s.api.', '');

const types: Record<string, Record<string, string>> = {};
const pending: string[] = [...EXTRA_ROOTS];

const listPrefix = (property: Property) => {
  const kind = property['x-kubernetes-list-type'];
  if (kind === 'set') return '[*]';
  const keys = property['x-kubernetes-list-map-keys'] as string[] | undefined;
  if (kind === 'map' && keys) return `[${keys.join(',')}]`;
  const strategy = String(property['x-kubernetes-patch-strategy'] ?? '');
  return kind !== 'atomic' && strategy.includes('merge') ? '[*]' : '[]';
};

/** `@` for a struct that Go embeds by value, so that it is always there; `#` for a pointer. */
const referenceType = (reference: string, isEmbedded = false) => {
  const name = reference.replace('#/components/schemas/', '');
  if (SCALARS[name]) return SCALARS[name];
  if (!definitions[name]?.properties) return 'any';
  pending.push(name);
  return `${isEmbedded ? '@' : '#'}${shortName(name)}`;
};

const typeOf = (property: Property): string => {
  const reference = property.$ref ?? property.allOf?.[0]?.$ref;
  if (reference)
    return referenceType(reference, property.default !== undefined);
  if (property.type === 'array')
    return `${listPrefix(property)}${typeOf(property.items ?? {})}`;
  if (property.type === 'object' && property.additionalProperties) {
    const atomic =
      property['x-kubernetes-map-type'] === 'atomic' ? '{!}' : '{}';
    return `${atomic}${typeOf(property.additionalProperties)}`;
  }
  if (property.type === 'object' || !property.type) return 'any';
  const { type, default: standard } = property;
  return standard === undefined ? type : `${type}=${standard}`;
};

const addType = (name: string) => {
  const definition = definitions[name];
  if (!definition || types[shortName(name)]) return;
  const fields: Record<string, string> = {};
  types[shortName(name)] = fields;
  if (definition['x-kubernetes-map-type'] === 'atomic') fields.$ = 'atomic';
  for (const [field, property] of Object.entries(definition.properties ?? {})) {
    const required = definition.required?.includes(field) ? '!' : '';
    fields[`${field}${required}`] = typeOf(property);
  }
};

interface DiscoveredResource {
  readonly name: string;
  readonly singularName: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

const typeOfKind = (group: string, version: string, kind: string) => {
  const found = Object.entries(definitions).find(([, definition]) =>
    definition['x-kubernetes-group-version-kind']?.some(
      gvk =>
        gvk.group === group && gvk.version === version && gvk.kind === kind,
    ),
  );
  if (!found) throw new Error(`no definition of ${group}/${version} ${kind}`);
  pending.push(found[0]);
  return shortName(found[0]);
};

const resources = Object.entries(KEPT).flatMap(([groupVersion, names]) => {
  const [group = '', version = 'v1'] = groupVersion.split('/');
  const path = groupVersion
    ? `discovery/apis__${groupVersion.replace('/', '__')}.json`
    : 'discovery/api__v1.json';
  const all = (read(path) as { resources: DiscoveredResource[] }).resources;
  return names.map(plural => {
    const resource = all.find(candidate => candidate.name === plural);
    if (!resource) throw new Error(`no resource ${groupVersion} ${plural}`);
    return {
      group,
      version,
      plural,
      singular: resource.singularName,
      kind: resource.kind,
      namespaced: resource.namespaced,
      verbs: resource.verbs,
      shortNames: resource.shortNames ?? [],
      categories: resource.categories ?? [],
      status: all.some(candidate => candidate.name === `${plural}/status`),
      type: typeOfKind(group, version, resource.kind),
    };
  });
});

while (pending.length > 0) addType(pending.pop()!);
writeFileSync(
  join(__dirname, 'coreApi.json'),
  `${JSON.stringify({ resources, types }, null, 1)}\n`,
);
