import type { KubernetesObject } from '../../kubernetes/objects';
import type { Manifest, ManifestObject } from '../../apply/manifest';
import type { Findings, PreflightRequest, PreflightTarget } from '../contract';

/** What the checks look at: what will be applied, and the cluster. */
export interface Scene extends PreflightRequest {
  readonly target: PreflightTarget;
  /** Parsed; definitions are left out, they are large. */
  readonly objects: readonly ManifestObject[];
  readonly definitions: readonly Manifest[];
  /** A list of the cluster, read once for all checks. */
  readonly live: (name: LiveList) => Promise<readonly KubernetesObject[]>;
}

/** One thing that is looked at before anything is written. */
export type Check = (scene: Scene) => Promise<Findings>;

export const nothingFound: Findings = { problems: [], warnings: [] };

const core = (plural: string) => ({ group: '', version: 'v1', plural });
const apps = (plural: string) => ({ group: 'apps', version: 'v1', plural });
const storage = (plural: string) => ({
  group: 'storage.k8s.io',
  version: 'v1',
  plural,
});

const LISTS = {
  namespaces: core('namespaces'),
  nodes: core('nodes'),
  claims: core('persistentvolumeclaims'),
  deployments: apps('deployments'),
  statefulSets: apps('statefulsets'),
  storageClasses: storage('storageclasses'),
  csiDrivers: storage('csidrivers'),
  csiNodes: storage('csinodes'),
  definitions: {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    plural: 'customresourcedefinitions',
  },
} as const;

export type LiveList = keyof typeof LISTS;

/** Long enough for a slow API server, short enough to say in seconds that there is none. */
const LIST_MS = 10_000;

const METADATA_ONLY: readonly LiveList[] = ['definitions'];

/** Prepares the checks; nothing is read yet. */
export const sceneOf = (
  target: PreflightTarget,
  request: PreflightRequest,
): Scene => {
  const isDefinition = ({ id }: Manifest) =>
    id.kind === 'CustomResourceDefinition';
  const lists = new Map<LiveList, Promise<readonly KubernetesObject[]>>();
  return {
    ...request,
    target,
    objects: request.manifests
      .filter(manifest => !isDefinition(manifest))
      .map(manifest => manifest.object()),
    definitions: request.manifests.filter(isDefinition),
    live(name) {
      const metadataOnly = METADATA_ONLY.includes(name);
      const list =
        lists.get(name) ??
        target.kubernetes.list(LISTS[name], {
          metadataOnly,
          timeoutMs: LIST_MS,
        });
      lists.set(name, list);
      return list;
    },
  };
};
