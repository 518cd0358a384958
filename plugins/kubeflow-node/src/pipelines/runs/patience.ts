import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { factOf, isLasting, isNoAnswer, meaningOf } from './answers';
import type { Clock } from '../../clock';

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;
const MOST_NO_ANSWERS = 3;
const WORTH_TELLING = 3;
const WORTH_TELLING_MS = 10_000;

export interface PatienceOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly subject: string;
  /** What is being done, for the message: `submit the run`. */
  readonly task: string;
  /** From now, in milliseconds. */
  readonly timeoutMs: number;
  /** Called at each failure that is tried on, from the third on end or from ten seconds of one call. */
  readonly onTrouble?: (error: unknown) => void;
  /** 0 to 1; spreads the pauses of concurrent waiters. Default `Math.random`. */
  readonly random?: () => number;
}

/** A deadline, and what to do until it: repeat what may be repeated, with growing pauses. */
export interface Patience {
  readonly clock: Clock;
  readonly subject: string;
  /** Milliseconds left, 0 at least. */
  left(): number;
  /** Throws the signal's reason once it has aborted. */
  proceed(): void;
  /** Throws when the deadline has passed or the signal has aborted; else resolves after `ms`. */
  pause(ms: number): Promise<void>;
  /** Repeats an idempotent call while its error leaves the effect uncertain; throws at once what stays: refusals, wrong
   * names, certificates. */
  persist<T>(call: () => Promise<T>): Promise<T>;
  /** Rejects with `TimeoutError`, reason `CallTimedOut`, when `answer` takes longer than `ms`. */
  within<T>(ms: number, answer: Promise<T>): Promise<T>;
}

/** Pause before the repetition number `failures` (from 1): doubling, jittered over its upper half. */
export const pauseAfter = (failures: number, random: () => number): number => {
  const full = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
  return full / 2 + (full / 2) * random();
};

const isFinal = (error: unknown, failures: number) =>
  meaningOf(error) === 'refused' ||
  isLasting(error) ||
  (isNoAnswer(error) && failures >= MOST_NO_ANSWERS);

/** See {@link Patience}. */
export const createPatience = (options: PatienceOptions): Patience => {
  const { clock, signal, subject, task } = options;
  const random = options.random ?? Math.random;
  const deadline = clock.now() + options.timeoutMs;
  const left = () => Math.max(0, deadline - clock.now());

  const timedOut = (cause?: unknown) =>
    new KubeflowError('TimeoutError', {
      subject,
      fact: `could not ${task} within ${Math.round(
        options.timeoutMs / 1000,
      )} s${cause ? `; last error: ${factOf(cause)}` : ''}`,
      reason: 'DeadlineExceeded',
      remedy: 'Check that the cluster answers, then run the job again',
      cause,
    });

  const proceed = () => signal?.throwIfAborted();

  const pause = async (ms: number, cause?: unknown) => {
    if (left() <= 0) throw timedOut(cause);
    await clock.sleep(Math.min(ms, left()), signal);
    proceed();
  };

  const persist = async <T>(call: () => Promise<T>): Promise<T> => {
    const began = clock.now();
    for (let failures = 1; ; failures += 1) {
      proceed();
      try {
        return await call();
      } catch (error) {
        if (isFinal(error, failures)) throw error;
        const isTrouble =
          failures >= WORTH_TELLING || clock.now() - began >= WORTH_TELLING_MS;
        if (isTrouble) options.onTrouble?.(error);
        await pause(pauseAfter(failures, random), error);
      }
    }
  };

  const within = async <T>(ms: number, answer: Promise<T>): Promise<T> => {
    const over = new AbortController();
    try {
      return await Promise.race([
        answer,
        clock.sleep(ms, over.signal).then(() => {
          throw new KubeflowError('TimeoutError', {
            subject,
            fact: `no answer within ${Math.round(ms / 1000)} s`,
            reason: 'CallTimedOut',
          });
        }),
      ]);
    } finally {
      over.abort(new Error('answered'));
    }
  };

  return { clock, subject, left, proceed, pause, persist, within };
};
