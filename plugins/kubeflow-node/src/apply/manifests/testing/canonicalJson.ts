const MAX_INT64 = 2n ** 63n - 1n;

const number = (value: number | bigint) =>
  // Beyond int64 the API server has doubles, whatever digits it is sent.
  typeof value === 'bigint' && (value > MAX_INT64 || value < -MAX_INT64 - 1n)
    ? JSON.stringify(Number(value))
    : String(Object.is(value, -0) ? 0 : value);

/** JSON with sorted keys and exact integers, so that equal meanings are equal texts. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint')
    return number(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`);
  return `{${entries.join(',')}}`;
}
