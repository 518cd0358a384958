import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { upsertRecurringRun } from '@kubeflow-fleet/plugin-kubeflow-node';
import type {
  ClusterReport,
  SubmitPorts,
  SubmitRequest,
} from './submitPipeline';

/** Makes or updates the recurring run on one cluster; whatever goes wrong is in the report. */
export async function scheduleOnCluster(
  cluster: FleetCluster,
  request: SubmitRequest,
  ports: SubmitPorts,
): Promise<Omit<ClusterReport, 'succeeded'>> {
  try {
    const connection = await ports.connect(cluster);
    try {
      const { recurringRunId } = await upsertRecurringRun(connection.target, {
        ...request.submissionFor(cluster),
        cron: request.schedule!,
      });
      return { cluster, recurringRunId };
    } finally {
      connection.close();
    }
  } catch (error) {
    return { cluster, error };
  }
}
