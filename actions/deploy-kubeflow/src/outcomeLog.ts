import {
  createFailureTeller,
  type FailureTeller,
  type Log,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  countChanges,
  describeResource,
  type FieldChange,
  type Waiting,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { changeSetOf, revisionOf } from './clusterResult';
import type { ClusterReport } from './contract';
import { changeLine, countsText } from './progressLog';
import { tellSharedReasons } from './sharedReasons';

/** Lines of one folded list; the file of the plan and the cluster have all. */
const MAX_LINES = 1_000;

/** Longest line of a field; the file of the plan has it whole. */
const MAX_LINE = 1_000;

const shortened = (line: string): string =>
  line.length > MAX_LINE
    ? `${line.slice(0, MAX_LINE)}… (${line.length} characters)`
    : line;

/** Tells in the log how the clusters' parts ended: job summaries cannot be read through GitHub's logs API. */
export interface OutcomeLog {
  /** The end of one cluster's part, when it ends. */
  ended(report: ClusterReport): void;
  /** At the end of the step, a line for each of several clusters. */
  all(reports: readonly ClusterReport[]): void;
}

/** A ConfigMap may hold a whole file, or what moves the cursor of a terminal. */
const oneLine = (text: string): string =>
  printable(text.replace(/\r\n|[\r\n]/g, '⏎'), Infinity);

/** A field's change as one line: `spec.replicas: 1 → 2 (set by kubectl)`. */
export const fieldLine = ({
  path,
  before,
  after,
  redacted,
  manager,
}: FieldChange): string => {
  const value = (text: string | undefined) => text ?? '(none)';
  const what = redacted
    ? '(secret, changed)'
    : `${value(before)} → ${value(after)}`;
  return oneLine(`${path}: ${what}${manager ? ` (set by ${manager})` : ''}`);
};

/** How it ended, in a line without the cluster's name. */
export function outcomeLine(report: ClusterReport): string {
  const counts = countsText(countChanges(changeSetOf(report)));
  const revision = revisionOf(report);
  const writes = report.result?.requests.writes;
  return [
    report.state,
    counts && `${counts}`,
    writes === 0 && report.state !== 'NOT_STARTED' && '0 writes',
    revision !== undefined && `revision ${revision}`,
  ]
    .filter(Boolean)
    .join(', ');
}

const changeLines = (report: ClusterReport): readonly string[] => {
  const { changes, notes } = tellSharedReasons(
    changeSetOf(report).changes.filter(({ action }) => action !== 'unchanged'),
  );
  const lines = changes.flatMap(change => [
    changeLine(change),
    ...(change.fields ?? []).map(field => `    ${shortened(fieldLine(field))}`),
  ]);
  return [...lines, ...notes.map(oneLine)];
};

const waitingLines = (unready: readonly Waiting[]) =>
  unready.flatMap(({ id, fact, details }) => [
    `${describeResource(id)}: ${fact}`,
    // The bar keeps a line of a pod from looking like one of ours.
    ...details.map(text => `  │ ${text}`),
  ]);

function showGroup(log: Log, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const rest = lines.length - MAX_LINES;
  const more = rest > 0 ? [`… and ${rest} more lines`] : [];
  log.group(title, [...lines.slice(0, MAX_LINES), ...more]);
}

function showLists(log: Log, report: ClusterReport): void {
  const name = clusterSubject(report.cluster);
  const verb = report.plan ? 'would change' : 'changed';
  showGroup(log, `${name}: what ${verb}`, changeLines(report));
  const unready = (report.rollback ?? report.result)?.unready ?? [];
  showGroup(log, `${name}: what is not ready`, waitingLines(unready));
  showGroup(
    log,
    `${name}: what cannot be rolled back`,
    (report.rollback?.notRolledBack ?? []).map(
      ({ id, reason }) => `${describeResource(id)}: ${reason}`,
    ),
  );
}

const tellErrors = (failures: FailureTeller, { errors }: ClusterReport) => {
  for (const error of errors) failures.tell(error);
};

/** See {@link OutcomeLog}. */
export function createOutcomeLog(log: Log, action: string): OutcomeLog {
  const failures = createFailureTeller({ action, log });
  return {
    ended: report => {
      log.info(`${clusterSubject(report.cluster)}: ${outcomeLine(report)}`);
      showLists(log, report);
      tellErrors(failures, report);
    },
    all: reports => {
      if (reports.length < 2) return;
      for (const report of reports) {
        log.info(`${clusterSubject(report.cluster)}: ${outcomeLine(report)}`);
      }
    },
  };
}
