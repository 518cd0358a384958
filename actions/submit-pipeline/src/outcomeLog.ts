import {
  createFailureTeller,
  elapsedBetween,
  type Log,
} from '@kubeflow-fleet/action-toolkit';
import { clusterSubject } from '@kubeflow-fleet/plugin-kubeflow-common';
import { failureOf, reasonOf, stateOf } from './clusterResult';
import type { ClusterReport } from './contract';
import type { ReportSubject } from './report';
import { runPage } from './runPage';

/** Tells in the log how the clusters' parts ended: job summaries cannot be read through GitHub's logs API. */
export interface OutcomeLog {
  /** The end of one cluster's part, when it ends: a failure as an error with its reason and remedy. */
  ended(report: ClusterReport): void;
  /** At the end of the step, a line for each of several clusters: their ends may lie hours apart. */
  all(reports: readonly ClusterReport[]): void;
}

const goodEnd = (
  { finished, schedule }: ClusterReport,
  { schedule: cron = '' }: ReportSubject,
): string | undefined => {
  if (schedule) {
    const { recurringRunId, outcome } = schedule;
    return `recurring run ${recurringRunId} ${outcome}: '${cron}' UTC`;
  }
  if (!finished) return undefined;
  const time = elapsedBetween(finished.startedAt, finished.finishedAt);
  return `run ${finished.verdict}${time ? ` in ${time}` : ''}`;
};

const blameOf = (report: ClusterReport) => {
  const reason = reasonOf(report);
  if (!reason || reason === stateOf(report)) return '';
  const task = report.finished?.failure?.task;
  return ` (${task && task !== '(run)' ? `task ${task}: ` : ''}${reason})`;
};

function showFailedTask(log: Log, { cluster, finished }: ClusterReport): void {
  const { task, logLines = [] } = finished?.failure ?? {};
  if (logLines.length === 0) return;
  log.group(
    `Last lines of task ${task} on ${clusterSubject(cluster)}`,
    // The bar keeps a line of a pod from looking like one of ours.
    logLines.map(text => `│ ${text}`),
  );
}

/** See {@link OutcomeLog}. */
export function createOutcomeLog(
  log: Log,
  subject: ReportSubject,
  action: string,
): OutcomeLog {
  const failures = createFailureTeller({ action, log });
  return {
    ended: report => {
      const name = clusterSubject(report.cluster);
      const failure = failureOf(report);
      if (failure === undefined) {
        const end = goodEnd(report, subject);
        if (end) log.info(`${name}: ${end}`);
        return;
      }
      if (!failures.tell(failure)) {
        log.info(`${name}: ${stateOf(report)}${blameOf(report)}, as above`);
      }
      showFailedTask(log, report);
    },
    all: reports => {
      if (reports.length < 2) return;
      for (const report of reports) {
        const { cluster, submitted } = report;
        const parts = [
          `${clusterSubject(cluster)}: ${stateOf(report)}${blameOf(report)}`,
          submitted && `run ${submitted.runId}`,
          submitted && runPage(cluster, submitted.runId, subject.uiUrl),
        ];
        log.info(parts.filter(Boolean).join('  '));
      }
    },
  };
}
