/** Escape sequences of a terminal, or none. */
export interface TerminalStyle {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const sgr = (on: number, off: number) => (text: string) =>
  text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;

const coloured: TerminalStyle = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  green: sgr(32, 39),
  red: sgr(31, 39),
  yellow: sgr(33, 39),
};

const same = (text: string) => text;

/** Text as it is. */
export const plainStyle: TerminalStyle = {
  bold: same,
  dim: same,
  green: same,
  red: same,
  yellow: same,
};

/** Colours for a terminal that wants them (see no-color.org), plain text for a pipe or a file. */
export const styleFor = (
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): TerminalStyle =>
  stream.isTTY && !env.NO_COLOR && env.TERM !== 'dumb' ? coloured : plainStyle;
