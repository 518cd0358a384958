import { parseEvents, type Event, type YAMLException } from 'js-yaml';
import { DocumentProblem, linesBefore } from './documentProblem';
import { manifestLimits } from './limits';

/** A document's events, and the text that their offsets count in: line for line the given one. */
export interface YamlEvents {
  readonly text: string;
  readonly events: readonly Event[];
}

/** Characters that may be parsed again, in total. */
const REPAIR_BUDGET = 32 * 1024 * 1024;
/** A line can need more than one: a tab, then its indentation. */
const REPAIRS_PER_LINE = 3;
const BLOCK_HEADER = /(?:^|[\s:-])[|>][-+]?[ \t]*(?:#[^\n]*)?$/;
const TABS_BEFORE = /[ \t]*\t[ \t]*$/;
// A tab that cannot be part of a scalar.
const TAB_AFTER_COLON = /^[^"'\t]*:\t+/;
const INDENT = /^[ -]*/gm;

/** Of a line, the dashes of list items included. */
const indentOf = (line: string) => /^[ -]*/.exec(line)![0].length;

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

const wordsOf = (reason: string) =>
  reason.includes('maxDepth')
    ? `it is nested more than ${manifestLimits.depth} levels deep`
    : reason;

/**
 * js-yaml does not see the end of a block text that holds nothing but blank lines, when one of them has blanks.
 * Those mean nothing there. Undefined: the lines above `position` are no such text.
 */
function trimBlankBlock(text: string, position: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const above = text.slice(0, lineStart);
  const header = above.trimEnd();
  const blank = above.slice(header.length);
  const headerLine = header.slice(header.lastIndexOf('\n') + 1);
  const isEmptyBlock =
    BLOCK_HEADER.test(headerLine) &&
    position - lineStart <= indentOf(headerLine) &&
    !blank.includes('\t');
  if (!isEmptyBlock) return undefined;
  const trimmed = blank.replaceAll(' ', '');
  return trimmed === blank
    ? undefined
    : header + trimmed + text.slice(lineStart);
}

/** The same text for kubectl, and one that js-yaml reads; undefined: there is nothing to do at `position`. */
const repair = (
  text: string,
  { reason, position }: { reason: string; position: number },
): string | undefined => {
  if (reason === 'deficient indentation') return indentMore(text, position);
  return /bad indentation|end of the stream|expected/.test(reason)
    ? trimBlankBlock(text, position)
    : undefined;
};

/** @throws DocumentProblem for text that is no YAML, or nested too deeply. */
export function yamlEvents(given: string): YamlEvents {
  let text = given;
  const repairs = new Map<number, number>();
  for (let budget = REPAIR_BUDGET; ; budget -= text.length) {
    try {
      const events = parseEvents(text, { maxDepth: manifestLimits.depth });
      return { text, events };
    } catch (error) {
      const { reason = String(error), mark } = error as YAMLException;
      const offset = mark?.position ?? 0;
      const line = linesBefore(text, offset);
      const before = repairs.get(line) ?? 0;
      const repaired =
        budget > 0 && before < REPAIRS_PER_LINE
          ? repair(text, { reason, position: offset })
          : undefined;
      if (repaired === undefined)
        throw new DocumentProblem(wordsOf(reason), { text, offset });
      repairs.set(line, before + 1);
      text = repaired;
    }
  }
}
