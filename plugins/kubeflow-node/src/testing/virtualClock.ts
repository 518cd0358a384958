import type { Clock } from '../clock';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** Time that passes only when everything else stands still, and only while a test lets it. */
export interface VirtualClock extends Clock {
  /** Lets time pass until `work` has settled; fails when nothing is left to wait for. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Lets `ms` pass. */
  advance(ms: number): Promise<void>;
}

const settleMicrotasks = () =>
  new Promise<void>(resolve => {
    setImmediate(resolve);
  });

/** Starts at `start` milliseconds of the epoch. */
export const createVirtualClock = (
  start = Date.UTC(2026, 0, 1),
): VirtualClock => {
  let time = start;
  let order = 0;
  const timers = new Set<Timer>();

  const earliest = () => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (
        !first ||
        timer.at < first.at ||
        (timer.at === first.at && timer.order < first.order)
      ) {
        first = timer;
      }
    }
    return first;
  };

  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const abort = () => {
        // eslint-disable-next-line @typescript-eslint/no-use-before-define
        timers.delete(timer);
        reject(signal?.reason);
      };
      const timer: Timer = {
        at: time + Math.max(0, ms),
        order: (order += 1),
        fire: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      timers.add(timer);
      signal?.addEventListener('abort', abort, { once: true });
    });

  const step = (timer: Timer) => {
    timers.delete(timer);
    time = Math.max(time, timer.at);
    timer.fire();
  };

  return {
    now: () => time,
    sleep,
    async run(work) {
      let settled = false;
      const done = () => {
        settled = true;
      };
      work.then(done, done);
      for (;;) {
        await settleMicrotasks();
        if (settled) return work;
        const next = earliest();
        if (!next) throw new Error('everything waits and no timer is set');
        step(next);
      }
    },
    async advance(ms) {
      const end = time + ms;
      for (;;) {
        await settleMicrotasks();
        const next = earliest();
        if (!next || next.at > end) break;
        step(next);
      }
      time = end;
    },
  };
};
