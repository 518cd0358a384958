import {
  debug,
  endGroup,
  error,
  info,
  notice,
  startGroup,
  warning,
} from '@actions/core';
import { redact } from './secrets';

/** GitHub shows ten annotations of a kind per step, of 4,096 characters each. */
const MAX_ANNOTATIONS = 10;
const MAX_MESSAGE = 4_096;
/** One line of a log; longer ones make the log unusable in a browser. */
const MAX_LINE = 10_000;

// By name: to pick them from the whole of @actions/core by a variable would bundle all of it.
const annotations = { notice, warning, error };

type Level = keyof typeof annotations;

/** Where an annotation points to; lines and columns count from 1. */
export interface AnnotationPlace {
  readonly title?: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

/** The step's log. Text from outside can be passed as it is: no line of it can become a workflow command. */
export interface Log {
  info(text: string): void;
  /** Shown only when the step runs with debug logging. */
  debug(text: string): void;
  notice(text: string, place?: AnnotationPlace): void;
  warning(text: string, place?: AnnotationPlace): void;
  error(text: string, place?: AnnotationPlace): void;
  /** Lines below a title that folds them away. */
  group(title: string, lines: readonly string[]): void;
}

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * The lines of a text, made harmless. The runner takes `::name::` after any white space, and
 * `##[name]` anywhere in a line, for a command; it ends a line at a bare carriage return too.
 */
export const harmlessLines = (text: string): readonly string[] =>
  redact(text)
    .split(/\r\n|\r|\n|\u2028|\u2029|\u0085/)
    .map(line =>
      (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line)
        .replace(control, '')
        .replace(/^(\s*):(?=:)/, '$1: ')
        .replace(/##(?=\[)/g, '## '),
    );

const shortened = (text: string): string =>
  text.length <= MAX_MESSAGE
    ? text
    : `${text.slice(0, MAX_MESSAGE - 60)}… (${
        text.length
      } characters in all; see the log)`;

/** A log with its own count of annotations: one per step. */
export function createLog(): Log {
  const used: Record<Level, number> = { notice: 0, warning: 0, error: 0 };
  const print = (text: string) => {
    for (const line of harmlessLines(text)) info(line);
  };
  const annotate =
    (level: Level) =>
    (text: string, place: AnnotationPlace = {}) => {
      used[level] += 1;
      const clean = redact(text);
      if (used[level] > MAX_ANNOTATIONS) {
        print(`${level}: ${clean}`);
        return;
      }
      if (clean.length > MAX_MESSAGE) print(clean);
      annotations[level](shortened(clean), {
        ...place,
        title: place.title && redact(place.title),
      });
    };
  return {
    info: print,
    debug: text => debug(redact(text)),
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    group: (title, lines) => {
      startGroup(harmlessLines(title).join(' '));
      lines.forEach(print);
      endGroup();
    },
  };
}
