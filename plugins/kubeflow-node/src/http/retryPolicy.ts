import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { fullJitter, retryAfterMs, type Backoff } from './backoff';
import { isLastingFailure, type Phase } from './connectionErrors';
import type { HttpRequest, RetryMode } from './http';

export const BACKOFF: Backoff = { baseMs: 200, capMs: 10_000 };

/** Most attempts, and most of them with an outcome that rarely passes; the deadline may come first. */
const MOST = { attempts: 12, hostNotFound: 2, internalError: 3 };

/** How often one exchange met what. */
export interface Tally {
  attempts: number;
  /** Answers with status 500. */
  internalErrors: number;
  /** Failures to find the host's address. */
  hostNotFound: number;
}

/** The default by method: repeating a POST may make a second object. */
export const retryMode = ({ method, retry }: HttpRequest): RetryMode =>
  retry ?? (method === 'POST' ? 'unsent' : 'idempotent');

/** True when the answer's status allows another attempt after a pause; counts it. */
export const isRetriableStatus = (
  status: number,
  tally: Tally,
  mode: RetryMode,
): boolean => {
  if (status === 500) tally.internalErrors += 1;
  if (mode === 'never' || tally.attempts >= MOST.attempts) return false;
  if (status === 429) return true;
  if (mode === 'unsent') return false;
  // Many servers say 500 to what will never succeed.
  if (status === 500) return tally.internalErrors < MOST.internalError;
  return status === 408 || status === 502 || status === 503 || status === 504;
};

/** True when a failed exchange may be repeated: always when the server saw nothing of it; counts it. */
export const isRetriableFailure = (
  failure: { readonly phase: Phase; readonly error: KubeflowError },
  tally: Tally,
  mode: RetryMode,
): boolean => {
  const { phase, error } = failure;
  if (error.reason === 'HostNotFound') tally.hostNotFound += 1;
  if (tally.attempts >= MOST.attempts || isLastingFailure(error)) return false;
  if (tally.hostNotFound >= MOST.hostNotFound) return false;
  if (mode === 'never') return false;
  return phase === 'connect' || mode === 'idempotent';
};

export interface Pause {
  readonly attempts: number;
  readonly now: number;
  readonly random: () => number;
  readonly retryAfter?: string;
}

/** How long to wait before the next attempt: what the server asks for with a little jitter on top, or full jitter. */
export const pauseMs = ({
  attempts,
  now,
  random,
  retryAfter,
}: Pause): number => {
  const asked = retryAfterMs(retryAfter, now);
  return asked === undefined
    ? fullJitter(attempts, BACKOFF, random)
    : asked + random() * BACKOFF.baseMs;
};
