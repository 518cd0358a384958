import type { ParameterType } from '../compiledPipeline';
import { canonicalJson } from '../spec/canonicalJson';
import { isMapping } from '../spec/plainData';

/** A value of the declared type, or what is wrong with the one that was given. */
export type Typed = { readonly value: unknown } | { readonly wrong: string };

const MAX_EXACT = Number.MAX_SAFE_INTEGER;
const ROUNDED = '; KFP keeps numbers as doubles and would round it';

const shown = (value: unknown): string => {
  // JSON has no infinity, and JSON.stringify throws for a bigint.
  const text = typeof value === 'number' ? String(value) : canonicalJson(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const wrong = (expected: string, value: unknown, hint = ''): Typed => ({
  wrong: `expects ${expected}, not ${shown(value)}${hint}`,
});

function toText(value: unknown): Typed {
  if (typeof value === 'string') return { value };
  const hint =
    isMapping(value) || Array.isArray(value) ? '' : '; put it in quotes';
  return wrong('text', value, hint);
}

function toInteger(value: unknown): Typed {
  const text = typeof value === 'string' ? value.trim() : undefined;
  const number =
    text !== undefined && /^[-+]?\d+$/.test(text) ? Number(text) : value;
  if (typeof value === 'bigint' || Math.abs(Number(number)) > MAX_EXACT)
    return wrong(
      'a whole number of at most 2^53',
      value,
      `${ROUNDED}: declare the parameter as text`,
    );
  return Number.isInteger(number)
    ? { value: number }
    : wrong('a whole number', value);
}

const decimal = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

function toDouble(value: unknown): Typed {
  const number =
    typeof value === 'string' && decimal.test(value.trim())
      ? Number(value)
      : value;
  const fits = typeof number === 'number' && Number.isFinite(number);
  return fits ? { value: number } : wrong('a number', value);
}

function toBoolean(value: unknown): Typed {
  if (typeof value === 'boolean') return { value };
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return text === 'true' || text === 'false'
    ? { value: text === 'true' }
    : wrong('true or false', value);
}

/** An integer whose digits a JavaScript number, and KFP's double, cannot hold. */
const isRounded = (value: unknown, digits: string | undefined) =>
  typeof value === 'number' &&
  !Number.isSafeInteger(value) &&
  /^-?\d+$/.test(digits ?? '');

/** From here on JavaScript and JSON write whole numbers with an exponent, as people do. */
const WRITTEN_WITH_EXPONENT = 1e21;

/**
 * The first number in plain data that would not reach the pipeline as it was written: an infinity, which
 * JSON does not have, or a whole number whose digits have been rounded already.
 */
function changedNumber(value: unknown): number | bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    const isKept =
      Number.isSafeInteger(value) ||
      (Number.isFinite(value) &&
        (!Number.isInteger(value) || Math.abs(value) >= WRITTEN_WITH_EXPONENT));
    return isKept ? undefined : value;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const item of Object.values(value)) {
    const changed = changedNumber(item);
    if (changed !== undefined) return changed;
  }
  return undefined;
}

/** The JSON in a text, or undefined; `rounded` is the first integer in it that would not stay itself. */
function fromJson(text: string): { value?: unknown; rounded?: string } {
  let rounded: string | undefined;
  const note = (_key: string, item: unknown, place?: { source?: string }) => {
    const source = place?.source;
    if (isRounded(item, source) || item === Infinity || item === -Infinity)
      rounded ??= source;
    return item;
  };
  try {
    const value: unknown = JSON.parse(text, note);
    return { value, rounded };
  } catch {
    return {};
  }
}

const read = (given: unknown) =>
  typeof given === 'string'
    ? fromJson(given)
    : { value: given, rounded: changedNumber(given) };

const toJson =
  (expected: string, fits: (value: unknown) => boolean) =>
  (given: unknown): Typed => {
    const { value, rounded } = read(given);
    if (rounded !== undefined)
      return wrong(
        'finite numbers, whole ones of at most 2^53',
        rounded,
        ROUNDED,
      );
    return fits(value) ? { value } : wrong(expected, given);
  };

const readers: Readonly<Record<string, (value: unknown) => Typed>> = {
  STRING: toText,
  NUMBER_INTEGER: toInteger,
  NUMBER_DOUBLE: toDouble,
  BOOLEAN: toBoolean,
  LIST: toJson('a JSON list such as ["a", "b"]', Array.isArray),
  STRUCT: toJson('a JSON object such as {"a": 1}', isMapping),
};

/**
 * `given` as a value of `type`. Text is read as that type, because inputs of a workflow are text: `3` is
 * a number for NUMBER_INTEGER, `["a"]` a list for LIST. Other values must have the type already.
 */
export function typedValue(type: ParameterType, given: unknown): Typed {
  // The pipeline's file gives the type, and may give `constructor`.
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (!reader)
    return { wrong: `is a ${type}, which Kubeflow Pipelines fills in itself` };
  if (given === null || given === undefined)
    return { wrong: 'is null; leave it out to use the default' };
  return reader(given);
}
