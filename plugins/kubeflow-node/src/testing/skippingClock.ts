import type { Clock } from '../clock';

/**
 * A clock on which sleeping takes no time: it moves ahead at once. For code that meets a real server between its
 * pauses, where nobody can tell that everything stands still.
 */
export interface SkippingClock extends Clock {
  advance(ms: number): void;
  /** Every pause that was asked for, in milliseconds. */
  readonly sleeps: readonly number[];
}

/** Starts at `start` milliseconds of the epoch. */
export const createSkippingClock = (start = Date.now()): SkippingClock => {
  let time = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    advance: ms => {
      time += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      time += ms;
    },
  };
};
