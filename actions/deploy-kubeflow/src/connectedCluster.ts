import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  EksCluster,
  KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ApplyTarget } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { DeployInputs } from './inputs';

/** One cluster, connected. */
export interface ConnectedCluster {
  readonly cluster: FleetCluster;
  readonly given: DeployInputs;
  readonly connection: KubernetesConnection;
  readonly target: ApplyTarget;
  readonly eks?: EksCluster;
}
