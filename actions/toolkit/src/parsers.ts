import {
  parseDuration,
  parseQuantity,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import type { Parser } from './inputs';

/** Longest piece of a wrong value that a message repeats. */
const QUOTED = 60;

const quote = (raw: string): string =>
  `'${raw.length > QUOTED ? `${raw.slice(0, QUOTED)}…` : raw}'`;

/** Any text but none. */
export const required: Parser<string> = raw => {
  if (!raw) throw new Error('required, but empty');
  return raw;
};

/** Any text; undefined when empty. */
export const optional: Parser<string | undefined> = raw => raw || undefined;

/** Undefined when empty, otherwise what `parse` makes of it. */
export const optionally =
  <T>(parse: Parser<T>): Parser<T | undefined> =>
  raw =>
    raw ? parse(raw) : undefined;

/** One of the values, spelt exactly. */
export const oneOf =
  <const T extends readonly string[]>(...values: T): Parser<T[number]> =>
  raw => {
    if (!values.includes(raw)) {
      throw new Error(`${quote(raw)} is not one of ${values.join(', ')}`);
    }
    return raw;
  };

/** YAML 1.2 spellings, as `core.getBooleanInput` takes them. */
export const boolean: Parser<boolean> = raw => {
  if (/^(true|True|TRUE)$/.test(raw)) return true;
  if (/^(false|False|FALSE)$/.test(raw)) return false;
  throw new Error(`${quote(raw)} is not true or false`);
};

/** Whole number within the limits, in decimal digits only. */
export const integer =
  (limits: { readonly min: number; readonly max: number }): Parser<number> =>
  raw => {
    const value = Number(raw);
    if (!/^-?\d+$/.test(raw) || value < limits.min || value > limits.max) {
      throw new Error(
        `${quote(raw)} is not a whole number from ${limits.min} to ${
          limits.max
        }`,
      );
    }
    return value;
  };

/** Items between commas or line ends, in order, trimmed, without empty and repeated ones. */
export const list: Parser<readonly string[]> = raw => [
  ...new Set(
    raw
      .split(/[\n,]/)
      .map(item => item.trim())
      .filter(Boolean),
  ),
];

/** At least one item; see {@link list}. */
export const requiredList: Parser<readonly string[]> = raw =>
  list(required(raw));

/** `90s`, `15m`, `1h30m`, in milliseconds. */
export const duration: Parser<number> = raw => parseDuration(required(raw));

/** Kubernetes quantity such as `500m` or `4Gi`, checked and returned as it was written. */
export const quantity: Parser<string> = raw => {
  parseQuantity(required(raw));
  return raw;
};

/** `key=value` pairs between commas or line ends; a value may hold `=`. Keys must not repeat. */
export const keyValues: Parser<Readonly<Record<string, string>>> = raw => {
  const pairs = new Map<string, string>();
  for (const pair of raw.split(/[\n,]/).map(item => item.trim())) {
    if (pair) addPair(pairs, pair);
  }
  return Object.fromEntries(pairs);
};

function addPair(pairs: Map<string, string>, pair: string): void {
  const at = pair.indexOf('=');
  if (at < 1) throw new Error(`${quote(pair)} is not key=value`);
  const key = pair.slice(0, at).trim();
  if (pairs.has(key)) throw new Error(`key ${quote(key)} is given twice`);
  pairs.set(key, pair.slice(at + 1).trim());
}

/** Deepest nesting that YAML given inline may have; more is a mistake or an attack. */
const MAX_DEPTH = 100;

/** A mapping in YAML or JSON (JSON is YAML); `{}` when empty. Aliases do not expand beyond 100. */
export const jsonOrYaml: Parser<Readonly<Record<string, unknown>>> = raw => {
  if (!raw) return {};
  const value = readYaml(raw);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Error(
      'not a mapping; write one "name: value" per line, or a JSON object',
    );
  }
  return value as Record<string, unknown>;
};

function readYaml(raw: string): unknown {
  // The parser recurses: brackets beyond any sane depth would overflow its stack.
  if (nesting(raw) > MAX_DEPTH) {
    throw new Error(`nested more than ${MAX_DEPTH} levels deep`);
  }
  try {
    return parseYaml(raw, { maxAliasCount: 100, prettyErrors: true });
  } catch (error) {
    if (error instanceof YAMLParseError) {
      throw new Error(`not valid YAML or JSON: ${firstLine(error.message)}`);
    }
    throw new Error('not valid YAML or JSON: aliases expand without end');
  }
}

const firstLine = (text: string) => text.split('\n', 1)[0]!.replace(/:$/, '');

function nesting(raw: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of raw) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
