import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './contract';

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
