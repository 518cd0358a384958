import { median, type Sample } from './samples';

/** A figure with its bound; without one it is only told. */
export interface Goal {
  /** Key of the last line that `--json` prints. */
  readonly name: string;
  readonly value: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface BenchReport {
  readonly unit: string;
  readonly samples: readonly Sample[];
  readonly goals: readonly Goal[];
  /** What a reader must know to judge the figures. */
  readonly notes?: readonly string[];
}

const figure = (value: number) =>
  new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(value);

const isMet = ({ value, atLeast, atMost }: Goal) =>
  (atLeast === undefined || value >= atLeast) &&
  (atMost === undefined || value <= atMost);

const hasBound = ({ atLeast, atMost }: Goal) =>
  atLeast !== undefined || atMost !== undefined;

const bound = ({ atLeast, atMost }: Goal) =>
  atLeast === undefined
    ? `at most ${figure(atMost ?? Number.NaN)}`
    : `at least ${figure(atLeast)}`;

const describeGoal = (goal: Goal) => {
  const value = `${goal.name} = ${figure(goal.value)}`;
  if (!hasBound(goal)) return `  also   ${value}`;
  return `  ${isMet(goal) ? 'met   ' : 'MISSED'} ${value} (goal: ${bound(
    goal,
  )})`;
};

/** The report for a person: medians with their range, then each ratio beside its goal. */
export function describeReport(name: string, report: BenchReport): string {
  const rows = report.samples.map(({ name: subject, values }) => {
    const range = `${figure(Math.min(...values))} to ${figure(
      Math.max(...values),
    )}`;
    return `  ${subject.padEnd(44)} ${figure(median(values)).padStart(10)} ${
      report.unit
    }   (${range}, ${values.length} runs)`;
  });
  const goals = report.goals.map(describeGoal);
  const notes = (report.notes ?? []).map(note => `  ${note}`);
  return [`${name}: medians`, ...rows, ...goals, ...notes].join('\n');
}

/** One line of JSON: every goal's value by its name. */
export const jsonLine = ({ goals }: BenchReport): string =>
  JSON.stringify(
    Object.fromEntries(
      goals.map(({ name, value }) => [name, Number(value.toPrecision(6))]),
    ),
  );
