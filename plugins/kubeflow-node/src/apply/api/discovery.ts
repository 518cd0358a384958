import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ServedKind } from './objectApi';
import { ServedKindIndex } from './servedKindIndex';

/** Reads one path of the API server as JSON. */
export type ReadJson = (
  path: string,
  accept: string,
) => Promise<Readonly<Record<string, unknown>>>;

const AGGREGATED = ['v2', 'v2beta1']
  .map(
    version =>
      `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
  )
  .concat('application/json')
  .join(',');

interface AggregatedResource {
  readonly resource: string;
  readonly responseKind?: { readonly kind?: string };
  readonly scope: string;
  readonly verbs?: readonly string[];
}

interface AggregatedGroup {
  readonly metadata?: { readonly name?: string };
  readonly versions?: readonly {
    readonly version: string;
    readonly freshness?: string;
    readonly resources?: readonly AggregatedResource[];
  }[];
}

interface LegacyResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs?: readonly string[];
}

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

interface Discovered {
  readonly kinds: readonly ServedKind[];
  readonly unknownGroups: readonly string[];
}

const aggregatedKinds = (
  group: string,
  { versions = [] }: AggregatedGroup,
): ServedKind[] =>
  versions.flatMap(({ version, resources = [] }) =>
    resources.flatMap(({ resource, responseKind, scope, verbs = [] }) =>
      responseKind?.kind
        ? [
            {
              group,
              version,
              kind: responseKind.kind,
              plural: resource,
              namespaced: scope === 'Namespaced',
              verbs,
            },
          ]
        : [],
    ),
  );

/** A group behind an APIService that does not answer is listed as stale, with what it had before, or nothing. */
const aggregated = (groups: readonly AggregatedGroup[]): Discovered => {
  const kinds: ServedKind[] = [];
  const unknownGroups: string[] = [];
  for (const group of groups) {
    const name = group.metadata?.name ?? '';
    kinds.push(...aggregatedKinds(name, group));
    const isStale = group.versions?.some(
      ({ freshness }) => freshness === 'Stale',
    );
    if (isStale) unknownGroups.push(name);
  }
  return { kinds, unknownGroups };
};

const legacyPath = ({ group, version }: GroupVersion) =>
  group ? `/apis/${group}/${version}` : `/api/${version}`;

const legacyKinds = async (
  read: ReadJson,
  groupVersion: GroupVersion,
): Promise<ServedKind[]> => {
  const body = await read(legacyPath(groupVersion), 'application/json');
  const resources = (body.resources ?? []) as readonly LegacyResource[];
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced, verbs = [] }) => ({
      ...groupVersion,
      kind,
      plural: name,
      namespaced,
      verbs,
    }));
};

const legacyVersions = (body: Readonly<Record<string, unknown>>) => {
  if (body.kind === 'APIVersions') {
    return ((body.versions ?? []) as readonly string[]).map(version => ({
      group: '',
      version,
    }));
  }
  const groups = (body.groups ?? []) as readonly {
    readonly name: string;
    readonly versions: readonly { readonly version: string }[];
  }[];
  return groups.flatMap(({ name, versions }) =>
    versions.map(({ version }) => ({ group: name, version })),
  );
};

/** One request for each group and version; a failing one makes its group unknown. */
const groupByGroup = async (
  read: ReadJson,
  body: Readonly<Record<string, unknown>>,
): Promise<Discovered> => {
  const versions = legacyVersions(body);
  const answers = await Promise.allSettled(
    versions.map(version => legacyKinds(read, version)),
  );
  return {
    kinds: answers.flatMap(answer =>
      answer.status === 'fulfilled' ? answer.value : [],
    ),
    unknownGroups: [
      ...new Set(
        versions
          .filter((_, index) => answers[index]?.status === 'rejected')
          .map(({ group }) => group),
      ),
    ],
  };
};

const discoverRoot = async (
  read: ReadJson,
  path: '/api' | '/apis',
): Promise<Discovered> => {
  const body = await read(path, AGGREGATED);
  if (body.kind === 'APIGroupDiscoveryList') {
    return aggregated((body.items ?? []) as readonly AggregatedGroup[]);
  }
  if (body.kind === 'APIVersions' || body.kind === 'APIGroupList') {
    return groupByGroup(read, body);
  }
  throw new KubeflowError('ResponseError', {
    fact: `${path} was answered with something else than the list of API groups`,
    reason: 'NotKubernetes',
    remedy: 'Check the address of the API server',
  });
};

/**
 * What the server serves, in two requests where it knows aggregated discovery (Kubernetes 1.26 and later), else
 * group by group. A group that cannot be asked is unknown and not absent.
 */
export const discover = async (read: ReadJson): Promise<ServedKindIndex> => {
  const roots = await Promise.all([
    discoverRoot(read, '/api'),
    discoverRoot(read, '/apis'),
  ]);
  return new ServedKindIndex(
    roots.flatMap(({ kinds }) => kinds),
    roots.flatMap(({ unknownGroups }) => unknownGroups),
  );
};
