import type { LogLine } from '../runner/contract';
import { markdownToTerminal } from './terminalMarkdown';
import type { TerminalStyle } from './terminalStyle';

/** Writes what a job does for a person at a terminal. */
export interface JobPrinter {
  heading(text: string): void;
  text(text: string): void;
  /** A line of a step's log; groups are indented. */
  line(line: LogLine): void;
  /** Markdown of a job summary. */
  summary(markdown: string): void;
  /** The machine-readable last line. */
  result(value: object): void;
}

const SIGNS = { error: '✗', warning: '!', notice: 'i' } as const;

/** `write` gets whole lines with their ends; tables are at most `columns` wide. */
export const createJobPrinter = (
  write: (text: string) => void,
  style: TerminalStyle,
  columns?: number,
): JobPrinter => {
  let depth = 1;
  const put = (text: string) => write(`${text}\n`);
  const indented = (text: string) =>
    text
      .split('\n')
      .map(line => `${'  '.repeat(depth)}${line}`.trimEnd())
      .join('\n');
  const paint = { error: style.red, warning: style.yellow, notice: style.bold };
  return {
    heading: text => put(`\n${style.bold(`▶ ${text}`)}`),
    text: put,
    line: ({ kind, text }) => {
      switch (kind) {
        case 'group':
          depth = 1;
          put(indented(style.bold(`▸ ${text}`)));
          depth = 2;
          break;
        case 'endgroup':
          depth = 1;
          break;
        case 'text':
          put(indented(text));
          break;
        case 'debug':
          put(indented(style.dim(text)));
          break;
        default:
          put(indented(paint[kind](`${SIGNS[kind]} ${text}`)));
      }
    },
    summary: markdown => put(markdownToTerminal(markdown, style, columns)),
    result: value => put(JSON.stringify(value)),
  };
};
