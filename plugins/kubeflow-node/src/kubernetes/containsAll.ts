const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * True when `live` holds every field of `wanted` with the same value; `live` may hold more, as API
 * servers add defaults. Lists must have the same length.
 */
export const containsAll = (live: unknown, wanted: unknown): boolean => {
  if (wanted === undefined || Object.is(live, wanted)) return true;
  if (!isObject(live) || !isObject(wanted)) return false;
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(live) &&
      live.length === wanted.length &&
      wanted.every((item, index) => containsAll(live[index], item))
    );
  }
  return Object.entries(wanted).every(([key, value]) =>
    containsAll(live[key], value),
  );
};
