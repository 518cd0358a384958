const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/** Only texts with such digits can hold an integer that a JavaScript number does not. */
const LONG_DIGITS = /\d{16}/;

/** A bigint for integers of Go's int64 that a number cannot hold; larger ones become floats, as in Go. */
export const exactInteger = (value: bigint): bigint | number => {
  const inexact = Number(value);
  if (Number.isSafeInteger(inexact)) return inexact;
  return value >= INT64_MIN && value <= INT64_MAX ? value : inexact;
};

interface SourceText {
  readonly source?: string;
}

const revive = (_key: string, value: unknown, { source = '' }: SourceText) =>
  typeof value === 'number' && /^-?\d{16,}$/.test(source)
    ? exactInteger(BigInt(source))
    : value;

/** `JSON.parse` with 64-bit integers exact, as bigints; throws its SyntaxError. */
export const parseExactJson = (text: string): unknown =>
  LONG_DIGITS.test(text)
    ? JSON.parse(text, revive as (key: string, value: unknown) => unknown)
    : JSON.parse(text);

const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

const write = (_key: string, value: unknown) =>
  typeof value === 'bigint' ? rawJSON(value.toString()) : value;

/** `JSON.stringify` that also writes bigints. */
export const exactJson = (value: unknown): string => {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // A replacer makes it several times slower, and bigints are rare.
    if (error instanceof TypeError) return JSON.stringify(value, write);
    throw error;
  }
};
