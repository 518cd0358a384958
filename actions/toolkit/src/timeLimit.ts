import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '@kubeflow-fleet/plugin-kubeflow-node';
import { elapsed } from './elapsed';

/** In which a phase whose time is over tells itself what was wrong. */
const LAST_WORDS_MS = 2_000;

/** One step of the work on a cluster. */
export interface Phase {
  /** What is being done, for messages: `connect`. */
  readonly task: string;
  /** In which what is cancelled ends by itself, and tells what it did. */
  readonly graceMs: number;
}

/** What a phase has, and what it must stop at. */
export interface PhaseLimit {
  readonly timeoutMs: number;
  /** Aborts when the job is cancelled, and when nobody waits for the phase any more. */
  readonly signal: AbortSignal;
}

/** The time that the input `timeout` gives to one cluster. */
export interface TimeLimit {
  /**
   * Rejects with `DeadlineExceeded` when the work takes too long, and with the signal's reason after a cancel, even
   * if the work hangs.
   */
  spend<T>(phase: Phase, work: (limit: PhaseLimit) => Promise<T>): Promise<T>;
}

export interface TimeLimitOptions {
  /** `region/name`. */
  readonly subject: string;
  /** The input, in milliseconds. */
  readonly timeoutMs: number;
  /** What the cluster had of it already; default 0. */
  readonly spentMs?: number;
  readonly clock: Clock;
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
}

const tooLong = ({ subject, timeoutMs }: TimeLimitOptions, task: string) =>
  new KubeflowError('TimeoutError', {
    subject,
    reason: 'DeadlineExceeded',
    fact: `could not ${task} within the ${elapsed(
      timeoutMs,
    )} of the input timeout`,
    remedy:
      'Check that this runner reaches the cluster, or set the input timeout to a longer time, then run the job again',
  });

/** See {@link TimeLimit}; it begins now. */
export function createTimeLimit(options: TimeLimitOptions): TimeLimit {
  const { timeoutMs: inputMs, spentMs = 0, clock, signal } = options;
  const deadline = clock.now() + inputMs - spentMs;
  return {
    async spend({ task, graceMs }, work) {
      signal.throwIfAborted();
      const timeoutMs = Math.max(0, deadline - clock.now());
      const over = new AbortController();
      const givenUp = new Promise<never>((_, reject) => {
        const later = (ms: number, reason: () => unknown) =>
          clock.sleep(ms, over.signal).then(
            () => reject(reason()),
            () => undefined,
          );
        void later(timeoutMs + LAST_WORDS_MS, () => tooLong(options, task));
        const cancel = () => void later(graceMs, () => signal.reason);
        signal.addEventListener('abort', cancel, { signal: over.signal });
      });
      const done = work({
        timeoutMs,
        signal: AbortSignal.any([signal, over.signal]),
      });
      try {
        return await Promise.race([done, givenUp]);
      } finally {
        over.abort(new Error(`no longer waiting to ${task}`));
        // Nobody is left to hear how abandoned work ends.
        done.catch(() => undefined);
        givenUp.catch(() => undefined);
      }
    },
  };
}
