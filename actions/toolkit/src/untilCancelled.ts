import type { Clock } from '@kubeflow-fleet/plugin-kubeflow-node';

/** What work stops at. */
export interface Cancellable {
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * What `work` comes to; or, `graceMs` after the job was cancelled, a rejection with the signal's
 * reason: a request that hangs must not take the time that is left for the report.
 */
export async function untilCancelled<T>(
  work: Promise<T>,
  { signal, clock }: Cancellable,
  graceMs: number,
): Promise<T> {
  const over = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    const later = () => {
      clock.sleep(graceMs, over.signal).then(
        () => reject(signal.reason),
        () => undefined,
      );
    };
    if (signal.aborted) later();
    else signal.addEventListener('abort', later, { signal: over.signal });
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    over.abort(new Error('the work is over'));
    // Nobody is left to hear how abandoned work ends.
    work.catch(() => undefined);
  }
}
