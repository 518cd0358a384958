import { KubeflowError } from '../errors/KubeflowError';
import { printable } from '../text/printable';

const MILLISECONDS = { h: 3_600_000, m: 60_000, s: 1000 } as const;

/** GitHub ends a workflow after 35 days; nothing of ours waits longer. */
const LONGEST = 35 * 24 * MILLISECONDS.h;

const refuse = (text: string, fact: string): never => {
  throw new KubeflowError('InputError', {
    reason: 'InvalidDuration',
    subject: `'${printable(text)}'`,
    fact,
    remedy: 'Write a number with a unit, such as 90s, 15m or 1h30m',
  });
};

/**
 * Milliseconds of `90s`, `15m`, `1h30m`; larger units first, each at most once, whole numbers.
 *
 * @throws KubeflowError `InputError`, reason `InvalidDuration`; also for zero and for over 35 days.
 */
export const parseDuration = (text: string): number => {
  const match = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/.exec(text);
  if (!match || text === '') return refuse(text, 'is not a duration');
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  const total =
    Number(hours) * MILLISECONDS.h +
    Number(minutes) * MILLISECONDS.m +
    Number(seconds) * MILLISECONDS.s;
  if (total === 0) return refuse(text, 'is no time at all');
  if (total > LONGEST) return refuse(text, 'is longer than 35 days');
  return total;
};
