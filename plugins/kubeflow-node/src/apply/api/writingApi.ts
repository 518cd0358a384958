import type { Manifest, ResourceId } from '../manifest';
import type {
  ApplyOptions,
  LiveObject,
  ManagedFields,
  ObjectApi,
  ServedKind,
} from './objectApi';

/** What an apply came to. */
export interface Applied {
  readonly object: LiveObject;
  /** The server says so (201). False also when that answer was lost: see `isRepeated`. */
  readonly isCreated: boolean;
  /** An earlier attempt may have been the one that acted. */
  readonly isRepeated: boolean;
}

/** Called right before each attempt of a write is sent; what it throws ends the call, and nothing was sent by it. */
export type BeforeSend = () => void;

export interface ManagedFieldsChange {
  /** Of the object that was read. */
  readonly resourceVersion: string;
  readonly managedFields: readonly ManagedFields[];
}

export interface ApplyManifestOptions extends ApplyOptions {
  readonly beforeSend?: BeforeSend;
  /**
   * `metadata`: of the answer's object only apiVersion, kind and metadata are there, which spares the server, the network and
   * this process a megabyte per definition. Default `object`.
   */
  readonly answer?: 'object' | 'metadata';
}

/** What the engine needs beyond reading and single writes. */
export interface WritingApi extends ObjectApi {
  /** {@link ObjectApi.apply} with what it came to. */
  applyManifest(
    manifest: Manifest,
    options?: ApplyManifestOptions,
  ): Promise<Applied>;
  /**
   * Rewrites who owns what, only of the object that was read (`Conflict` otherwise): how fields of client-side
   * apply change hands without a change of the object.
   */
  replaceManagedFields(
    id: ResourceId,
    change: ManagedFieldsChange,
    beforeSend?: BeforeSend,
  ): Promise<LiveObject>;
  /**
   * True when the server would accept the manifest as a new object: found by a dry run of creating it, which for an
   * object that exists ends with `AlreadyExists` only after everything else was checked.
   */
  isValidAnew(manifest: Manifest): Promise<boolean>;
  /** As {@link ObjectApi.listMetadata}, whole objects. */
  listObjects(
    kind: ServedKind,
    labelSelector: string,
  ): Promise<readonly LiveObject[]>;
  /** Kinds that are known to be served since discovery was read. */
  learn(kinds: readonly ServedKind[]): Promise<void>;
}
