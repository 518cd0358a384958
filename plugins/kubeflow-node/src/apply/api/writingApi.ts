import type { Manifest, ResourceId } from '../manifest';
import type {
  ApplyOptions,
  LiveObject,
  ManagedFields,
  ObjectApi,
} from './objectApi';

/** What an apply came to. */
export interface Applied {
  readonly object: LiveObject;
  /** The server says so (201). False also when that answer was lost: see `isRepeated`. */
  readonly isCreated: boolean;
  /** An earlier attempt may have been the one that acted. */
  readonly isRepeated: boolean;
}

export interface ManagedFieldsChange {
  /** Of the object that was read. */
  readonly resourceVersion: string;
  readonly managedFields: readonly ManagedFields[];
}

/** What the engine needs beyond reading and single writes. */
export interface WritingApi extends ObjectApi {
  /** {@link ObjectApi.apply} with what it came to. */
  applyManifest(manifest: Manifest, options?: ApplyOptions): Promise<Applied>;
  /**
   * Rewrites who owns what, only of the object that was read (`Conflict` otherwise): how fields of client-side
   * apply change hands without a change of the object.
   */
  replaceManagedFields(
    id: ResourceId,
    change: ManagedFieldsChange,
  ): Promise<LiveObject>;
}
