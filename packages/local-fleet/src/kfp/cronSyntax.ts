interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

/** Fields of robfig/cron v1 in their order: seconds first, and the day of the week is optional. */
const FIELDS: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  {
    min: 1,
    max: 12,
    names: [
      '',
      ...['jan', 'feb', 'mar', 'apr', 'may', 'jun'],
      ...['jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
    ],
  },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

/** What a schedule expression means: a pattern of six fields, or an interval. */
export type CronMeaning =
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'every'; readonly seconds: number }
  /** In robfig/cron's own words. */
  | { readonly kind: 'invalid'; readonly problem: string };

class SyntaxProblem extends Error {}

const numberOf = (text: string, { names }: Bounds): number => {
  const named = text === '' ? -1 : names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named;
  if (!/^[+-]?\d+$/.test(text)) {
    throw new SyntaxProblem(
      `Failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(
        text,
      )}: invalid syntax`,
    );
  }
  const value = Number(text);
  if (value < 0) {
    throw new SyntaxProblem(`Negative number (${value}) not allowed: ${text}`);
  }
  return value;
};

const spanOf = (expression: string, bounds: Bounds) => {
  const [range = '', ...steps] = expression.split('/');
  const [low = '', high, ...more] = range.split('-');
  const star = low === '*' || low === '?';
  if (more.length > 0 && !star) {
    throw new SyntaxProblem(`Too many hyphens: ${expression}`);
  }
  const start = star ? bounds.min : numberOf(low, bounds);
  const end = star ? bounds.max : numberOf(high ?? low, bounds);
  if (steps.length > 1) {
    throw new SyntaxProblem(`Too many slashes: ${expression}`);
  }
  const step =
    steps[0] === undefined ? 1 : numberOf(steps[0], { min: 0, max: 0 });
  const openEnd = steps.length > 0 && high === undefined;
  return { star, start, end: openEnd ? bounds.max : end, step };
};

/** One range of a field in a form that every cron library reads. @throws SyntaxProblem. */
const rangeOf = (expression: string, bounds: Bounds): string => {
  const { star, start, end, step } = spanOf(expression, bounds);
  if (start < bounds.min) {
    throw new SyntaxProblem(
      `Beginning of range (${start}) below minimum (${bounds.min}): ${expression}`,
    );
  }
  if (end > bounds.max) {
    throw new SyntaxProblem(
      `End of range (${end}) above maximum (${bounds.max}): ${expression}`,
    );
  }
  if (start > end) {
    throw new SyntaxProblem(
      `Beginning of range (${start}) beyond end of range (${end}): ${expression}`,
    );
  }
  if (step === 0) {
    throw new SyntaxProblem(
      `Step of range should be a positive number: ${expression}`,
    );
  }
  if (star && step === 1) return '*';
  return step === 1 ? `${start}-${end}` : `${start}-${end}/${step}`;
};

const patternOf = (spec: string): string => {
  const fields = spec.trim().split(/\s+/).filter(Boolean);
  if (fields.length < 5 || fields.length > 6) {
    throw new SyntaxProblem(
      `Expected 5 to 6 fields, found ${fields.length}: ${spec}`,
    );
  }
  return FIELDS.map((bounds, index) =>
    (fields[index] ?? '*')
      .split(',')
      .filter(Boolean)
      .map(part => rangeOf(part, bounds))
      .join(','),
  ).join(' ');
};

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

const everyOf = (spec: string): CronMeaning => {
  const text = spec.slice('@every '.length);
  if (!/^(\d+(\.\d+)?[hms])+$/.test(text)) {
    return {
      kind: 'invalid',
      problem: `Failed to parse duration ${spec}: time: invalid duration ${JSON.stringify(
        text,
      )}`,
    };
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  const seconds = parts.reduce(
    (sum, [, value = '0', unit = 's']) =>
      sum + Number(value) * (UNITS[unit] ?? 1),
    0,
  );
  return { kind: 'every', seconds: Math.max(1, Math.floor(seconds)) };
};

/**
 * Reads a schedule as KFP does, with robfig/cron v1.2.0: with five fields the first is still the seconds and the day
 * of the week is missing, so `0 3 * * *` is three minutes past every hour.
 */
export const cronMeaning = (spec: string): CronMeaning => {
  if (spec === '') return { kind: 'invalid', problem: 'Empty spec string' };
  if (spec.startsWith('@every ')) return everyOf(spec);
  const descriptor = Object.hasOwn(DESCRIPTORS, spec)
    ? DESCRIPTORS[spec]
    : undefined;
  if (descriptor !== undefined) return { kind: 'pattern', pattern: descriptor };
  if (spec.startsWith('@')) {
    return { kind: 'invalid', problem: `Unrecognized descriptor: ${spec}` };
  }
  try {
    return { kind: 'pattern', pattern: patternOf(spec) };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { kind: 'invalid', problem: error.message };
  }
};
