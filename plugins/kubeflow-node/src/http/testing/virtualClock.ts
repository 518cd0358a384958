import type { Clock } from '../../clock';

/** A clock on which sleeping takes no time: it moves ahead at once. */
export interface VirtualClock extends Clock {
  advance(ms: number): void;
  /** Every pause that was asked for, in milliseconds. */
  readonly sleeps: readonly number[];
}

export const createVirtualClock = (start = Date.now()): VirtualClock => {
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
