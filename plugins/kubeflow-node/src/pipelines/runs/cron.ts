import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Problem } from '@kubeflow-fleet/plugin-kubeflow-common';

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
}

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const days = 'SUN MON TUE WED THU FRI SAT'.split(' ');

const fields: readonly Field[] = [
  { name: 'seconds', from: 0, to: 59 },
  { name: 'minutes', from: 0, to: 59 },
  { name: 'hours', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: months },
  { name: 'day of week', from: 0, to: 6, words: days },
];

const numberIn = (field: Field, text: string): number | undefined => {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1;
  if (word >= 0) return field.from + word;
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined;
};

const problemOfRange = (field: Field, range: string): string | undefined => {
  if (range === '*' || range === '?') return undefined;
  const [first = '', last, ...more] = range.split('-');
  const low = numberIn(field, first);
  const high = last === undefined ? low : numberIn(field, last);
  if (low === undefined || high === undefined || more.length > 0) {
    return `'${range}' is no value of ${field.name}`;
  }
  if (low < field.from || high > field.to) {
    return `'${range}' is outside ${field.from}-${field.to} of ${field.name}`;
  }
  return low > high ? `'${range}' of ${field.name} goes backwards` : undefined;
};

const problemOfField = (field: Field, text: string): string | undefined => {
  for (const item of text.split(',')) {
    const [range = '', step, ...more] = item.split('/');
    const problem = problemOfRange(field, range);
    if (problem) return problem;
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d?$/.test(step))) {
      return `'${item}' of ${field.name} has no valid step`;
    }
  }
  return undefined;
};

const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The values that a checked field stands for. */
const valuesIn = (field: Field, text: string): readonly number[] =>
  text.split(',').flatMap(item => {
    const [range = '', step] = item.split('/');
    const [first = '', last] = range.split('-');
    const low = numberIn(field, first);
    const end = last === undefined ? low : numberIn(field, last);
    // `5/10` goes on to the end of the field, and so does `*`.
    const high = step === undefined ? end : last && end;
    const values: number[] = [];
    let value = low ?? field.from;
    for (; value <= (high || field.to); value += Number(step ?? 1)) {
      values.push(value);
    }
    return values;
  });

/**
 * A date that no year has, such as 30 February: looking for its next time, KFP's controller finds none
 * and does not come out of its loop. A day of the week beside it is an alternative to the date.
 */
const neverComes = (texts: readonly string[]): boolean => {
  const [day = '', month = '', weekday = ''] = texts.slice(-3);
  if (!/^[*?]/.test(weekday)) return false;
  const [, , , dayField, monthField] = fields;
  const firstDay = Math.min(...valuesIn(dayField!, day));
  return valuesIn(monthField!, month).every(
    each => firstDay > (LONGEST_MONTH[each - 1] ?? 0),
  );
};

/** Everything that is wrong with a cron expression of five or six fields; empty when nothing is. */
export const cronProblems = (cron: string): readonly Problem[] => {
  const texts = cron.trim().split(/\s+/).filter(Boolean);
  if (texts.length !== 5 && texts.length !== 6) {
    return [
      {
        message: `cron '${cron}' must have 5 fields (minutes first) or 6 (seconds first), has ${texts.length}`,
      },
    ];
  }
  const problems = fields
    .slice(6 - texts.length)
    .flatMap((field, index) => problemOfField(field, texts[index] ?? '') ?? []);
  if (problems.length === 0 && neverComes(texts)) {
    problems.push('no month that it names has such a day');
  }
  return problems.map(problem => ({ message: `cron '${cron}': ${problem}` }));
};

/**
 * The expression with six fields, seconds first: five, as everyone writes them, get `0` for the
 * seconds in front. KFP (robfig/cron v1) takes five as well, but reads the first as the seconds and
 * leaves the day of the week out, so that `0 3 * * *` would be three minutes past every hour.
 *
 * @throws KubeflowError `InputError`, reason `InvalidCron`, with every problem.
 */
export const sixFieldCron = (cron: string): string => {
  const problems = cronProblems(cron);
  if (problems.length > 0) {
    throw new KubeflowError('InputError', {
      fact: problems.map(problem => problem.message).join('; '),
      reason: 'InvalidCron',
      remedy: "Write it like '0 3 * * *' (03:00 UTC every day)",
      problems,
    });
  }
  const texts = cron.trim().split(/\s+/);
  return (texts.length === 5 ? ['0', ...texts] : texts).join(' ');
};
