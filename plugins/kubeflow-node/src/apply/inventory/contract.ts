import type { KubernetesObject } from '../../kubernetes/objects';
import type { ObjectMetadata } from '../api/objectApi';
import type { ObservedLease } from '../lease/contract';
import type { Manifest, ResourceId } from '../manifest';
import type { RevisionRecord } from '../revisions/contract';

/** One object that we applied. */
export interface InventoryEntry {
  readonly id: ResourceId;
  /** Absent: the write was intended, its outcome is not known (the deploy was killed). */
  readonly uid?: string;
  /**
   * Keyed digest of the manifest that was applied; compare with `Inventory.digestOf`. Absent although there is a
   * uid: a later write was intended, and what the object holds since is not known.
   */
  readonly digest?: string;
  /** Digest of the fields that we owned right after applying (`managedFields`). */
  readonly owned?: string;
  /** Only without `uid`: the member that already stood there when the write was intended, and that is not ours by it. */
  readonly before?: string;
}

/** What a cluster's ApplySet holds, as read. */
export interface Inventory {
  /** Absent in a cluster that was never deployed to. */
  readonly parent?: { readonly uid: string; readonly resourceVersion: string };
  readonly entries: readonly InventoryEntry[];
  /** Group kinds of the parent's annotation: hints of where to look, never a reason to delete (KEP-3659). */
  readonly groupKinds: readonly string[];
  readonly namespaces: readonly string[];
  /** Number of the last complete revision. */
  readonly revision?: number;
  /** Fencing token of the last writer. */
  readonly generation: number;
  /** Keyed with the parent, so that a Secret's content cannot be guessed from it. */
  digestOf(manifest: Manifest): string;
  /** What is known of the revisions, oldest first. */
  readonly revisions?: readonly RevisionRecord[];
  /** The lease as it was read beside: acquiring it then takes one request. */
  readonly lease?: ObservedLease;
  /** What the next write builds upon. */
  readonly stored?: StoredInventory;
}

/** The objects that an inventory was read from. */
export interface StoredInventory {
  readonly parent?: KubernetesObject;
  /** Names of every shard ConfigMap of the set, those that a killed deploy left behind too. */
  readonly shards: readonly string[];
  /** Of the entries: those that only the lease's intent speaks of. */
  readonly pending: readonly InventoryEntry[];
}

/** Live members by resource key, from lists by label. */
export interface Members {
  readonly byKey: ReadonlyMap<string, ObjectMetadata>;
  /** Group kinds that could not be listed, with the error: nothing of them may be pruned. */
  readonly unread: ReadonlyMap<string, unknown>;
}

/** What a deploy is about to write. */
export interface IntendedWrite {
  readonly id: ResourceId;
  /** Uid of the member that stands there already without being in the inventory, see {@link InventoryEntry.before}. */
  readonly before?: string;
}

/** What became of what was intended. */
export interface InventoryOutcome {
  readonly applied: readonly AppliedObject[];
  /** Deletion confirmed, or found gone by a complete list. With `uid`: only that object. */
  readonly removed: readonly RemovedObject[];
  /** Intended and then certainly not sent: their entries stay as they were. All else that was intended is uncertain. */
  readonly untouched: readonly ResourceId[];
  /** Added, or put in the place of the record with the same number. */
  readonly revision?: RevisionRecord;
}

export interface AppliedObject {
  readonly manifest: Manifest;
  readonly uid: string;
  /** `ownedDigest` of what the server answered. */
  readonly owned?: string;
}

export interface RemovedObject {
  readonly id: ResourceId;
  readonly uid?: string;
}

/** Writes the inventory under one lease. Every write checks the lease, its generation and the parent's resourceVersion. */
export interface InventoryWriter {
  /** Writes the inventory under the new generation: from then on every write of an earlier holder fails. */
  fence(): Promise<void>;
  /**
   * Records what will be written, before it is. Sends nothing when all of it is recorded already, and the parent's
   * annotations cover it.
   *
   * @throws KubeflowError `LeaseLost` when a later holder has written.
   */
  recordIntent(writes: readonly IntendedWrite[]): Promise<void>;
  /**
   * Records what happened, in one conditional write, and shrinks the parent's annotations to what is left. May be
   * called again.
   *
   * @throws KubeflowError `LeaseLost` when a later holder has written.
   */
  recordOutcome(outcome: InventoryOutcome): Promise<void>;
}
