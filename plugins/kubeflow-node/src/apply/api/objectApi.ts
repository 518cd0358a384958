import type { Manifest, ManifestObject, ResourceId } from '../manifest';

/** How a kind is served. */
export interface ServedKind {
  readonly group: string;
  readonly kind: string;
  /** Preferred, or the one asked for. */
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Served verbs, such as `list`, `patch`. */
  readonly verbs: readonly string[];
}

/** What discovery said. Groups whose discovery failed are unknown, not absent (row 41). */
export interface ServedKinds {
  find(kind: {
    readonly group: string;
    readonly kind: string;
    readonly version?: string;
  }): ServedKind | undefined;
  /** Groups that could not be asked: nothing of them may be pruned, nor be called missing. */
  readonly unknownGroups: readonly string[];
}

/** `metadata` of a live object; a list of these is all that deciding needs. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly {
    readonly uid: string;
    readonly controller?: boolean;
  }[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly managedFields?: readonly ManagedFields[];
}

/** https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers */
export interface ManagedFields {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly time?: string;
  readonly subresource?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
}

/** A live object, unmodelled; unsafe integers are bigints. */
export type LiveObject = ManifestObject & {
  readonly metadata: ObjectMetadata;
};

export interface ApplyOptions {
  /** Server-side dry run: nothing is changed. */
  readonly dryRun?: boolean;
  /** Takes fields that others own. */
  readonly force?: boolean;
  /** Precondition: the object is still the one that was read. */
  readonly resourceVersion?: string;
}

/**
 * Writes and reads of one cluster for the engine. Every call is bounded by a deadline, repeated where that
 * is safe, and throws KubeflowErrors made from the Status (`FieldManagerConflict`, `ImmutableField`,
 * `Forbidden`, `NotFound`, `WebhookFailed`, …).
 */
export interface ObjectApi {
  readonly subject: string;
  /** Aggregated discovery where the server has it, else group by group. Cached until `refresh`. */
  servedKinds(options?: { readonly refresh?: boolean }): Promise<ServedKinds>;
  /** Server-side apply as {@link FIELD_MANAGER}; returns the object as it now is. Safe to repeat. */
  apply(manifest: Manifest, options?: ApplyOptions): Promise<LiveObject>;
  get(id: ResourceId): Promise<LiveObject | undefined>;
  /**
   * Metadata of every object of a kind in all namespaces with the label selector, as of one moment; a page that
   * cannot be read makes the whole list fail (row 42).
   */
  listMetadata(
    kind: ServedKind,
    labelSelector: string,
  ): Promise<readonly ObjectMetadata[]>;
  /**
   * Deletes with background propagation, only the object with this uid (and resourceVersion, where given).
   * A missing object, or one with another uid, is success.
   */
  delete(
    id: ResourceId,
    options: {
      readonly uid: string;
      readonly resourceVersion?: string;
      readonly dryRun?: boolean;
    },
  ): Promise<void>;
  readonly requests: { readonly total: number; readonly writes: number };
}
