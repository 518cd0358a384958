import { isDeepStrictEqual } from 'node:util';
import {
  clusterKey,
  hasReason,
  parseFleetFile,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  ClusterId,
  Fleet,
  FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ChangeSource } from './changeSource';
import { shortCommit } from './shortCommit';
import { watchedChanges } from './watchedChanges';

/** What a push or pull request changed, for the clusters of the fleet. */
export type FleetChanges =
  /** It cannot be told, or everything is new: every cluster counts as changed. */
  | { readonly kind: 'everything'; readonly reason: string }
  | {
      readonly kind: 'some';
      /** Why a cluster counts as changed, by `clusterKey`; the others did not change. */
      readonly reasons: ReadonlyMap<string, readonly string[]>;
      readonly removed: readonly ClusterId[];
      readonly base: string;
    };

export interface FleetChangesOptions {
  readonly fleet: Fleet;
  /** Path of the fleet file in the repository. */
  readonly fleetFile: string;
  readonly watchPaths: readonly string[];
}

const everything = (reason: string): FleetChanges => ({
  kind: 'everything',
  reason,
});

/** An earlier fleet file may be wrong, or from before this version: then nothing can be compared. */
const parseEarlier = (text: string, path: string): Fleet | undefined => {
  try {
    return parseFleetFile(text, { path });
  } catch (error) {
    if (hasReason(error, 'InvalidFleetFile')) return undefined;
    throw error;
  }
};

/** Completes "it …"; undefined when the settings are the same, defaults included. */
const settingsReason = (
  cluster: FleetCluster,
  earlier: FleetCluster | undefined,
): string | undefined => {
  if (!earlier) return 'it is new in the fleet file';
  return isDeepStrictEqual(cluster, earlier)
    ? undefined
    : 'its settings changed';
};

const idOf = ({ account, region, name }: ClusterId): ClusterId => ({
  account,
  region,
  name,
});

/**
 * Clusters whose settings or watched files differ between the base commit and the workspace. Whatever
 * cannot be told selects too many clusters rather than too few.
 */
export const fleetChanges = async (
  source: ChangeSource,
  { fleet, fleetFile, watchPaths }: FleetChangesOptions,
): Promise<FleetChanges> => {
  const { base, event } = source;
  if (!base) return everything(`${event} has no commit to compare with`);
  const at = shortCommit(base);
  const text = await source.fileAtBase(fleetFile);
  if (text === undefined)
    return everything(`there is no ${fleetFile} at commit ${at}`);
  const before = parseEarlier(text, fleetFile);
  if (!before)
    return everything(`${fleetFile} at commit ${at} is no valid fleet file`);
  const watched = await watchedChanges(source, { fleet, watchPaths });
  if (watched.kind === 'unknown') return everything(watched.reason);
  const earlier = new Map(before.clusters.map(c => [clusterKey(c), c]));
  const reasons = new Map<string, readonly string[]>();
  for (const cluster of fleet.clusters) {
    const key = clusterKey(cluster);
    const settings = settingsReason(cluster, earlier.get(key));
    const all = [settings ?? [], watched.reasons.get(key) ?? []].flat();
    if (all.length > 0) reasons.set(key, all);
    earlier.delete(key);
  }
  return {
    kind: 'some',
    reasons,
    removed: [...earlier.values()].map(idOf),
    base: at,
  };
};
