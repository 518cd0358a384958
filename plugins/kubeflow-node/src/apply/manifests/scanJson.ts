import { DocumentProblem } from './documentProblem';
import type { DuplicateKey } from './yamlDocument';
import { manifestLimits } from './limits';

/** A JSON object at the start of a text. */
export interface ScannedObject {
  /** Offset after its closing brace. */
  readonly end: number;
  readonly duplicates: readonly DuplicateKey[];
}

/** Keys of one object that is still open; undefined for an array. */
type Level = Map<string, number> | undefined;

const TOKEN = /["{}[\]]/g;
const BEFORE_VALUE = /\s*:/y;

const isKey = (text: string, end: number) => {
  BEFORE_VALUE.lastIndex = end;
  return BEFORE_VALUE.test(text);
};

/** Offset after the quote that ends the string whose first quote is at `start`; -1: it never ends. */
function stringEnd(text: string, start: number): number {
  for (
    let quote = text.indexOf('"', start + 1);
    quote !== -1;
    quote = text.indexOf('"', quote + 1)
  ) {
    let before = quote;
    while (text[before - 1] === '\\') before -= 1;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return -1;
}

/**
 * Finds the end of the JSON object that begins at `start`, and the keys that stand twice in one object, which
 * `JSON.parse` does not tell. Undefined: it never ends. Whether it is JSON is for `JSON.parse` to say.
 *
 * @throws DocumentProblem when it is nested too deeply.
 */
export function scanJsonObject(
  text: string,
  start: number,
): ScannedObject | undefined {
  const levels: Level[] = [];
  const duplicates: DuplicateKey[] = [];
  const token = new RegExp(TOKEN);
  token.lastIndex = start;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    if (found === '"') {
      const end = stringEnd(text, match.index);
      if (end === -1) return undefined;
      token.lastIndex = end;
      const keys = levels.at(-1);
      if (keys && isKey(text, end))
        noteKey(keys, {
          literal: text.slice(match.index, end),
          offset: match.index,
          duplicates,
        });
    } else if (found === '{' || found === '[') {
      levels.push(found === '{' ? new Map() : undefined);
      if (levels.length > manifestLimits.depth)
        throw new DocumentProblem(
          `it is nested more than ${manifestLimits.depth} levels deep`,
          { text, offset: match.index },
        );
    } else {
      levels.pop();
      if (levels.length === 0) return { end: token.lastIndex, duplicates };
    }
  }
  return undefined;
}

function noteKey(
  keys: Map<string, number>,
  at: { literal: string; offset: number; duplicates: DuplicateKey[] },
) {
  const { literal, offset, duplicates } = at;
  const key = literal.includes('\\') ? unescape(literal) : literal.slice(1, -1);
  const firstOffset = keys.get(key);
  if (firstOffset === undefined) keys.set(key, offset);
  else duplicates.push({ key, firstOffset, offset });
}

const unescape = (literal: string): string => {
  try {
    return JSON.parse(literal);
  } catch {
    // No JSON: JSON.parse of the whole says so.
    return literal;
  }
};
