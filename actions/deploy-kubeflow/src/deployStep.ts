import {
  maskSecret,
  originOfWorkflow,
  ToldFailures,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock } from '@kubeflow-fleet/plugin-kubeflow-node';
import { componentOf } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { createInstallers } from './clusterInstaller';
import type { ClusterReport } from './contract';
import { deployKubeflow } from './deployKubeflow';
import type { DeployInputs, DeployStep } from './inputs';
import { createLiveReport } from './liveReport';
import { writePlanFile } from './planFile';
import { prepareClusters } from './prepareClusters';

/** What the runner was not told of, or hides in fewer spellings than a log may show. */
function maskGiven({ githubToken }: DeployInputs): void {
  maskSecret(githubToken);
  maskSecret(process.env.AWS_SECRET_ACCESS_KEY);
  maskSecret(process.env.AWS_SESSION_TOKEN);
}

const notBegun = (
  clusters: readonly ClusterReport[],
  signal: AbortSignal,
): KubeflowError =>
  new KubeflowError('ResponseError', {
    reason: signal.aborted ? 'JobCancelled' : 'NotStarted',
    fact: `nothing was begun in ${clusters
      .map(({ cluster }) => clusterSubject(cluster))
      .join(', ')}${
      signal.aborted ? ': the job was cancelled' : ' after the failures above'
    }`,
    remedy: 'Run the job again once they are mended',
  });

function throwFailures(step: DeployStep, reports: readonly ClusterReport[]) {
  const failures = reports.flatMap(({ errors }) => errors);
  const left = reports.filter(({ state }) => state === 'NOT_STARTED');
  if (left.length > 0) {
    const error = notBegun(left, step.signal);
    if (failures.length === 0) throw error;
    step.log.error(error.message, {
      title: `deploy-kubeflow: ${error.reason}`,
    });
  }
  if (failures.length > 0) throw new ToldFailures(failures);
}

/** Everything of the action behind its inputs: chooses, deploys, reports, and fails if need be. */
export async function deployStep(step: DeployStep): Promise<void> {
  const { inputs: given, signal, log } = step;
  maskGiven(given);
  const { clusters, canary } = await prepareClusters(given);
  signal.throwIfAborted();
  const live = createLiveReport({
    step,
    clusters,
    subject: { ...originOfWorkflow(), mode: given.mode, componentOf },
  });
  log.info(`${given.mode}: ${clusters.map(clusterSubject).join(', ')}`);
  const report = await deployKubeflow(
    {
      mode: given.mode,
      clusters,
      canary,
      maxParallel: given.maxParallel,
      onFailure: given.onFailure,
      timeoutMs: given.timeout,
    },
    {
      connect: createInstallers(given),
      clock: systemClock,
      signal,
      observer: live.observer,
    },
  );
  if (given.mode === 'plan') {
    step.outputs.set({ plan: await writePlanFile(report.clusters) });
  }
  await live.finish(report);
  throwFailures(step, report.clusters);
}
