import { createHash } from 'node:crypto';
import {
  clusterKey,
  regionDistance,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';

/** One thing that makes a cluster better than another. */
export type Preference =
  /** In the order of this list; regions that it does not name come last, all alike. */
  | { readonly by: 'regions'; readonly regions: readonly string[] }
  /** As near as can be to a region, such as that of the data. */
  | { readonly by: 'near'; readonly region: string }
  /** Evenly over the fleet, and always the same cluster for the same key. */
  | { readonly by: 'spread'; readonly key: string };

/** Smaller is better. */
type Cost = (cluster: FleetCluster) => number;

/** A region that is not known is farther than any: half the earth is 20,000 km. */
const FARTHEST = 100_000;

/** Rendezvous hashing: when a cluster joins or leaves, only its own share of the keys moves. */
const hashOf = (text: string): number =>
  createHash('sha256').update(text).digest().readUIntBE(0, 6);

const costOf = (preference: Preference): Cost => {
  switch (preference.by) {
    case 'regions':
      return ({ region }) => {
        const index = preference.regions.indexOf(region);
        return index < 0 ? preference.regions.length : index;
      };
    case 'near':
      return ({ region }) =>
        regionDistance(preference.region, region) ?? FARTHEST;
    default:
      return cluster => hashOf(`${preference.key}\n${clusterKey(cluster)}`);
  }
};

/**
 * Order of two clusters by the preferences, the first one deciding that tells them apart; then by
 * account, region and name, so that the order of the fleet file never matters.
 */
export const byPreferences = (
  preferences: readonly Preference[],
): ((a: FleetCluster, b: FleetCluster) => number) => {
  const costs = preferences.map(costOf);
  return (a, b) => {
    for (const cost of costs) {
      const difference = cost(a) - cost(b);
      if (difference !== 0) return difference;
    }
    return clusterKey(a) < clusterKey(b)
      ? -1
      : Number(clusterKey(a) !== clusterKey(b));
  };
};

/** What a preference says of a cluster, for the table of candidates; undefined when nothing. */
export const preferenceNote = (
  preference: Preference,
  cluster: FleetCluster,
): string | undefined => {
  if (preference.by !== 'near') return undefined;
  const km = regionDistance(preference.region, cluster.region);
  if (km === undefined) return `distance to ${preference.region} is not known`;
  return km === 0
    ? `in ${preference.region}, where the data is`
    : `${km.toLocaleString('en-US')} km from ${preference.region}`;
};
