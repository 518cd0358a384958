import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { RegionSpec } from '../fleet/contract';
import type { ControlPlaneFactory } from '../fleet/controlPlane';

// Loaded only when asked for: it needs Go and installs servers.
const realCluster: ControlPlaneFactory = async context => {
  const { realCluster: start } = await import('../real/realCluster');
  return start(context);
};

/**
 * The regions with real control planes in place of the named clusters' emulators.
 *
 * @throws KubeflowError `InputError`, reason `InvalidArguments`, for a name that no cluster has.
 */
export const withRealClusters = (
  regions: readonly RegionSpec[],
  names: readonly string[],
): readonly RegionSpec[] => {
  const known = regions.flatMap(({ clusters }) => clusters.map(c => c.name));
  const unknown = names.find(name => !known.includes(name));
  if (unknown !== undefined)
    throw new KubeflowError('InputError', {
      subject: `--real ${unknown}`,
      reason: 'InvalidArguments',
      fact: 'the local fleet has no cluster of this name',
      remedy: `Name one of ${known.join(', ')}`,
    });
  return regions.map(region => ({
    ...region,
    clusters: region.clusters.map(cluster =>
      names.includes(cluster.name)
        ? { ...cluster, controlPlane: realCluster }
        : cluster,
    ),
  }));
};
