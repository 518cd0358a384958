/** An object as the API server sent it: nothing is dropped, no typed model in between. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** A collection of the API, such as `{group: '', version: 'v1', plural: 'pods', namespace: 'kubeflow'}`. */
export interface ResourceCollection {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Absent for cluster-scoped resources, or to read over all namespaces. */
  readonly namespace?: string;
}

export interface ListSelector {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface ListOptions extends ListSelector {
  /** Only metadata is sent: definitions and Secrets are large. */
  readonly metadataOnly?: boolean;
  /** For each page with its repetitions, in milliseconds; the transport has a default. */
  readonly timeoutMs?: number;
}

export type WatchEvent =
  /** The whole collection, sent first and again after every loss of history (410 Gone). */
  | { readonly type: 'SYNCED'; readonly objects: readonly KubernetesObject[] }
  | {
      readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
      readonly object: KubernetesObject;
    };

/** The verbs that this project needs, on unstructured objects. Errors are KubeflowErrors made from the Status. */
export interface KubernetesClient {
  /** `region/name` of the cluster, for messages. */
  readonly subject: string;
  get(collection: ResourceCollection, name: string): Promise<KubernetesObject>;
  /** Every page. */
  list(
    collection: ResourceCollection,
    options?: ListOptions,
  ): Promise<readonly KubernetesObject[]>;
  create(
    collection: ResourceCollection,
    object: KubernetesObject,
  ): Promise<KubernetesObject>;
  /** PUT; the object's resourceVersion makes it conditional (409 `ConflictError`, reason `Conflict`). */
  replace(
    collection: ResourceCollection,
    object: KubernetesObject,
  ): Promise<KubernetesObject>;
  /** Merge patch. */
  patch(
    collection: ResourceCollection,
    name: string,
    patch: object,
  ): Promise<KubernetesObject>;
  delete(collection: ResourceCollection, name: string): Promise<void>;
  /** Never ends by itself and reconnects; abort `signal` to end it. */
  watch(
    collection: ResourceCollection,
    options: ListSelector & { readonly signal: AbortSignal },
  ): AsyncIterable<WatchEvent>;
  /** Last lines of a container's log, oldest first. */
  podLog(
    pod: { readonly namespace: string; readonly name: string },
    options: PodLogOptions,
  ): Promise<readonly string[]>;
  /** SelfSubjectAccessReview. */
  isAllowed(access: ResourceAccess): Promise<boolean>;
  /** TokenRequest of a service account. */
  createToken(
    serviceAccount: { readonly namespace: string; readonly name: string },
    audience: string,
  ): Promise<{ readonly token: string; readonly expiration: Date }>;
}

export interface PodLogOptions {
  readonly container?: string;
  readonly tailLines: number;
  readonly previous?: boolean;
}

export interface ResourceAccess {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}
