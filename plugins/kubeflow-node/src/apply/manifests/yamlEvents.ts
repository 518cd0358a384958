import { parseEvents, type Event, type YAMLException } from 'js-yaml';
import { DocumentProblem } from './documentProblem';
import { manifestLimits } from './limits';

/** A document's events, and the text that their offsets count in: line for line the given one. */
export interface YamlEvents {
  readonly text: string;
  readonly events: readonly Event[];
}

const DEFICIENT = 'deficient indentation';
/** Characters that may be parsed again, in total. */
const REPAIR_BUDGET = 32 * 1024 * 1024;
const TABS_BEFORE = /[ \t]*\t[ \t]*$/;
// A tab that cannot be part of a scalar.
const TAB_AFTER_COLON = /^[^"'\t]*:\t+/;
const INDENT = /^[ -]*/gm;

const spaces = (text: string) => text.replaceAll('\t', ' ');

/** Wider than any indentation above `end`. */
const indentation = (text: string, end: number): string => {
  let width = 1;
  for (const [found] of text.slice(0, end).matchAll(INDENT))
    width = Math.max(width, found.length + 1);
  return ' '.repeat(width);
};

/**
 * YAML 1.2 wants the lines of flow collections and quoted texts indented, YAML 1.1 does not, so kubectl takes
 * `[`, items and `]` at any column. Their leading blanks mean nothing, so more of them change nothing but that.
 * Undefined: nothing to add at `position`.
 */
function indentMore(text: string, position: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const before = text.slice(lineStart, position);
  const rest = text.slice(position);
  const upTo = text.slice(0, lineStart);
  if (before.trim() === '')
    return upTo + indentation(text, lineStart) + spaces(before) + rest;
  for (const tabs of [TABS_BEFORE, TAB_AFTER_COLON])
    if (tabs.test(before)) return upTo + before.replace(tabs, spaces) + rest;
  return undefined;
}

/** @throws DocumentProblem for text that is no YAML, or nested too deeply. */
export function yamlEvents(given: string): YamlEvents {
  let text = given;
  let last = -1;
  for (let budget = REPAIR_BUDGET; ; budget -= text.length) {
    try {
      const events = parseEvents(text, { maxDepth: manifestLimits.depth });
      return { text, events };
    } catch (error) {
      const { reason, mark } = error as YAMLException;
      const position = mark?.position ?? 0;
      const repaired =
        reason === DEFICIENT && position > last && budget > 0
          ? indentMore(text, position)
          : undefined;
      if (repaired === undefined)
        throw new DocumentProblem(reason ?? String(error), {
          text,
          offset: position,
        });
      last = position;
      text = repaired;
    }
  }
}
