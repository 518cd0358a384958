import type { WaitOptions } from './waitOptions';

/**
 * Runs `work` until it is done, the deadline is over or the job is cancelled; for the latter two `end` aborts, upon
 * which `work` must come back. `end` is aborted when this returns.
 */
export const untilEnd = async (
  {
    clock,
    signal,
    timeoutMs,
  }: Pick<WaitOptions, 'clock' | 'signal' | 'timeoutMs'>,
  end: AbortController,
  work: () => Promise<void>,
): Promise<void> => {
  const finish = () => end.abort();
  if (signal.aborted) finish();
  signal.addEventListener('abort', finish, { once: true });
  const deadline = clock.sleep(timeoutMs, end.signal).then(finish, finish);
  try {
    await work();
  } finally {
    finish();
    signal.removeEventListener('abort', finish);
    await deadline;
  }
};
