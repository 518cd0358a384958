/**
 * The class of a failure. The names are Backstage's, so that its error middleware maps them to
 * HTTP statuses without an import from here; `TimeoutError` and `ResponseError` are ours.
 */
export type KubeflowErrorName =
  | 'InputError'
  | 'AuthenticationError'
  | 'NotAllowedError'
  | 'NotFoundError'
  | 'ConflictError'
  | 'NotImplementedError'
  | 'ServiceUnavailableError'
  | 'TimeoutError'
  | 'ResponseError';

/** One thing that is wrong with an input; `line` and `column` count from 1. */
export interface Problem {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface KubeflowErrorDetails {
  /** What happened, in a clause without a final full stop. */
  readonly fact: string;
  /** PascalCase detail such as `AccessEntryMissing`; match on this, never on the message. */
  readonly reason: string;
  /** What it happened to, such as `eu-west-1/ml-eu`. */
  readonly subject?: string;
  /** The next thing to do, imperative, with the exact name to change. */
  readonly remedy?: string;
  readonly cause?: unknown;
  /** Status that the upstream server gave; never the status for our own caller. */
  readonly upstreamStatus?: number;
  readonly problems?: readonly Problem[];
}

/** A list over several lines is no sentence: it gets no full stop. */
const sentence = (text: string) =>
  /[.!?:]$|\n/.test(text) ? text : `${text}.`;

const compose = ({ subject, fact, remedy }: KubeflowErrorDetails) =>
  [sentence(subject ? `${subject}: ${fact}` : fact), remedy && sentence(remedy)]
    .filter(Boolean)
    .join(fact.includes('\n') ? '\n' : ' ');

/** Every failure that this project reports: what it happened to, the fact, and the next step. */
export class KubeflowError extends Error {
  override readonly name: KubeflowErrorName;
  readonly fact: string;
  readonly reason: string;
  readonly subject?: string;
  readonly remedy?: string;
  readonly upstreamStatus?: number;
  readonly problems: readonly Problem[];

  constructor(name: KubeflowErrorName, details: KubeflowErrorDetails) {
    super(compose(details), { cause: details.cause });
    this.name = name;
    this.fact = details.fact;
    this.reason = details.reason;
    this.subject = details.subject;
    this.remedy = details.remedy;
    this.upstreamStatus = details.upstreamStatus;
    this.problems = details.problems ?? [];
  }
}

/** True for a {@link KubeflowError} of any copy of this package (never `instanceof`). */
export const isKubeflowError = (error: unknown): error is KubeflowError =>
  error instanceof Error &&
  typeof (error as Partial<KubeflowError>).reason === 'string' &&
  'fact' in error;

/** True when `error` is a {@link KubeflowError} with this `reason`. */
export const hasReason = (
  error: unknown,
  reason: string,
): error is KubeflowError => isKubeflowError(error) && error.reason === reason;
