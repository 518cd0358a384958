import { fields, items, valueAt } from '../status/liveValue';
import { holds } from '../wait/labelMatch';

/** Labels of an object, as far as they are known. */
export interface KnownLabels {
  readonly labels: Readonly<Record<string, string>>;
  /** Other labels may be there: what is asked of them cannot be told. */
  readonly isPartial?: boolean;
}

interface Requirement {
  readonly key: string;
  readonly operator: unknown;
  readonly values?: unknown;
}

const requirementsOf = (selector: unknown): readonly Requirement[] => [
  ...Object.entries(fields(valueAt(selector, 'matchLabels'))).map(
    ([key, value]) => ({ key, operator: 'In', values: [value] }),
  ),
  ...items(valueAt(selector, 'matchExpressions')).map(expression => ({
    key: String(valueAt(expression, 'key')),
    operator: valueAt(expression, 'operator'),
    values: valueAt(expression, 'values'),
  })),
];

/**
 * Whether the selector of a webhook takes in these labels for certain. A missing or empty one takes in everything, as
 * the API server has it; an unknown operator nothing.
 */
export const takesIn = (
  selector: unknown,
  { labels, isPartial }: KnownLabels,
): boolean =>
  requirementsOf(selector).every(
    requirement =>
      (!isPartial || Object.hasOwn(labels, requirement.key)) &&
      holds(requirement, labels),
  );
