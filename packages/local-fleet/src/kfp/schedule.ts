import { Cron } from 'croner';
import type { RecurringRunRow, Trigger } from './rows';

const cronOf = (expression: string): Cron =>
  new Cron(expression.trim(), { timezone: 'UTC', legacyMode: true });

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

const expanded = (expression: string): string =>
  MACROS[expression] ?? expression;

/** What robfig/cron would say about an expression, undefined when it is good: 5 or 6 fields, seconds first. */
export const cronProblem = (expression: string): string | undefined => {
  const fields = expanded(expression).trim().split(/\s+/).filter(Boolean);
  if (fields.length < 5 || fields.length > 6) {
    return `Expected 5 or 6 fields, found ${fields.length}: ${expression}`;
  }
  try {
    cronOf(expanded(expression));
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^CronPattern: /, '');
  }
};

const nextOfTrigger = (trigger: Trigger, after: number): number | undefined => {
  const from = Math.max(after, trigger.startTime ?? 0);
  if (trigger.cron !== undefined) {
    const next = cronOf(expanded(trigger.cron)).nextRun(new Date(from * 1000));
    return next ? Math.floor(next.getTime() / 1000) : undefined;
  }
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
  row: RecurringRunRow,
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
