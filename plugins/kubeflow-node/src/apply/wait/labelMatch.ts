import { fields, items, textOf, valueAt } from '../status/liveValue';

type Labels = Readonly<Record<string, string>>;

/** Whether labels meet one of `matchExpressions`; an unknown operator is never met. */
export const holds = (expression: unknown, labels: Labels): boolean => {
  const { key, operator, values } = fields(expression);
  const name = textOf(key) ?? '';
  const label = Object.hasOwn(labels, name) ? labels[name] : undefined;
  switch (operator) {
    case 'In':
      return label !== undefined && items(values).includes(label);
    case 'NotIn':
      return label === undefined || !items(values).includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return false;
  }
};

/**
 * Whether a workload's `spec.selector` takes in these labels. A missing or empty selector takes in nothing here: as a
 * guess of whose pods they are, "all" would be wrong.
 */
export const selects = (selector: unknown, labels: Labels = {}): boolean => {
  const wanted = Object.entries(fields(valueAt(selector, 'matchLabels')));
  const expressions = items(valueAt(selector, 'matchExpressions'));
  return (
    wanted.length + expressions.length > 0 &&
    wanted.every(([name, value]) => labels[name] === value) &&
    expressions.every(expression => holds(expression, labels))
  );
};
