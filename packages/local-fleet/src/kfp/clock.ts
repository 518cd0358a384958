/** Time of the emulator, injectable; the same shape as the clock of the pipelines code. */
export interface EmulatorClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when `signal` aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. Pending sleeps do not keep the process alive. */
export const systemClock: EmulatorClock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      timer.unref();
    }),
};

/** Whole seconds since 1970: the resolution of every time that KFP stores. */
export const nowInSeconds = (clock: EmulatorClock): number =>
  Math.floor(clock.now() / 1000);

/** Seconds since 1970 as KFP writes them; 0 is its "not yet" of a run: `1970-01-01T00:00:00Z`. */
export const timestamp = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** KFP's "not yet" of a task's `end_time`: Go's zero time. */
export const GO_ZERO_TIME = '0001-01-01T00:00:00Z';
