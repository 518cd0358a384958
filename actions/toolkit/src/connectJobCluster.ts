import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  connectEksCluster,
  connectKubeConfig,
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

/** Connects to a cluster's API server as this job, in the name of `action`. Every secret is masked before its use. */
export const connectJobCluster = (
  cluster: FleetCluster,
  given: ConnectionInputs,
  action: string,
): Promise<KubernetesConnection> => {
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
        credentials: jobCredentials(cluster, given),
      });
};
