/** Members of an object of the cluster that nobody has checked; none of what is no object. */
export const record = (value: unknown): Record<string, unknown> =>
  value && typeof value === 'object' ? (value as Record<string, unknown>) : {};

/** Items of a list; none of what is no list. */
export const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [];

/** A text that says something; undefined for everything else. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
