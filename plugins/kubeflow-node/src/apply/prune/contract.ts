import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ApplySet, PrunePolicy } from '../contract';
import type { Inventory, Members, RemovedObject } from '../inventory/contract';
import type { Manifest, ResourceId } from '../manifest';

export interface PruneInput {
  /** `region/name`, for messages. */
  readonly subject: string;
  readonly set: ApplySet;
  readonly inventory: Inventory;
  readonly members: Members;
  readonly manifests: readonly Manifest[];
  readonly policy: PrunePolicy;
  /**
   * `unlisted` (default): what the manifests no longer hold. `everything`: the whole set, for uninstalling; the
   * manifests do not count, nor does the limit on how much may go at once.
   */
  readonly scope?: 'unlisted' | 'everything';
}

/** One object that will be deleted. */
export interface Deletion {
  readonly id: ResourceId;
  readonly uid: string;
}

/** One object that the manifests no longer hold and that stays, in the cluster and in the inventory. */
export interface KeptMember {
  readonly id: ResourceId;
  /** `a PersistentVolumeClaim is pruned only where allow-delete allows it`. */
  readonly reason: string;
}

/** What pruning does, found without a request. */
export interface PruneDecision {
  readonly set: ApplySet;
  /** In the order of deletion: what depends on another goes before it. */
  readonly deletions: readonly Deletion[];
  readonly kept: readonly KeptMember[];
  /** Entries whose object is known to be gone: another stands in its place, or nothing was ever made. */
  readonly gone: readonly RemovedObject[];
  /** Entries that the lists by label do not show: gone, or without the label. To be looked at one by one. */
  readonly missing: readonly RemovedObject[];
  /** Live objects that carry the label of the set and were never applied by it. Never touched. */
  readonly strangers: readonly ResourceId[];
  /** True when a namespace may only be deleted while no PersistentVolumeClaim is in it. */
  readonly protectsClaims: boolean;
  /** Why nothing is deleted although something would be. */
  readonly refusal?: KubeflowError;
}
