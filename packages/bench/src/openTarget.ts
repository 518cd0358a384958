import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type KubernetesConnection,
  type RunTarget,
  connectPipelines,
} from '@kubeflow-fleet/plugin-kubeflow-node';

export interface OpenTarget {
  readonly target: RunTarget;
  close(): void;
}

/** Both APIs of a cluster through its API server. */
export async function openTarget(
  cluster: FleetCluster,
  connection: KubernetesConnection,
): Promise<OpenTarget> {
  const { pipelines, close } = await connectPipelines(cluster, connection);
  const { kubernetes } = connection;
  return {
    target: { subject: pipelines.subject, pipelines, kubernetes },
    close: () => {
      close();
      connection.close();
    },
  };
}
