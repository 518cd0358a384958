import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  connectEksCluster,
  connectKubeConfig,
  type EksCluster,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { type IdentityInputs, jobCredentials } from './jobCredentials';
import { maskSecret } from './secrets';
import { userAgent } from './workflowRun';

/** The inputs by which an action reaches API servers. */
export interface ConnectionInputs extends IdentityInputs {
  /** Path of a kubeconfig, which then takes the place of AWS. */
  readonly kubeconfig?: string;
  readonly kubeconfigContext?: string;
}

export interface ConnectionOptions extends ConnectionInputs {
  /** In whose name requests are sent. */
  readonly action: string;
  /** Called with what EKS says of the cluster; never with a kubeconfig. */
  readonly onDescribed?: (cluster: EksCluster) => void;
}

/** Connects to a cluster's API server as this job. Every secret is masked before its use. */
export const connectJobCluster = (
  cluster: FleetCluster,
  given: ConnectionOptions,
): Promise<KubernetesConnection> => {
  const { action, onDescribed } = given;
  const defaults = { userAgent: userAgent(action) };
  return given.kubeconfig
    ? connectKubeConfig({
        path: given.kubeconfig,
        context: given.kubeconfigContext,
        defaults,
      })
    : connectEksCluster(cluster, {
        defaults,
        onToken: maskSecret,
        onDescribed,
        credentials: jobCredentials(cluster, given),
      });
};
