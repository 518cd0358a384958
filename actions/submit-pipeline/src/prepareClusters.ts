import { chosenClusters, readFleetFile } from '@kubeflow-fleet/action-toolkit';
import {
  type ClusterAccess,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { SubmitInputs } from './inputs';

const KUBEFLOW_NAMESPACE = 'kubeflow';

/** A cluster that no fleet file describes; `region` says where it came from. */
const lone = (
  cluster: Pick<FleetCluster, 'name' | 'region' | 'access'>,
  { namespace }: SubmitInputs,
): FleetCluster => ({
  ...cluster,
  account: '',
  partition: '',
  arn: '',
  labels: {},
  kubeflow: {
    profile:
      cluster.access.via === 'url' && namespace
        ? 'pipelines-multi-user'
        : 'pipelines',
    version: '',
    namespace: namespace ?? KUBEFLOW_NAMESPACE,
  },
  artifacts: {},
});

const throughProxy = ({ namespace }: SubmitInputs): ClusterAccess => ({
  via: 'api-server-proxy',
  namespace: namespace ?? KUBEFLOW_NAMESPACE,
  service: 'ml-pipeline',
});

/**
 * The clusters to submit to: of the fleet file, or the only one of `endpoint` or `kubeconfig`.
 *
 * @throws KubeflowError `InputError` for a wrong fleet file, with every problem in it, or a cluster
 * that is not in it.
 */
export async function prepareClusters(
  inputs: SubmitInputs,
): Promise<readonly FleetCluster[]> {
  const { endpoint, kubeconfig } = inputs;
  if (endpoint) {
    const name = new URL(endpoint).host;
    const access = { via: 'url', url: endpoint } as const;
    return [lone({ name, region: 'endpoint', access }, inputs)];
  }
  if (kubeconfig) {
    const name = inputs.kubeconfigContext ?? 'current-context';
    const access = throughProxy(inputs);
    return [lone({ name, region: 'kubeconfig', access }, inputs)];
  }
  const { fleet, path } = await readFleetFile(inputs.fleetFile!);
  return chosenClusters(inputs.clusters, fleet, path);
}
