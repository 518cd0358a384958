import type { RecordedResponse } from './recording';
import { normalize, normalizeText } from './normalize';

type Plain = Record<string, unknown>;

/** An answer that was received. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

const ROWS = [
  'runs',
  'experiments',
  'pipelines',
  'pipeline_versions',
  'recurringRuns',
] as const;

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

const differ = (expected: unknown, actual: unknown, at: string): string[] => {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
  const both = [expected, actual];
  if (both.some(part => typeof part !== 'object' || part === null)) {
    return [`${at}: expected ${show(expected)}, got ${show(actual)}`];
  }
  const keys = new Set(both.flatMap(part => Object.keys(part as object)));
  return [...keys].flatMap(key =>
    differ((expected as Plain)[key], (actual as Plain)[key], `${at}.${key}`),
  );
};

const sorted = (rows: readonly unknown[]): unknown[] =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** What every row of a kind has; which rows of one second come first on a page is chance. */
const shapeOf = (row: unknown): string[] =>
  Object.keys(row as Plain).filter(
    key =>
      !/^(pipeline_|runtime_config$|description$|tags$|state$|display_name$|name$)/.test(
        key,
      ),
  );

/** Rows of one second stand in the order of their random ids: compared as a set, and a cut page by its shape. */
const alignRows = (expected: Plain, actual: Plain): [Plain, Plain] => {
  const key = ROWS.find(name => Array.isArray(expected[name]));
  const rows = key && expected[key];
  const others = key && actual[key];
  if (!key || !Array.isArray(rows) || !Array.isArray(others)) {
    return [expected, actual];
  }
  const cut = 'next_page_token' in expected;
  const align = (list: readonly unknown[]) =>
    cut ? list.map(shapeOf) : sorted(list);
  return [
    { ...expected, [key]: align(rows) },
    { ...actual, [key]: align(others) },
  ];
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** A value that chance decides: a list is compared without order and repetition, anything else not at all. */
const settle = (value: unknown, chance: readonly string[]): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, entry]) => !chance.includes(key) || Array.isArray(entry))
    .map(([key, entry]) =>
      chance.includes(key)
        ? [key, [...new Set(sorted(entry).map(item => JSON.stringify(item)))]]
        : [key, entry],
    );
  return Object.fromEntries(entries);
};

const compareBodies = (
  expected: RecordedResponse,
  answer: Answer,
  chance: readonly string[],
): string[] => {
  if (expected.text !== undefined) {
    const cut = /\(\d+ chars\)$/.test(expected.text);
    const same = normalizeText(expected.text) === normalizeText(answer.text);
    return cut || same
      ? []
      : [`text: expected ${show(expected.text)}, got ${show(answer.text)}`];
  }
  const body = settle(normalize(parsed(answer.text)), chance);
  const wanted = settle(normalize(expected.body), chance);
  if (typeof body !== 'object' || typeof wanted !== 'object') {
    return differ(wanted, body, 'body');
  }
  const [left, right] = alignRows(wanted as Plain, body as Plain);
  return differ(left, right, 'body');
};

/**
 * What is different between a recorded answer and a received one; empty when they agree. `chance` names keys of the
 * body that the moment decides.
 */
export const compareAnswers = (
  expected: RecordedResponse,
  answer: Answer,
  chance: readonly string[] = [],
): readonly string[] => {
  const differences: string[] = [];
  if (expected.status !== answer.status) {
    differences.push(
      `status: expected ${expected.status}, got ${answer.status}`,
    );
  }
  if (expected.contentType && expected.contentType !== answer.contentType) {
    differences.push(
      `content type: expected ${expected.contentType}, got ${answer.contentType}`,
    );
  }
  return [...differences, ...compareBodies(expected, answer, chance)];
};

const IDS = [
  'experiment_id',
  'run_id',
  'pipeline_id',
  'pipeline_version_id',
  'recurring_run_id',
] as const;

/** Remembers which recorded id stands for which received one, and finds an id that changed its meaning. */
export class IdentityCheck {
  private readonly known = new Map<string, string>();

  differences(expected: unknown, text: string): readonly string[] {
    const actual = parsed(text);
    if (typeof expected !== 'object' || typeof actual !== 'object') return [];
    return IDS.flatMap(key => {
      const recorded = (expected as Plain | null)?.[key];
      const received = (actual as Plain | null)?.[key];
      if (typeof recorded !== 'string' || typeof received !== 'string') {
        return [];
      }
      const before = this.known.get(recorded);
      this.known.set(recorded, before ?? received);
      return before === undefined || before === received
        ? []
        : [`${key}: ${received} is not the ${before} of an earlier step`];
    });
  }
}
