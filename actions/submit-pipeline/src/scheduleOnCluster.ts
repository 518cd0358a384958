import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { upsertRecurringRun } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ClusterReport, SubmitPorts, SubmitRequest } from './contract';
import { clusterTimeLimit } from './timeLimit';

const CONNECT = { task: 'connect', graceMs: 300 };
const SCHEDULE = { task: 'make the recurring run', graceMs: 2_500 };

const foreignText = (name: string) =>
  `There is another recurring run called '${name}' that was not made by this action; it is left alone and runs too.`;

/** Makes or updates the recurring run on one cluster; whatever goes wrong is in the report. */
export async function scheduleOnCluster(
  cluster: FleetCluster,
  request: SubmitRequest,
  ports: SubmitPorts,
): Promise<Omit<ClusterReport, 'succeeded'>> {
  const limit = clusterTimeLimit(cluster, request, ports);
  try {
    const connection = await limit.spend(CONNECT, () => ports.connect(cluster));
    try {
      const submission = request.submissionFor(cluster);
      const schedule = await limit.spend(SCHEDULE, ({ timeoutMs, signal }) =>
        upsertRecurringRun(
          connection.target,
          { ...submission, name: submission.runName, cron: request.schedule! },
          { clock: ports.clock, signal, timeoutMs },
        ),
      );
      if (schedule.foreign.length > 0) {
        ports.observer.warned(cluster, foreignText(submission.runName));
      }
      return { cluster, schedule };
    } finally {
      connection.close();
    }
  } catch (error) {
    return { cluster, error };
  }
}
