/** What the next pause depends on. */
export interface PollMoment {
  readonly now: number;
  /** When the wait began. */
  readonly startedAt: number;
  /** When a state of the run or of a task last changed. */
  readonly changedAt: number;
  /** Every task of the graph has ended: the run's own end is a matter of seconds. */
  readonly tasksEnded: boolean;
}

/** Spends a budget of requests on the moments at which an end is likely. */
export interface PollSchedule {
  /** Milliseconds until the next request, which this call counts. */
  next(moment: PollMoment): number;
}

const BURST = 60;
const REFILL_MS = 30_000;
const FAST = 1_000;
const SLOWEST = 40_000;
const OPENING = 20_000;
const AFTER_CHANGE = 3_000;
const GROWTH = 0.1;

/**
 * At most 180 requests in any hour: a burst of 60, and one every 30 s. KFP has no watch, so by its
 * API alone the lag at the end is what the budget buys: about 1 s in the first 20 s, within 3 s of a
 * change, and when all tasks have ended while the burst lasts; else 10 % of the time since the last
 * change, 40 s at most. (The SDK asks 720 times an hour and lags by 2.5 s.)
 * Where the Workflow can be watched, none of this is needed.
 */
export const createPollSchedule = (): PollSchedule => {
  let tokens = BURST;
  let countedAt: number | undefined;
  return {
    next({ now, startedAt, changedAt, tasksEnded }) {
      const passed = countedAt === undefined ? 0 : now - countedAt;
      tokens = Math.min(BURST, tokens + passed / REFILL_MS) - 1;
      countedAt = now;
      const fast =
        now - startedAt < OPENING ||
        now - changedAt < AFTER_CHANGE ||
        tasksEnded;
      const wanted = fast
        ? FAST
        : Math.min(SLOWEST, Math.max(FAST, GROWTH * (now - changedAt)));
      const affordable = tokens >= 1 ? 0 : (1 - tokens) * REFILL_MS;
      return Math.max(wanted, affordable);
    },
  };
};
