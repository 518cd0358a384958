/** How long requests in flight may still get their answers after a cancellation, in milliseconds. */
export const SETTLE_MS = 800;

/** Aborts {@link SETTLE_MS} after `signal` did, with its reason. */
export const cutAfter = (signal: AbortSignal): AbortSignal => {
  const controller = new AbortController();
  const start = () =>
    setTimeout(() => controller.abort(signal.reason), SETTLE_MS).unref();
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return controller.signal;
};
