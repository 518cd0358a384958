import {
  createFailureTeller,
  jobClusters,
  type Log,
  maskSecret,
  originOfWorkflow,
  ToldFailures,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock } from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  describeResource,
  type FieldChange,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { createInspectors } from './clusterInspector';
import type { ClusterReport } from './contract';
import { keepIssue } from './driftIssue';
import type { DriftInputs, DriftStep } from './inputs';
import { lookForDrift } from './lookForDrift';
import { describe, hasDrifted, setOutputs, waitingLines } from './report';

/** What the runner was not told of, or hides in fewer spellings than a log may show. */
function maskGiven({ githubToken }: DriftInputs): void {
  maskSecret(githubToken);
  maskSecret(process.env.AWS_SECRET_ACCESS_KEY);
  maskSecret(process.env.AWS_SESSION_TOKEN);
}

/** A ConfigMap may hold a whole file. */
const MAX_LINE = 1_000;

/** A field's drift as one line, whatever it holds. */
export const fieldLine = ({
  path,
  before,
  after,
  redacted,
  manager,
  time,
}: FieldChange) => {
  const what = redacted
    ? 'a secret value differs'
    : `is ${before ?? '(none)'}, was deployed as ${after ?? '(none)'}`;
  const who = manager ? `, set by ${manager}${time ? ` at ${time}` : ''}` : '';
  const line = `${path}: ${what}${who}`.replace(/\r?\n/g, '⏎');
  return `    ${printable(line, MAX_LINE)}`;
};

/** Each cluster's outcome when it is known; job summaries cannot be read through GitHub's logs API. */
function tell(log: Log, { cluster, state, drift }: ClusterReport): void {
  const subject = clusterSubject(cluster);
  const changes = drift?.changes ?? [];
  const number = changes.length > 0 ? `, ${changes.length} objects differ` : '';
  log.info(`${subject}: ${state}${number}`);
  drift?.warnings.forEach(text => log.warning(`${subject}: ${text}`));
  const unready = drift?.unready ?? [];
  if (unready.length > 0) {
    log.group(`${subject}: what does not work`, unready.flatMap(waitingLines));
  }
  if (changes.length === 0) return;
  log.group(
    `${subject}: what differs`,
    changes.flatMap(({ id, action, reason, fields = [] }) => [
      `${describeResource(id)}: ${
        action === 'created' ? 'is missing' : reason ?? 'was changed'
      }`,
      ...fields.map(fieldLine),
    ]),
  );
}

const driftFound = (drifted: readonly ClusterReport[]) =>
  new KubeflowError('ConflictError', {
    reason: 'DriftFound',
    fact: `${drifted
      .map(({ cluster, state }) => `${clusterSubject(cluster)} is ${state}`)
      .join(', ')}`,
    remedy:
      'Deploy again to undo it, or deploy the change to keep it; the job summary has every difference',
  });

const cancelled = () =>
  new KubeflowError('ResponseError', {
    reason: 'JobCancelled',
    fact: 'the job was cancelled before every cluster was looked at',
    remedy: 'Run the job again',
  });

function failuresOf(
  reports: readonly ClusterReport[],
  { failOnDrift }: DriftInputs,
): readonly unknown[] {
  const drifted = reports.filter(hasDrifted);
  return [
    ...reports.flatMap(({ error }) => (error === undefined ? [] : [error])),
    ...(reports.some(({ state }) => state === 'NOT_STARTED')
      ? [cancelled()]
      : []),
    ...(failOnDrift && drifted.length > 0 ? [driftFound(drifted)] : []),
  ];
}

/** Everything of the action behind its inputs: looks, reports, keeps the issue, and fails if need be. */
export async function driftStep(step: DriftStep): Promise<void> {
  const { inputs: given, signal, log, outputs, summary } = step;
  maskGiven(given);
  const { clusters } = await jobClusters(given);
  signal.throwIfAborted();
  const failures = createFailureTeller({ action: 'detect-drift', log });
  const { clusters: reports } = await lookForDrift(
    { clusters, maxParallel: given.maxParallel, timeoutMs: given.timeout },
    {
      connect: createInspectors(given),
      clock: systemClock,
      signal,
      ended: report => {
        tell(log, report);
        if (report.error !== undefined) failures.tell(report.error);
      },
    },
  );
  const { commit, workflowRunUrl } = originOfWorkflow();
  const { compareWith } = given;
  const subject = { commit, workflowRunUrl, compareWith };
  setOutputs(outputs, reports);
  describe(summary, reports, subject);
  const issue = signal.aborted
    ? undefined
    : await keepIssue(step, reports, subject);
  if (issue?.url)
    log.info(`Issue #${issue.number} ${issue.state}: ${issue.url}`);
  outputs.set({ 'issue-number': issue?.number, 'issue-url': issue?.url });
  if (!given.failOnDrift && reports.some(hasDrifted)) {
    log.warning(driftFound(reports.filter(hasDrifted)).message);
  }
  const all = failuresOf(reports, given);
  all.forEach(failure => failures.tell(failure));
  if (all.length > 0) throw new ToldFailures(all);
}
