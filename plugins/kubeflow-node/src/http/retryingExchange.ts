import type { Agent, IncomingMessage } from 'node:http';
import {
  isKubeflowError,
  KubeflowError,
  PRODUCT_NAME,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../clock';
import type { BodyLimits } from './body';
import { withDeadline } from './deadline';
import { ExchangeFailure, openExchange, timeoutError } from './exchange';
import type { HttpRequest, HttpResponse, RetryMode } from './http';
import { requestUrl } from './requestUrl';
import {
  isRetriableFailure,
  isRetriableStatus,
  pauseMs,
  retryMode,
  type Tally,
} from './retryPolicy';

const USER_AGENT = PRODUCT_NAME;

/** What all exchanges of one transport share. */
export interface ExchangeContext {
  readonly server: URL;
  readonly agent: Agent;
  readonly subject: string;
  readonly authorize?: () => Promise<string | undefined>;
  readonly reauthorize?: (answer: Answer) => void;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly userAgent?: string;
  /** Aborts when the transport is closed: what is repeated then would open the pool again, for nobody. */
  readonly closed: AbortSignal;
}

type Answer = Pick<HttpResponse, 'status' | 'headers'>;

/** Makes the answer from the headers and, if it likes, the body. */
export type Reader<T extends Answer> = (
  message: IncomingMessage,
  limits: BodyLimits,
) => Promise<T>;

interface Progress extends Tally {
  readonly deadline: number;
  readonly mode: RetryMode;
  reauthorized: boolean;
  /** A request other than GET left this machine and its answer was lost. */
  mayHaveActed: boolean;
}

type Outcome<T> =
  | { readonly answer: T; readonly message: IncomingMessage }
  | { readonly failure: ExchangeFailure };

const authorization = async (
  { authorize, subject }: ExchangeContext,
  limits: { readonly ms: number; readonly signal?: AbortSignal },
): Promise<string | undefined> => {
  if (!authorize) return undefined;
  try {
    return await withDeadline(authorize, {
      ...limits,
      onTimeout: () =>
        timeoutError(subject, {
          fact: `no credential within ${limits.ms} ms`,
          reason: 'CredentialTimeout',
        }),
    });
  } catch (error) {
    if (limits.signal?.aborted || isKubeflowError(error)) throw error;
    throw new KubeflowError('AuthenticationError', {
      subject,
      fact: 'no credential could be had',
      reason: 'CredentialsUnavailable',
      cause: error,
    });
  }
};

/** An attempt that may be repeated gets half of the time, so that one hanging connection is survived. */
const attemptMs = (
  { timeoutMs }: { readonly timeoutMs: number },
  remaining: number,
  { mode }: Progress,
) =>
  Math.max(
    1,
    mode === 'idempotent' ? Math.min(remaining, timeoutMs / 2) : remaining,
  );

const headersOf = (
  { headers = {}, body }: HttpRequest,
  credential: string | undefined,
  userAgent: string = USER_AGENT,
): Record<string, string> => ({
  'user-agent': userAgent,
  accept: 'application/json',
  ...(body === undefined
    ? {}
    : { 'content-length': String(Buffer.byteLength(body)) }),
  ...headers,
  ...(credential ? { authorization: credential } : {}),
});

const attemptOnce = async <T extends Answer>(
  context: ExchangeContext,
  work: {
    readonly request: HttpRequest;
    readonly read: Reader<T>;
    readonly progress: Progress;
  },
): Promise<Outcome<T>> => {
  const { request, read, progress } = work;
  const { subject, server, clock } = context;
  const { signal } = request;
  const remaining = () => Math.max(1, progress.deadline - clock.now());
  const credential = await authorization(context, { ms: remaining(), signal });
  const ms = attemptMs(
    { timeoutMs: request.timeoutMs ?? context.timeoutMs },
    remaining(),
    progress,
  );
  const startedAt = performance.now();
  try {
    const message = await openExchange({
      ...context,
      signal,
      url: requestUrl(server, request, subject),
      method: request.method,
      headers: headersOf(request, credential, context.userAgent),
      body: request.body,
      connectTimeoutMs: Math.min(context.connectTimeoutMs, ms),
      headersTimeoutMs: ms,
    });
    const answer = await read(message, {
      subject,
      host: server.host,
      timeoutMs: Math.max(1, ms - (performance.now() - startedAt)),
      idleTimeoutMs: request.idleTimeoutMs ?? context.idleTimeoutMs,
      maxBytes: context.maxBodyBytes,
      signal,
    });
    return { answer, message };
  } catch (error) {
    if (error instanceof ExchangeFailure) return { failure: error };
    throw error;
  }
};

/** Milliseconds until the next attempt; undefined when the outcome is final. */
const pauseBefore = (
  context: ExchangeContext,
  outcome: Outcome<Answer>,
  progress: Progress,
): number | undefined => {
  const { attempts, mode } = progress;
  const { clock, random } = context;
  const pause = { attempts, now: clock.now(), random };
  if ('failure' in outcome) {
    const { phase, error } = outcome.failure;
    return isKubeflowError(error) &&
      isRetriableFailure({ phase, error }, progress, mode)
      ? pauseMs(pause)
      : undefined;
  }
  const { status, headers } = outcome.answer;
  if (status === 401 && context.reauthorize && !progress.reauthorized) {
    progress.reauthorized = true;
    context.reauthorize(outcome.answer);
    return 0;
  }
  return isRetriableStatus(status, progress, mode)
    ? pauseMs({ ...pause, retryAfter: headers['retry-after'] })
    : undefined;
};

const finalError = (
  { error }: ExchangeFailure,
  { subject }: ExchangeContext,
  { mayHaveActed, attempts }: Progress,
): Error => {
  if (!isKubeflowError(error)) return error;
  const { name, reason, remedy } = error;
  const times = attempts > 1 ? ` (${attempts} attempts)` : '';
  if (!mayHaveActed && !times) return error;
  if (!mayHaveActed) {
    return new KubeflowError(name, {
      subject,
      fact: error.fact + times,
      reason,
      remedy,
      cause: error.cause,
    });
  }
  return new KubeflowError(name, {
    subject,
    fact: `the request was sent but its answer was lost, so it may have had an effect: ${error.fact}${times}`,
    reason: 'AnswerLost',
    remedy: 'Look whether it took effect before repeating it',
    cause: error,
  });
};

/** Runs the attempts of one request until an answer, a failure that lasts, or the deadline. */
export const exchange = async <T extends Answer>(
  context: ExchangeContext,
  request: HttpRequest,
  read: Reader<T>,
): Promise<T> => {
  const { clock, closed } = context;
  const { signal } = request;
  const progress: Progress = {
    deadline: clock.now() + (request.timeoutMs ?? context.timeoutMs),
    mode: retryMode(request),
    attempts: 0,
    internalErrors: 0,
    hostNotFound: 0,
    reauthorized: false,
    mayHaveActed: false,
  };
  for (;;) {
    signal?.throwIfAborted();
    closed.throwIfAborted();
    progress.attempts += 1;
    const outcome = await attemptOnce(context, { request, read, progress });
    if ('failure' in outcome) {
      progress.mayHaveActed ||=
        request.method !== 'GET' && outcome.failure.phase !== 'connect';
    }
    const pause = pauseBefore(context, outcome, progress);
    const isFinal =
      pause === undefined || clock.now() + pause >= progress.deadline;
    if (isFinal && 'failure' in outcome)
      throw finalError(outcome.failure, context, progress);
    if (isFinal) return (outcome as { answer: T }).answer;
    // An unread body of a stream would keep its connection busy.
    if ('message' in outcome) outcome.message.resume();
    await clock.sleep(
      pause,
      signal ? AbortSignal.any([signal, closed]) : closed,
    );
  }
};
