import {
  code,
  elapsedBetween,
  type Inline,
  joined,
  link,
  md,
  type Outputs,
  type ReportDocument,
  taskGraphDiagram,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  causeOf,
  clusterResult,
  failureOf,
  fateOf,
  stateOf,
} from './clusterResult';
import type { outputs } from './inputs';
import { runPage } from './runPage';
import type { ClusterReport } from './contract';

/** Clusters with a log and a picture of their own; the table has all of them. */
const MAX_DETAILED = 20;

/** What a report is about. */
export interface ReportSubject {
  readonly pipelineName: string;
  readonly submissionKey: string;
  readonly commit: string;
  readonly workflowRunUrl: string;
  readonly uiUrl?: string;
  /** Cron expression of a recurring run, as it was given. */
  readonly schedule?: string;
}

const SIGNS: Readonly<Record<string, string>> = {
  SUCCEEDED: '✅',
  SUBMITTED: '▶️',
  SCHEDULED: '🕒',
  NOT_STARTED: '⚪',
  SKIPPED: '↷',
  DETACHED: '▶️',
};

/** Sets every output that is known by now; those of a single value are the first cluster's. */
export function setOutputs(
  step: Outputs<(typeof outputs)[number]>,
  reports: readonly ClusterReport[],
  subject: ReportSubject,
): void {
  const results = reports.map(report => clusterResult(report, subject.uiUrl));
  const [first] = results;
  const failed = results.find(result => result.failureReason);
  step.set({
    'submission-key': subject.submissionKey,
    'run-id': first?.runId,
    'run-url': first?.runUrl,
    'run-state': first?.state,
    'run-outcome': first?.outcome,
    'recurring-run-id': first?.recurringRunId,
    'pipeline-id': first?.pipelineId,
    'pipeline-version-id': first?.pipelineVersionId,
    'experiment-id': first?.experimentId,
    cluster: first?.cluster,
    region: first?.region,
    'account-id': first?.account,
    'failed-task': failed?.failedTask,
    'failure-reason': failed?.failureReason,
    results,
  });
}

function runCell(
  { cluster, submitted, schedule }: ClusterReport,
  { uiUrl, schedule: cron = '' }: ReportSubject,
): Inline {
  if (schedule) {
    const { recurringRunId, outcome } = schedule;
    return md`recurring run ${code(recurringRunId)} ${outcome}: ${code(
      cron,
    )} UTC`;
  }
  if (!submitted) return '';
  const page = runPage(cluster, submitted.runId, uiUrl);
  const adopted = submitted.outcome === 'adopted' ? ' (adopted)' : '';
  return page
    ? md`${link(submitted.displayName, page)}${adopted}`
    : md`${submitted.displayName}${adopted}`;
}

function detailsCell(report: ClusterReport): Inline {
  const { finished, error: thrown } = report;
  const failure = finished?.failure;
  if (failure) {
    const exit =
      failure.exitCode === undefined ? '' : `, exit code ${failure.exitCode}`;
    return md`${code(failure.task)}: ${failure.reason}${exit}`;
  }
  if (finished && !report.succeeded && thrown === undefined)
    return fateOf(finished);
  const error = failureOf(report);
  if (!isKubeflowError(error))
    return error instanceof Error
      ? `${error.message}: unexpected, see the log`
      : '';
  // The row names the cluster already.
  const subject = `${clusterSubject(report.cluster)}: `;
  const text = error.message.startsWith(subject)
    ? error.message.slice(subject.length)
    : error.message;
  return md`${text} (${code(error.reason)})`;
}

const rowOf = (
  report: ClusterReport,
  subject: ReportSubject,
): readonly Inline[] => {
  const state = stateOf(report);
  return [
    clusterSubject(report.cluster),
    md`${SIGNS[state] ?? '❌'} ${state}`,
    runCell(report, subject),
    elapsedBetween(report.finished?.startedAt, report.finished?.finishedAt),
    detailsCell(report),
  ];
};

/** The table of all clusters, then each failure with its log, then each picture of the tasks. */
export function describe(
  document: ReportDocument,
  reports: readonly ClusterReport[],
  subject: ReportSubject,
): void {
  document.heading(md`Pipeline ${code(subject.pipelineName)}`);
  document.table({
    columns: ['Cluster', 'State', 'Run', 'Duration', 'Details'],
    rows: reports.map(report => rowOf(report, subject)),
  });
  const failed = reports.filter(({ finished }) => finished?.failure);
  for (const report of failed.slice(0, MAX_DETAILED)) {
    describeFailure(document, report);
  }
  const detailed = [...new Set([...failed, ...reports])].slice(0, MAX_DETAILED);
  for (const report of detailed) {
    describeTasks(document, report, reports.length);
  }
  document.paragraph(
    joined(
      [
        md`commit ${code(subject.commit.slice(0, 12))}`,
        link('workflow run', subject.workflowRunUrl),
        md`submission key ${code(subject.submissionKey)}`,
      ],
      ' · ',
    ),
  );
}

function describeFailure(
  document: ReportDocument,
  report: ClusterReport,
): void {
  const { failure, verdict } = report.finished ?? {};
  if (!failure || !verdict) return;
  const what = verdict === 'TIMED_OUT' ? 'did not end' : 'failed';
  document.heading(
    md`${clusterSubject(report.cluster)}: task ${code(failure.task)} ${what}`,
    3,
  );
  const cause = causeOf(failure, verdict);
  document.paragraph(
    `${cause.charAt(0).toUpperCase()}${cause.slice(1)}. ${failure.remedy}.`,
  );
  if (failure.logLines.length > 0) document.lines(failure.logLines, 'text');
}

function describeTasks(
  document: ReportDocument,
  { cluster, finished }: ClusterReport,
  clusters: number,
): void {
  if (!finished || finished.graph.tasks.length === 0) return;
  const diagram = taskGraphDiagram(finished.graph, finished.tasks);
  if (clusters === 1) document.mermaid(diagram);
  else
    document.details(`Tasks on ${clusterSubject(cluster)}`, inside =>
      inside.mermaid(diagram),
    );
}
