/** Resolves at the first Ctrl-C, SIGTERM or call of `stop`. */
export const untilStopped = (): {
  readonly stopped: Promise<'signal' | 'asked'>;
  readonly stop: () => void;
} => {
  let stop = () => {};
  const stopped = new Promise<'signal' | 'asked'>(resolve => {
    stop = () => resolve('asked');
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => resolve('signal'));
  });
  return { stopped, stop };
};
