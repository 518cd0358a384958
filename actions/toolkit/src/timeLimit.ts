import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { elapsed } from './elapsed';
import { untilCancelled, type Cancellable } from './untilCancelled';

/** In which a phase whose time is over tells itself what was wrong. */
const LAST_WORDS_MS = 2_000;
/** A phase that is silent for so long is said to be going on. */
const SILENCE_MS = 30_000;

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
  /** Milliseconds that are left, 0 at least. */
  left(): number;
  /**
   * Rejects with `DeadlineExceeded` when the work takes too long, and with the signal's reason after a cancel, even
   * if the work hangs.
   */
  spend<T>(phase: Phase, work: (limit: PhaseLimit) => Promise<T>): Promise<T>;
}

export interface TimeLimitOptions extends Cancellable {
  /** `region/name`. */
  readonly subject: string;
  /** The input, in milliseconds. */
  readonly timeoutMs: number;
  /** What the cluster had of it already; default 0. */
  readonly spentMs?: number;
  /** No phase gets more, however much is left; default: all that is left. */
  readonly longestPhaseMs?: number;
  /** Gets a line about a phase of which nothing was heard for 30 s. */
  readonly onSilence?: (line: string) => void;
}

const tooLong = (
  { subject, timeoutMs, longestPhaseMs = Infinity }: TimeLimitOptions,
  task: string,
  phaseMs: number,
) => {
  const isInput = phaseMs < longestPhaseMs;
  return new KubeflowError('TimeoutError', {
    subject,
    reason: 'DeadlineExceeded',
    fact: `could not ${task} within ${
      isInput
        ? `the ${elapsed(timeoutMs)} of the input timeout`
        : elapsed(phaseMs)
    }`,
    remedy: `Check that this runner reaches the cluster${
      isInput ? ', or set the input timeout to a longer time' : ''
    }, then run the job again`,
  });
};

/** See {@link TimeLimit}; it begins now. */
export function createTimeLimit(options: TimeLimitOptions): TimeLimit {
  const { spentMs = 0, longestPhaseMs = Infinity, clock, signal } = options;
  const deadline = clock.now() + options.timeoutMs - spentMs;
  const left = () => Math.max(0, deadline - clock.now());
  return {
    left,
    async spend({ task, graceMs }, work) {
      signal.throwIfAborted();
      const timeoutMs = Math.min(left(), longestPhaseMs);
      const over = new AbortController();
      const later = (ms: number, act: () => void) =>
        clock.sleep(ms, over.signal).then(act, () => undefined);
      const late = new Promise<never>((_, reject) => {
        void later(timeoutMs + LAST_WORDS_MS, () =>
          reject(tooLong(options, task, timeoutMs)),
        );
      });
      void later(SILENCE_MS, () =>
        options.onSilence?.(
          `still trying to ${task} after ${elapsed(SILENCE_MS)}`,
        ),
      );
      const limit = {
        timeoutMs,
        signal: AbortSignal.any([signal, over.signal]),
      };
      try {
        const done = Promise.race([work(limit), late]);
        return await untilCancelled(done, options, graceMs);
      } finally {
        over.abort(new Error(`no longer waiting to ${task}`));
      }
    },
  };
}
