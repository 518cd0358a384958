import { printable } from '../text/printable';
import { didYouMean } from '../text/nearest';
import { KubeflowError } from '../errors/KubeflowError';
import { clusterKey, clusterSubject } from './cluster';
import type { Fleet, FleetCluster } from './cluster';

/** The spellings by which people name a cluster, from the shortest to the clearest. */
const spellings = (cluster: FleetCluster): readonly string[] => [
  cluster.name,
  clusterSubject(cluster),
  clusterKey(cluster),
  cluster.arn,
];

/** True when `reference` is the cluster's name, `region/name`, `account/region/name` or ARN. */
export const isReferenceTo = (
  reference: string,
  cluster: FleetCluster,
): boolean => spellings(cluster).includes(reference);

/** Every cluster that `reference` means: a bare name may mean several, in several regions. */
export const referencedClusters = (
  fleet: Fleet,
  reference: string,
): readonly FleetCluster[] =>
  fleet.clusters.filter(cluster => isReferenceTo(reference, cluster));

/** `no cluster 'x' in the fleet file; did you mean 'y'?` for each reference that means none. */
export const unknownReferences = (
  fleet: Fleet,
  references: readonly string[],
): string[] =>
  references
    .filter(reference => referencedClusters(fleet, reference).length === 0)
    .map(
      reference =>
        `no cluster '${printable(reference)}' in the fleet file${didYouMean(
          reference,
          fleet.clusters.flatMap(spellings),
        )}`,
    );

/**
 * The one cluster that `reference` means.
 *
 * @throws KubeflowError `NotFoundError`, reason `UnknownCluster`; `InputError`, reason
 * `AmbiguousCluster`, with the clearer spellings.
 */
export const referencedCluster = (
  fleet: Fleet,
  reference: string,
): FleetCluster => {
  const [first, ...others] = referencedClusters(fleet, reference);
  if (!first)
    throw new KubeflowError('NotFoundError', {
      reason: 'UnknownCluster',
      fact: unknownReferences(fleet, [reference])[0]!,
    });
  if (others.length === 0) return first;
  throw new KubeflowError('InputError', {
    reason: 'AmbiguousCluster',
    fact: `'${printable(reference)}' means ${others.length + 1} clusters`,
    remedy: `Write one of ${[first, ...others].map(clusterKey).join(', ')}`,
  });
};
