import {
  isKubeflowError,
  type KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Log } from './log';
import { code, type Inline, md } from './markdown';
import type { ReportDocument } from './reportDocument';
import { ToldFailures } from './toldFailures';

const REPORT_BUGS_AT =
  'https://github.com/kubeflow-fleet/kubeflow-fleet/issues/new';

/** Annotations of problems in files, so that the ten of a step hold the failure itself too. */
const MAX_PROBLEMS = 9;

/** Where a failure is reported, and by which action. */
interface Desk {
  readonly action: string;
  readonly log: Log;
}

/** What several clusters failed of alike, such as a missing permission of the job, is said once. */
function eachOnce(failures: readonly unknown[]): readonly unknown[] {
  const textOf = (failure: unknown) =>
    isKubeflowError(failure) ? failure.message : failure;
  const byText = new Map(failures.map(failure => [textOf(failure), failure]));
  return [...byText.values()];
}

/** The failures in what was thrown: an AggregateError holds one per cluster. */
const failuresIn = (thrown: unknown): readonly unknown[] =>
  thrown instanceof AggregateError && thrown.errors.length > 0
    ? eachOnce(thrown.errors)
    : [thrown];

/**
 * Reports what an action threw: annotations, the log and the job summary.
 * Anything but a KubeflowError is a bug of ours, and is reported with its stack.
 */
export function reportFailure(
  thrown: unknown,
  { summary, ...desk }: Desk & { readonly summary: ReportDocument },
): void {
  const isTold = thrown instanceof ToldFailures;
  const items = failuresIn(thrown).flatMap((failure): readonly Inline[] => {
    if (isKubeflowError(failure)) {
      const item = reportKnown(failure, desk);
      return isTold ? [] : [item];
    }
    return [isCancel(failure) ? reportCancel(desk) : reportBug(failure, desk)];
  });
  if (items.length === 0) return;
  summary.heading(`${desk.action} failed`, 3);
  summary.bullets(items);
}

// What a signal's abort throws, of ours or of Node.
const isCancel = (failure: unknown) =>
  failure instanceof Error && failure.name === 'AbortError';

function reportCancel({ action, log }: Desk): Inline {
  const text = 'The job was cancelled before the work was done.';
  log.error(text, { title: `${action}: JobCancelled` });
  return text;
}

function reportKnown(error: KubeflowError, { action, log }: Desk): Inline {
  log.error(error.message, { title: `${action}: ${error.reason}` });
  const placed = error.problems.filter(problem => problem.file);
  for (const { message, file, line, column } of placed.slice(0, MAX_PROBLEMS)) {
    log.error(message, {
      title: error.reason,
      file,
      startLine: line,
      startColumn: column,
    });
  }
  if (placed.length > MAX_PROBLEMS) {
    log.group(
      `All ${placed.length} problems`,
      placed.map(
        p => `${p.file}:${p.line ?? 1}:${p.column ?? 1}: ${p.message}`,
      ),
    );
  }
  logCauses(error, log);
  return md`${error.message} (${code(error.reason)})`;
}

function logCauses(error: Error, log: Log): void {
  const causes: string[] = [];
  let cause: unknown = error.cause;
  while (cause instanceof Error && causes.length < 10) {
    causes.push(`${cause.name}: ${cause.message}`);
    cause = cause.cause;
  }
  if (causes.length > 0) log.group('Caused by', causes);
}

function reportBug(failure: unknown, { action, log }: Desk): Inline {
  const text =
    failure instanceof Error
      ? `${failure.name}: ${failure.message}`
      : String(failure);
  const request = `This is a bug in Kubeflow Fleet. Please report it with the log of this step: ${REPORT_BUGS_AT}`;
  log.info((failure instanceof Error && failure.stack) || text);
  log.error(`${text}. ${request}`, { title: `${action}: unexpected error` });
  return `${text}. ${request}`;
}
