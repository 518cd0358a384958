/** A mapping of a document: plain data, its keys unchecked. */
export type Mapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The value at `path` below `value`, or undefined. Own members only: a component may be called
 * `constructor`.
 */
export const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (current, key) =>
      isMapping(current) && Object.hasOwn(current, key)
        ? current[key]
        : undefined,
    value,
  );

/** Names and values of the mapping at `path`; none where there is no mapping. */
export const entriesAt = (
  value: unknown,
  ...path: string[]
): [string, unknown][] => {
  const found = at(value, ...path);
  return isMapping(found) ? Object.entries(found) : [];
};

export const textAt = (
  value: unknown,
  ...path: string[]
): string | undefined => {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
};

/** Texts of the list at `path`. */
export const textsAt = (value: unknown, ...path: string[]): string[] => {
  const found = at(value, ...path);
  return Array.isArray(found)
    ? found.filter((item): item is string => typeof item === 'string')
    : [];
};

/** Copy of `value` with `replacement` at `path`, in its place; missing mappings are made. */
export function withAt(
  value: unknown,
  path: readonly string[],
  replacement: unknown,
): Mapping {
  const [key, ...rest] = path as [string, ...string[]];
  const next = rest.length
    ? withAt(at(value, key), rest, replacement)
    : replacement;
  const entries = new Map(entriesAt(value)).set(key, next);
  return Object.fromEntries(entries);
}

/** Copy of a mapping with every value replaced; the keys stay, in their order. */
export const mapValues = (
  value: unknown,
  replace: (value: unknown, key: string) => unknown,
): Mapping =>
  Object.fromEntries(
    entriesAt(value).map(([key, each]) => [key, replace(each, key)]),
  );
