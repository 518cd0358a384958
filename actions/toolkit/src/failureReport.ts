import {
  isKubeflowError,
  type KubeflowError,
  type Problem,
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

/** Tells failures in log and annotations, at the moment at which they happen. */
export interface FailureTeller {
  /** False for what was told already: several clusters fail of a missing permission of the job alike. */
  tell(failure: unknown): boolean;
}

/** Of two failures of the same words, one is enough. */
const identityOf = (failure: unknown) =>
  isKubeflowError(failure) ? failure.message : failure;

/** See {@link FailureTeller}. Whatever was told goes into {@link ToldFailures}, to end the step. */
export function createFailureTeller(desk: Desk): FailureTeller {
  const told = new Set<unknown>();
  return {
    tell: failure => {
      const identity = identityOf(failure);
      if (told.has(identity)) return false;
      told.add(identity);
      report(failure, desk);
      return true;
    },
  };
}

/** The failures in what was thrown: an AggregateError holds several. */
const failuresIn = (thrown: unknown): readonly unknown[] =>
  thrown instanceof AggregateError && thrown.errors.length > 0
    ? thrown.errors
    : [thrown];

/**
 * Reports what an action threw: annotations, the log and the job summary; nothing of what was told
 * already. Anything but a KubeflowError is a bug of ours, and is reported with its stack.
 */
export function reportFailure(
  thrown: unknown,
  { summary, ...desk }: Desk & { readonly summary: ReportDocument },
): void {
  if (thrown instanceof ToldFailures) return;
  const byText = new Map(
    failuresIn(thrown).map(failure => [identityOf(failure), failure]),
  );
  const items = [...byText.values()].map(failure => report(failure, desk));
  summary.heading(`${desk.action} failed`, 3);
  summary.bullets(items);
}

function report(failure: unknown, desk: Desk): Inline {
  if (isKubeflowError(failure)) return reportKnown(failure, desk);
  return isCancel(failure) ? reportCancel(desk) : reportBug(failure, desk);
}

// What a signal's abort throws, of ours or of Node.
const isCancel = (failure: unknown) =>
  failure instanceof Error && failure.name === 'AbortError';

function reportCancel({ action, log }: Desk): Inline {
  const text = 'The job was cancelled before the work was done.';
  log.error(text, { title: `${action}: JobCancelled` });
  return text;
}

const placeOf = ({ file, line, column }: Problem) => ({
  file,
  startLine: line,
  startColumn: column,
});

/** A log shows no places of annotations: the text has them. */
const withPlace = ({ message, file, line, column }: Problem) => {
  const place = [file, line, column].filter(part => part !== undefined);
  return `${place.join(':')}: ${message}`;
};

/** The first line of a message that lists its problems, and what to do about them. */
const headline = ({ message, remedy }: KubeflowError) => {
  const [first = '', ...more] = message.split('\n');
  if (more.length === 0) return message;
  return [first.replace(/:$/, '.'), remedy && `${remedy}.`]
    .filter(Boolean)
    .join(' ');
};

function reportKnown(error: KubeflowError, { action, log }: Desk): Inline {
  const placed = error.problems.filter(problem => problem.file);
  const text = placed.length > 1 ? headline(error) : error.message;
  // A message may tell its first problem itself: it stands at that problem's place.
  const told = placed.find(({ message }) => text.includes(message));
  const own = placed.length === 1 ? placed[0] : told;
  log.error(text, {
    title: `${action}: ${error.reason}`,
    ...(own && placeOf(own)),
  });
  const others = placed.filter(problem => problem !== own);
  for (const problem of others.slice(0, MAX_PROBLEMS)) {
    log.error(withPlace(problem), { title: error.reason, ...placeOf(problem) });
  }
  const rest = others.slice(MAX_PROBLEMS).map(withPlace);
  if (rest.length > 0) log.group(`${rest.length} more problems`, rest);
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
