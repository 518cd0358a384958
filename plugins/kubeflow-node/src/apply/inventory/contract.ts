import type { ObjectMetadata } from '../api/objectApi';
import type { Manifest, ResourceId } from '../manifest';

/** One object that we applied. */
export interface InventoryEntry {
  readonly id: ResourceId;
  /** Absent: the write was intended, its outcome is not known (the deploy was killed). */
  readonly uid?: string;
  /** Keyed digest of the manifest that was applied; compare with `Inventory.digestOf`. */
  readonly digest?: string;
  /** Digest of the fields that we owned right after applying (`managedFields`). */
  readonly owned?: string;
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
}

/** Live members by resource key, from lists by label. */
export interface Members {
  readonly byKey: ReadonlyMap<string, ObjectMetadata>;
  /** Group kinds that could not be listed, with the error: nothing of them may be pruned. */
  readonly unread: ReadonlyMap<string, unknown>;
}
