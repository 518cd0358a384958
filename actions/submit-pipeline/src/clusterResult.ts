import {
  clusterSubject,
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  FinishedRun,
  RunFailure,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { runPage } from './runPage';
import type { ClusterReport } from './contract';

/** One entry of the output `results`; what is not known is absent. */
export interface ClusterResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  readonly state: string;
  readonly runId?: string;
  readonly runUrl?: string;
  readonly outcome?: 'created' | 'adopted' | 'updated' | 'unchanged';
  readonly pipelineId?: string;
  readonly pipelineVersionId?: string;
  readonly experimentId?: string;
  readonly recurringRunId?: string;
  readonly failedTask?: string;
  readonly failureReason?: string;
  readonly error?: string;
}

/** The run's verdict; SUBMITTED, SCHEDULED, NOT_STARTED or ERROR where there is none. */
export function stateOf(report: ClusterReport): string {
  if (report.notStarted) return 'NOT_STARTED';
  if (report.error !== undefined) return 'ERROR';
  if (report.schedule) return 'SCHEDULED';
  return report.finished?.verdict ?? 'SUBMITTED';
}

/** Why it did not succeed, as the output `failure-reason` says it; undefined when it did. */
export const reasonOf = (report: ClusterReport): string | undefined => {
  if (report.succeeded || report.notStarted) return undefined;
  return report.error === undefined
    ? report.finished?.failure?.reason ?? report.finished?.verdict
    : (failureOf(report) as KubeflowError).reason ?? 'UnexpectedError';
};

/** A report as data. */
export function clusterResult(
  report: ClusterReport,
  uiUrl: string | undefined,
): ClusterResult {
  const { cluster, submitted, finished } = report;
  const made = submitted ?? report.schedule;
  return {
    cluster: cluster.name,
    region: cluster.region,
    account: cluster.account,
    state: stateOf(report),
    runId: submitted?.runId,
    runUrl: submitted && runPage(cluster, submitted.runId, uiUrl),
    outcome: submitted?.outcome ?? report.schedule?.outcome,
    pipelineId: made?.pipelineId,
    pipelineVersionId: made?.pipelineVersionId,
    experimentId: made?.experimentId,
    recurringRunId: report.schedule?.recurringRunId,
    failedTask: finished?.failure?.task,
    failureReason: reasonOf(report),
    error: report.error instanceof Error ? report.error.message : undefined,
  };
}

const remedies: Readonly<Record<string, string>> = {
  TIMED_OUT:
    'Set the input timeout to a longer time, or look at the run for a task that hangs',
  SKIPPED: 'Set on-skipped: succeed if a skipped run is good',
  CANCELED: 'Someone cancelled it in Kubeflow; run the job again',
  TERMINATED: 'Run the job again to start it anew',
  DETACHED: 'Run the job again to wait for it',
  DELETED: 'Someone deleted it in Kubeflow; run the job again',
};

const facts: Readonly<Record<string, string>> = {
  TIMED_OUT: 'did not end within the timeout',
  SKIPPED: 'was SKIPPED',
  CANCELED: 'was CANCELED',
  TERMINATED: 'was terminated',
  DETACHED: 'is going on, and this job was cancelled',
  DELETED: 'was deleted while this job waited for it',
};

/** What became of the task, as a clause, such as `task 'train' ended with OOMKilled, exit code 137: why`. */
export const causeOf = (
  { task, reason, exitCode, message }: RunFailure,
  verdict: string,
): string => {
  const subject = task === '(run)' ? 'the run' : `task '${task}'`;
  const why = message ? `: ${message}` : '';
  if (reason === 'StillRunning') return `${subject} was still running${why}`;
  if (reason === 'Unknown')
    return `${subject} failed${why || ', no reason is known'}`;
  // What hangs has not ended: its pod does not start.
  if (verdict === 'TIMED_OUT') return `${subject} hangs with ${reason}${why}`;
  const code = exitCode === undefined ? [] : [`exit code ${exitCode}`];
  // Kubernetes says Error of every exit code that it knows nothing more of.
  const known = reason === 'Error' && code.length > 0 ? [] : [reason];
  return `${subject} ended with ${[...known, ...code].join(', ')}${why}`;
};

const remedyOf = ({ verdict, failure }: FinishedRun) =>
  failure?.remedy ?? remedies[verdict] ?? 'See the run in Kubeflow';

const capitalised = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What became of a run that did not succeed and of which no task is to blame, without its name. */
export const fateOf = (finished: FinishedRun): string =>
  `${capitalised(facts[finished.verdict] ?? finished.verdict)}. ${remedyOf(
    finished,
  )}.`;

function runFailure({ cluster, finished, submitted }: ClusterReport) {
  const { verdict, failure, runId } = finished!;
  const run = `run ${submitted?.displayName ?? runId}`;
  const what = facts[verdict] ?? verdict;
  return new KubeflowError('ResponseError', {
    subject: clusterSubject(cluster),
    reason: (verdict === 'FAILED' && failure?.reason) || verdict,
    fact: `${run} ${what}${failure ? `: ${causeOf(failure, verdict)}` : ''}`,
    remedy: remedyOf(finished!),
  });
}

/** Why a cluster's part did not succeed, to be thrown; undefined when it did or never began. */
export function failureOf(report: ClusterReport): unknown {
  const { cluster, error, submitted } = report;
  if (report.succeeded || report.notStarted) return undefined;
  if (error === undefined) return runFailure(report);
  if (isKubeflowError(error) || !isAbort(error)) return error;
  return new KubeflowError('ResponseError', {
    subject: clusterSubject(cluster),
    reason: 'JobCancelled',
    fact: submitted
      ? `the job was cancelled; run ${submitted.runId} may still be going`
      : 'the job was cancelled before the run was submitted',
    remedy: 'Run the job again',
  });
}

const isAbort = (error: unknown) =>
  error instanceof Error && error.name === 'AbortError';
