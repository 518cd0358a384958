/** A terminal and the programs between it and us each pass Ctrl-C on: within this time it is still the same one. */
const SAME_SIGNAL_MS = 1_000;

/** Resolves at the first Ctrl-C, SIGTERM or call of `stop`; a second Ctrl-C, later, ends the process at once. */
export const untilStopped = (): {
  readonly stopped: Promise<void>;
  readonly stop: () => void;
} => {
  let stop = () => {};
  const stopped = new Promise<void>(resolve => {
    let first: number | undefined;
    stop = () => resolve();
    const onSignal = () => {
      first ??= Date.now();
      if (Date.now() - first > SAME_SIGNAL_MS) process.exit(130);
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  return { stopped, stop };
};
