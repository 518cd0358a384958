/** Any JSON object of a cluster, of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

/** Members of an object; none of what is no object, or a list. */
export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : NONE;

/** Value below a path of member names; undefined where it leads nowhere. */
export const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => fields(at)[name], value);

/** Items of a list; none of what is no list. */
export const items = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [];

/** A text that says something; undefined for everything else. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A number, or `instead` where there is none. Counts and generations fit; unsafe integers arrive as bigints. */
export const numberOf = (value: unknown, instead: number): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : instead;
};
