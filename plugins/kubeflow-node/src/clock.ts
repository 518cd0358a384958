import { setTimeout as delay } from 'node:timers/promises';

/** Time, injected so that tests own it. */
export interface Clock {
  /** Milliseconds of the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when `signal` aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The process's own time. A sleep ends at once when its signal aborts, with the signal's reason. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
