import {
  cancelBudgetMs,
  maskSecret,
  originOfWorkflow,
  ToldFailures,
  workflowJob,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  checkSubmissionNames,
  type RunSubmission,
  submissionKey,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { connectCluster } from './clusterConnection';
import { failureOf } from './clusterResult';
import type { SubmitInputs, SubmitStep } from './inputs';
import { createLiveReport } from './liveReport';
import { prepareClusters } from './prepareClusters';
import {
  bothOrEveryError,
  type PreparedPipeline,
  preparePipeline,
} from './preparePipeline';
import type { ClusterReport } from './contract';
import { submitPipeline } from './submitPipeline';

/** Most of what is left when a job is cancelled, in milliseconds. */
const TERMINATE_MS = 5_000;

function keyOf(
  given: SubmitInputs,
  { pipeline, parameters }: PreparedPipeline,
): string {
  if (given.idempotencyKey) return given.idempotencyKey;
  const { repository, commit, workflowRunId } = originOfWorkflow();
  return submissionKey({
    ...workflowJob(),
    repository,
    commit,
    workflowRunId,
    pipelineName: given.pipelineName ?? pipeline.name,
    contentHash: pipeline.contentHash,
    parameters,
  });
}

/** The submission without what differs from cluster to cluster. */
function submissionOf(
  given: SubmitInputs,
  prepared: PreparedPipeline,
): RunSubmission {
  const pipelineName = given.pipelineName ?? prepared.pipeline.name;
  return {
    pipeline: prepared.pipeline,
    pipelineName,
    experiment: given.experiment,
    runName: given.runName ?? pipelineName,
    parameters: prepared.parameters,
    key: keyOf(given, prepared),
    origin: originOfWorkflow(),
    serviceAccount: given.serviceAccount,
  };
}

const cancelled = () =>
  new KubeflowError('ResponseError', {
    reason: 'JobCancelled',
    fact: 'the job was cancelled before anything was submitted',
    remedy: 'Run the job again',
  });

function throwFailures(
  clusters: readonly ClusterReport[],
  signal: AbortSignal,
): void {
  const failures = clusters.map(failureOf).filter(error => error !== undefined);
  if (failures.length > 0) throw new ToldFailures(failures);
  if (clusters.some(report => report.notStarted) && signal.aborted) {
    throw cancelled();
  }
}

async function submit(
  step: SubmitStep,
  clusters: readonly FleetCluster[],
  submission: RunSubmission,
): Promise<readonly ClusterReport[]> {
  const { inputs: given, signal } = step;
  const live = createLiveReport({ step, clusters, submission });
  const report = await submitPipeline(
    {
      ...given,
      clusters,
      timeoutMs: given.timeout,
      submissionFor: ({ artifacts }) => ({
        ...submission,
        pipelineRoot: given.pipelineRoot ?? artifacts.pipelineRoot,
      }),
    },
    {
      connect: cluster => connectCluster(cluster, given),
      clock: systemClock,
      signal,
      // The rest of the budget is for the comment.
      cancelBudgetMs: () => Math.min(TERMINATE_MS, cancelBudgetMs(signal)),
      observer: live.observer,
    },
  );
  await live.finish(report);
  return report.clusters;
}

/** What the runner was not told of, or hides in fewer spellings than a log may show. */
function maskGiven({ githubToken, endpointToken }: SubmitInputs): void {
  maskSecret(githubToken);
  maskSecret(endpointToken);
  maskSecret(process.env.AWS_SECRET_ACCESS_KEY);
  maskSecret(process.env.AWS_SESSION_TOKEN);
}

/** Everything of the action behind its inputs: prepares, submits, waits, reports, and fails if need be. */
export async function submitStep(step: SubmitStep): Promise<void> {
  const { inputs: given, log, signal } = step;
  maskGiven(given);
  const [prepared, clusters] = await bothOrEveryError(
    preparePipeline(given, signal),
    prepareClusters(given),
  );
  signal.throwIfAborted();
  const submission = submissionOf(given, prepared);
  checkSubmissionNames(submission);
  step.outputs.set({ 'submission-key': submission.key });
  if (given.dryRun) {
    log.notice(
      `Dry run: pipeline '${
        submission.pipelineName
      }' and its parameters are good for ${clusters
        .map(clusterSubject)
        .join(', ')}. Nothing was sent.`,
    );
    return;
  }
  throwFailures(await submit(step, clusters, submission), signal);
}
