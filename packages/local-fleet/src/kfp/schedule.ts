import { Cron } from 'croner';
import { cronMeaning } from './cronSyntax';
import type { RecurringRunRow, Trigger } from './rows';

/** What is wrong with a cron expression, in the server's words; undefined when it is good. */
export const cronProblem = (expression: string): string | undefined => {
  const meaning = cronMeaning(expression);
  return meaning.kind === 'invalid' ? meaning.problem : undefined;
};

const nextOfCron = (expression: string, from: number): number | undefined => {
  const meaning = cronMeaning(expression);
  if (meaning.kind === 'invalid') return undefined;
  if (meaning.kind === 'every') return from + meaning.seconds;
  const cron = new Cron(meaning.pattern, { timezone: 'UTC', legacyMode: true });
  const next = cron.nextRun(new Date(from * 1000));
  return next ? Math.floor(next.getTime() / 1000) : undefined;
};

const nextOfTrigger = (trigger: Trigger, after: number): number | undefined => {
  const from = Math.max(after, trigger.startTime ?? 0);
  if (trigger.cron !== undefined) return nextOfCron(trigger.cron, from);
  return trigger.intervalSeconds === undefined
    ? undefined
    : from + trigger.intervalSeconds;
};

const withinEnd = (
  time: number | undefined,
  { endTime }: Trigger,
): number | undefined =>
  time !== undefined && (endTime === undefined || time <= endTime)
    ? time
    : undefined;

/**
 * When a recurring run is due next, in seconds since 1970; undefined for never. With catch-up every missed time
 * comes one by one, without it only the last missed one. No trigger means once, at its creation.
 */
export const nextDue = (
  row: Pick<
    RecurringRunRow,
    'trigger' | 'fired' | 'createdAt' | 'lastFiredAt' | 'noCatchup'
  >,
  now: number,
): number | undefined => {
  const { trigger } = row;
  if (trigger.cron === undefined && trigger.intervalSeconds === undefined) {
    return row.fired === 0 ? row.createdAt : undefined;
  }
  let next = withinEnd(
    nextOfTrigger(trigger, row.lastFiredAt || row.createdAt),
    trigger,
  );
  while (row.noCatchup && next !== undefined && next <= now) {
    const later = withinEnd(nextOfTrigger(trigger, next), trigger);
    if (later === undefined || later > now) break;
    next = later;
  }
  return next;
};
