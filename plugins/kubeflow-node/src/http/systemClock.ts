import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../pipelines/runs/contract';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      // Node rejects with its own AbortError; callers match on the reason that they gave.
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
