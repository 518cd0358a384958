const literals: ReadonlyMap<string, boolean | null | number> = new Map<
  string,
  boolean | null | number
>([
  ...['', '~', 'null', 'Null', 'NULL'].map(text => [text, null] as const),
  ...['true', 'True', 'TRUE'].map(text => [text, true] as const),
  ...['false', 'False', 'FALSE'].map(text => [text, false] as const),
  ...['.nan', '.NaN', '.NAN'].map(text => [text, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    text => [text, Infinity] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map(text => [text, -Infinity] as const),
]);

const integer =
  /^([-+]?)(0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/;
const float = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
const MAX_UINT64 = 2n ** 64n - 1n;
const MIN_INT64 = -(2n ** 63n);

const magnitude = (digits: string) =>
  BigInt(
    /^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase(),
  );

function toInteger(text: string): number | bigint | undefined {
  const match = integer.exec(text);
  if (!match) return undefined;
  const absolute = magnitude(match[2]!);
  const value = match[1] === '-' ? -absolute : absolute;
  if (value > MAX_UINT64 || value < MIN_INT64) return Number(value);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/**
 * The value of an unquoted YAML scalar as KFP's api-server reads it (go-yaml v3): `010` is 8, `1_000` is
 * 1000, `0o17` is 15, `yes`, `on`, `12:30` and dates are text. Integers beyond 2^53 become a bigint.
 */
export function plainScalarValue(
  text: string,
): string | number | bigint | boolean | null {
  const literal = literals.get(text);
  if (literal !== undefined) return literal;
  if (!/^[-+.\d]/.test(text)) return text;
  // go-yaml drops underscores from what starts like a number before it looks again.
  const digits = text.startsWith('.') ? text : text.replace(/_/g, '');
  const whole = toInteger(digits);
  if (whole !== undefined) return whole;
  return float.test(digits) ? Number(digits) : text;
}
