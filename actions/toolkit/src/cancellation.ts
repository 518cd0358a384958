/** What the runner does when a job is cancelled: SIGINT, 7.5 s later SIGTERM, 2.5 s later it kills. */
const BUDGET_MS = { SIGINT: 7_500, SIGTERM: 2_500 } as const;

/** Kept for the report and for leaving: the last moments of the budget are not for waiting. */
const RESERVE_MS = 1_000;

/** Reason of the abort when GitHub cancels the job. */
export class JobCancelled extends Error {
  override readonly name = 'AbortError';
  readonly reason = 'JobCancelled';

  constructor(
    readonly signal: 'SIGINT' | 'SIGTERM',
    /** Moment, in milliseconds since 1970, by which everything must be done. */
    readonly deadline: number,
  ) {
    super(`The job is being cancelled (${signal}).`);
  }
}

/** Milliseconds that are left to act on a cancel: at least one second when there was no cancel at all. */
export const cancelBudgetMs = (signal: AbortSignal, now = Date.now()): number =>
  signal.reason instanceof JobCancelled
    ? Math.max(0, signal.reason.deadline - now)
    : BUDGET_MS.SIGINT - RESERVE_MS;

/**
 * A signal that aborts with {@link JobCancelled} at the first SIGINT or SIGTERM. The signals that
 * follow change nothing: the process ends by itself, or the runner kills it.
 */
export function cancellationSignal(): AbortSignal {
  const controller = new AbortController();
  const cancel = (signal: 'SIGINT' | 'SIGTERM') => {
    if (controller.signal.aborted) return;
    const deadline = Date.now() + BUDGET_MS[signal] - RESERVE_MS;
    controller.abort(new JobCancelled(signal, deadline));
  };
  process.on('SIGINT', cancel);
  process.on('SIGTERM', cancel);
  return controller.signal;
}
