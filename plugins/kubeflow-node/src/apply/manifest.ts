/** What identifies an object in a cluster; the version is left out, because one object is served in several. */
export interface ResourceId {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
}

/** Where a manifest was written. */
export interface ManifestSource {
  /** As the user named it: a path below the workspace, an address, or `kustomize build DIR`. */
  readonly path: string;
  /** Line of the document's first content, from 1. */
  readonly line: number;
}

/** One object to apply, as kubectl would understand it. */
export interface Manifest {
  readonly id: ResourceId;
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  /**
   * What the server is sent: JSON with kubectl's meaning of every scalar, integers of any size exact. The
   * same bytes (the same object) for every cluster whose manifest is equal.
   */
  readonly body: Uint8Array;
  /** SHA-256 of `body`, hex. */
  readonly digest: string;
  readonly source: ManifestSource;
  /** Parsed anew from `body` at each call: hold on to what is needed of it. Unsafe integers are bigints. */
  readonly object: () => ManifestObject;
}

/** Any Kubernetes object, unmodelled. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** `Deployment.apps/kubeflow/ml-pipeline`, `Namespace/kubeflow`: unique in a cluster, for maps. */
export const resourceKey = (id: ResourceId): string =>
  [groupKind(id), id.namespace, id.name]
    .filter(part => part !== undefined)
    .join('/');

/** `Deployment.apps`, `Namespace`: how KEP-3659 and kubectl spell it. */
export const groupKind = ({
  group,
  kind,
}: Pick<ResourceId, 'group' | 'kind'>): string =>
  group ? `${kind}.${group}` : kind;

/** `kubeflow/Deployment/ml-pipeline`, `ClusterRole/admin`: how messages name an object. */
export const describeResource = ({ kind, namespace, name }: ResourceId) =>
  namespace ? `${namespace}/${kind}/${name}` : `${kind}/${name}`;
