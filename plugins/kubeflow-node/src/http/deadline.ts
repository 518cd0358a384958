export interface Deadline {
  readonly ms: number;
  /** Of the caller; its reason is thrown when it aborts. */
  readonly signal?: AbortSignal;
  /** Made only when the time is over. */
  readonly onTimeout: () => Error;
}

/**
 * Runs `work` until the deadline, also when it ignores the signal that it gets: a promise that never
 * settles is left behind.
 */
export const withDeadline = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  { ms, signal, onTimeout }: Deadline,
): Promise<T> => {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(
    () => controller.abort(onTimeout()),
    Math.max(0, ms),
  );
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener(
      'abort',
      () => reject(controller.signal.reason),
      { once: true },
    );
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
};
