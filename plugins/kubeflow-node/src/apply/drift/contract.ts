import type { Change } from '../changeSet';
import type { ApplySet, RequestCounts, Waiting } from '../contract';
import type { Manifest } from '../manifest';

export interface DriftRequest {
  readonly set: ApplySet;
  /**
   * What the cluster is to hold, carrying the labels of membership. Absent: what it was deployed with last, as the
   * cluster itself has recorded it.
   */
  readonly manifests?: readonly Manifest[];
}

/** How a cluster differs from what it is to hold. */
export interface ClusterDrift {
  /** False where nothing was ever deployed, or all that tells of it is gone; then nothing else is told. */
  readonly installed: boolean;
  /** Number of the revision that was deployed last. */
  readonly revision?: number;
  /**
   * One per object, the unchanged ones included, as an apply would treat it: `created` is missing, `configured` was
   * changed, `deleted` is no longer among the manifests that were given, `skipped` carries our label without having
   * been applied by us. Of fields `before` is what is there, and `after` what is to be there.
   */
  readonly changes: readonly Change[];
  /** What is as it was left and does not work. */
  readonly unready: readonly Waiting[];
  readonly warnings: readonly string[];
  readonly requests: RequestCounts;
}
