import {
  KubeflowError,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';

/** What Node 24 adds to JSON and the type library of this compiler does not know yet. */
interface SourceTextJson {
  parse(
    text: string,
    revive: (
      key: string,
      value: unknown,
      context: { source?: string },
    ) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
}

const sourceTextJson = JSON as unknown as SourceTextJson;

const INTEGER = /^-?\d+$/;

// Digits of an unsafe integer, or an exponent that can leave a double's range. A false alarm (digits in a
// string) only costs time.
const MAY_LOSE = /\d{16}|[eE]\+?\d{3}/;

const exactNumber = (value: number, source: string) => {
  if (!Number.isFinite(value))
    throw new KubeflowError('InputError', {
      reason: 'NumberOutOfRange',
      fact: `the number ${source.slice(0, 40)} is larger than any double`,
      remedy: 'Quote it if it is text',
    });
  return Number.isSafeInteger(value) || !INTEGER.test(source)
    ? value
    : BigInt(source);
};

/**
 * Parses JSON. Integers that a double cannot hold exactly become bigints, and a key `__proto__` is data.
 *
 * @throws KubeflowError `InputError`, reason `InvalidJson`, or `NumberOutOfRange` for a number that `JSON.parse`
 * would call infinite and write as null.
 */
export function parseExactJson(text: string): unknown {
  try {
    // A reviver makes parsing several times slower, so it runs only where it can matter.
    if (!MAY_LOSE.test(text)) return JSON.parse(text);
    return sourceTextJson.parse(text, (_key, value, { source }) =>
      typeof value === 'number' ? exactNumber(value, source!) : value,
    );
  } catch (cause) {
    if (isKubeflowError(cause)) throw cause;
    throw new KubeflowError('InputError', {
      reason: 'InvalidJson',
      fact: `it is not JSON: ${(cause as Error).message}`,
      remedy: 'Correct the text',
      cause,
    });
  }
}

const writeBigints = (_key: string, value: unknown) =>
  typeof value === 'bigint' ? sourceTextJson.rawJSON(String(value)) : value;

/** Writes what {@link parseExactJson} reads, compact; bigints become plain integers. */
export function exactJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // JSON refuses bigints; a replacer for every value would make all other objects slow.
    return JSON.stringify(value, writeBigints);
  }
}
