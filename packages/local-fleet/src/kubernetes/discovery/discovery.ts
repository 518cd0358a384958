import type { JsonObject } from '../json';
import type { Resource, ResourceRegistry } from '../resources';
import { groupVersion } from '../resources';

/** Subresources that the emulator serves besides `status`. */
const SUBRESOURCES: Readonly<
  Record<
    string,
    readonly {
      readonly name: string;
      readonly kind: string;
      readonly group?: string;
      readonly version?: string;
      readonly verbs: readonly string[];
    }[]
  >
> = {
  pods: [
    { name: 'log', kind: 'Pod', verbs: ['get'] },
    {
      name: 'portforward',
      kind: 'PodPortForwardOptions',
      verbs: ['create', 'get'],
    },
  ],
  services: [
    {
      name: 'proxy',
      kind: 'ServiceProxyOptions',
      verbs: ['create', 'delete', 'get', 'patch', 'update'],
    },
  ],
  serviceaccounts: [
    {
      name: 'token',
      kind: 'TokenRequest',
      group: 'authentication.k8s.io',
      version: 'v1',
      verbs: ['create'],
    },
  ],
};

const subresourcesOf = (resource: Resource) => [
  ...(resource.hasStatus
    ? [
        {
          name: 'status',
          kind: resource.kind,
          verbs: ['get', 'patch', 'update'],
        },
      ]
    : []),
  ...(resource.group === '' ? SUBRESOURCES[resource.plural] ?? [] : []),
];

const listEntry = (resource: Resource): JsonObject[] => [
  {
    name: resource.plural,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs: resource.verbs,
    ...(resource.shortNames.length > 0 && { shortNames: resource.shortNames }),
    ...(resource.categories.length > 0 && { categories: resource.categories }),
  },
  ...subresourcesOf(resource).map(({ name, kind, verbs, ...type }) => ({
    name: `${resource.plural}/${name}`,
    singularName: '',
    namespaced: resource.namespaced,
    ...type,
    kind,
    verbs,
  })),
];

/** `APIResourceList` of one group and version. */
export const resourceList = (
  registry: ResourceRegistry,
  group: string,
  version: string,
): JsonObject => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: groupVersion({ group, version }),
  resources: registry
    .all()
    .filter(each => each.group === group && each.version === version)
    .flatMap(listEntry),
});

interface Group {
  readonly name: string;
  readonly versions: readonly string[];
}

const groupsOf = (registry: ResourceRegistry): Group[] => {
  const groups = new Map<string, Set<string>>();
  for (const { group, version } of registry.all()) {
    const versions = groups.get(group) ?? new Set();
    groups.set(group, versions.add(version));
  }
  return [...groups].map(([name, versions]) => ({
    name,
    versions: [...versions].sort(newestFirst),
  }));
};

const stability = (version: string) => {
  if (version.includes('alpha')) return 0;
  return version.includes('beta') ? 1 : 2;
};

const numberOf = (version: string) => Number(/\d+/.exec(version)?.[0] ?? 0);

function newestFirst(left: string, right: string): number {
  return (
    stability(right) - stability(left) ||
    numberOf(right) - numberOf(left) ||
    right.localeCompare(left)
  );
}

const apiGroup = ({ name, versions }: Group): JsonObject => {
  const entries = versions.map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions: entries, preferredVersion: entries[0] };
};

/** `APIVersions` of `/api`. */
export const coreVersions = (host: string | undefined): JsonObject => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [
    { clientCIDR: '0.0.0.0/0', serverAddress: host ?? '' },
  ],
});

/** `APIGroupList` of `/apis`. */
export const groupList = (registry: ResourceRegistry): JsonObject => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groupsOf(registry)
    .filter(({ name }) => name !== '')
    .map(apiGroup),
});

/** `APIGroup` of `/apis/NAME`; undefined for an unknown group. */
export const oneGroup = (
  registry: ResourceRegistry,
  name: string,
): JsonObject | undefined => {
  const found = groupsOf(registry).find(group => group.name === name);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(found) };
};

const responseKind = ({ custom, group, version, kind }: Resource) => ({
  group: custom ? group : '',
  version: custom ? version : '',
  kind,
});

const aggregatedResource = (resource: Resource): JsonObject => ({
  resource: resource.plural,
  // A built-in resource's own group and version are left empty: they are those of the entry around it.
  responseKind: responseKind(resource),
  scope: resource.namespaced ? 'Namespaced' : 'Cluster',
  singularResource: resource.singular,
  verbs: resource.verbs,
  ...(resource.shortNames.length > 0 && { shortNames: resource.shortNames }),
  ...(resource.categories.length > 0 && { categories: resource.categories }),
  ...(subresourcesOf(resource).length > 0 && {
    subresources: subresourcesOf(resource).map(
      ({ name, kind, verbs, ...type }) => ({
        subresource: name,
        responseKind: { ...responseKind(resource), ...type, kind },
        verbs,
      }),
    ),
  }),
});

/** The media type of aggregated discovery that an Accept header asks for, if any. */
export const aggregatedType = (
  accept: string | undefined,
): string | undefined => {
  const found =
    /application\/json;g=apidiscovery\.k8s\.io;v=(v2|v2beta1);as=APIGroupDiscoveryList/.exec(
      accept ?? '',
    );
  return found?.[0];
};

/** `APIGroupDiscoveryList`: of the core group for `/api`, of the others for `/apis`. */
export const aggregatedDiscovery = (
  registry: ResourceRegistry,
  root: 'api' | 'apis',
  type: string,
): JsonObject => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: `apidiscovery.k8s.io/${
    type.includes('v2beta1') ? 'v2beta1' : 'v2'
  }`,
  metadata: {},
  items: groupsOf(registry)
    .filter(({ name }) => (name === '') === (root === 'api'))
    .map(({ name, versions }) => ({
      metadata: { name, creationTimestamp: null },
      versions: versions.map(version => ({
        version,
        freshness: 'Current',
        resources: registry
          .all()
          .filter(each => each.group === name && each.version === version)
          .map(aggregatedResource),
      })),
    })),
});
