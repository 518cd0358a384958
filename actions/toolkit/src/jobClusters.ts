import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { chosenClusters, type ClusterReference } from './clusterReferences';
import { type FleetInRepository, readFleetFile } from './fleetFile';

const NAMESPACE = 'kubeflow';

/** The inputs by which an action says which clusters it works on. */
export interface ClusterInputs {
  readonly fleetFile?: string;
  /** Empty: all of the fleet. */
  readonly clusters: readonly ClusterReference[];
  /** Path of a kubeconfig: one cluster that no fleet file describes. */
  readonly kubeconfig?: string;
  readonly kubeconfigContext?: string;
}

/** The clusters of a job; `file` is absent where a kubeconfig takes its place. */
export interface JobClusters {
  readonly clusters: readonly FleetCluster[];
  readonly file?: FleetInRepository;
}

/** A cluster that no fleet file describes; `region` says where it came from. */
const lone = (
  { kubeconfigContext }: ClusterInputs,
  kubeflow: Partial<FleetCluster['kubeflow']>,
): FleetCluster => ({
  name: kubeconfigContext ?? 'current-context',
  region: 'kubeconfig',
  account: '',
  partition: '',
  arn: '',
  labels: {},
  access: {
    via: 'api-server-proxy',
    namespace: NAMESPACE,
    service: 'ml-pipeline',
  },
  kubeflow: {
    profile: 'pipelines',
    version: '',
    namespace: NAMESPACE,
    ...kubeflow,
  },
  artifacts: {},
});

/**
 * The clusters to work on: of the fleet file, or the only one of `kubeconfig`, with `kubeflow` as it is to be there.
 *
 * @throws KubeflowError `InputError` for a wrong fleet file, with every problem in it, or a cluster that is not in it.
 */
export async function jobClusters(
  given: ClusterInputs,
  kubeflow: Partial<FleetCluster['kubeflow']> = {},
): Promise<JobClusters> {
  if (given.kubeconfig) return { clusters: [lone(given, kubeflow)] };
  const file = await readFleetFile(given.fleetFile!);
  const clusters =
    given.clusters.length === 0
      ? file.fleet.clusters
      : chosenClusters(given.clusters, file.fleet, file.path);
  return { clusters, file };
}
