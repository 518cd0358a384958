import { parseInputs, type PostStep } from '@kubeflow-fleet/action-toolkit';
import {
  clusterKey,
  clusterSubject,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  systemClock,
  terminateRun,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { connectCluster } from './clusterConnection';
import { inputs, rules, type SubmitInputs } from './inputs';
import { prepareClusters } from './prepareClusters';
import type { WatchedRun } from './runsLeftGoing';

const TERMINATE_MS = 30_000;

const outcomes = {
  terminated: 'terminated',
  'already-finished': 'had ended already, or was never started',
  requested: 'asked to terminate; its end was not seen yet',
} as const;

async function terminate(
  cluster: FleetCluster,
  runId: string,
  given: SubmitInputs,
): Promise<string> {
  const connection = await connectCluster(cluster, given);
  try {
    const outcome = await terminateRun(connection.target, runId, {
      clock: systemClock,
      timeoutMs: TERMINATE_MS,
    });
    return outcomes[outcome];
  } finally {
    connection.close();
  }
}

/** Terminates the runs that a killed main step left, unless `on-cancel` says to let them go on. */
export async function terminateLeftRuns(
  left: readonly WatchedRun[],
  { log, summary }: PostStep,
): Promise<void> {
  const given = parseInputs(inputs, { rules });
  if (given.onCancel === 'detach') return;
  const clusters = await prepareClusters(given);
  const work = left.map(async ({ cluster: key, runId }) => {
    const cluster = clusters.find(candidate => clusterKey(candidate) === key);
    const subject = cluster ? clusterSubject(cluster) : key;
    try {
      if (!cluster) throw new Error('it is no longer among the clusters');
      const outcome = await terminate(cluster, runId, given);
      log.info(`${subject}: run ${runId} ${outcome}.`);
      summary.bullets([`${subject}: run ${runId} ${outcome}.`]);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      log.warning(`${subject}: run ${runId} may still be going: ${text}`);
    }
  });
  await Promise.all(work);
}
