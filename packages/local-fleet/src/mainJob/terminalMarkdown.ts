import { stripVTControlCharacters } from 'node:util';
import { inlineToTerminal } from './inlineMarkdown';
import { mermaidToTerminal } from './mermaidText';
import type { TerminalStyle } from './terminalStyle';

/** Columns of a terminal; emoji take two. */
const width = (text: string) =>
  [...stripVTControlCharacters(text)].reduce(
    (sum, character) =>
      sum + (/\p{Emoji_Presentation}/u.test(character) ? 2 : 1),
    0,
  );
const pad = (text: string, columns: number) =>
  text + ' '.repeat(Math.max(0, columns - width(text)));

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim());

const isRule = (row: string) =>
  /^\|?[\s:|-]+\|?$/.test(row) && row.includes('-');

/** Lines of at most `columns`, broken between words where that is possible. */
const wrap = (text: string, columns: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

const GAP = 2;

/** Width of each column; when the table is too wide, the widest column gives way. */
const columnWidths = (
  cells: readonly (readonly string[])[],
  terminal: number,
): number[] => {
  const columns = Math.max(...cells.map(row => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map(row => width(row[column] ?? ''))),
  );
  const total = widths.reduce((sum, w) => sum + w + GAP, 0);
  const widest = widths.indexOf(Math.max(...widths));
  if (total > terminal)
    widths[widest] = Math.max(12, widths[widest]! - (total - terminal));
  return widths;
};

const rowLines = (
  row: readonly string[],
  widths: readonly number[],
): string[] => {
  const cells = widths.map((w, column) => wrap(row[column] ?? '', w));
  const height = Math.max(...cells.map(cell => cell.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((w, column) => ' '.repeat(GAP) + pad(cells[column]?.[line] ?? '', w))
      .join('')
      .trimEnd(),
  );
};

const tableLines = (
  rows: readonly string[],
  style: TerminalStyle,
  terminal: number,
): string[] => {
  const cells = rows
    .filter((row, index) => !(index === 1 && isRule(row)))
    .map(row => cellsOf(row).map(cell => inlineToTerminal(cell, style)));
  const widths = columnWidths(cells, terminal);
  const [head = [], ...body] = cells;
  const rule = widths.map(w => ' '.repeat(GAP) + '─'.repeat(w)).join('');
  return [
    ...rowLines(head, widths).map(style.bold),
    style.dim(rule),
    ...body.flatMap(row => rowLines(row, widths)),
  ];
};

const fenceLines = (
  language: string,
  lines: readonly string[],
  style: TerminalStyle,
): string[] =>
  language === 'mermaid'
    ? [`  ${mermaidToTerminal(lines.join('\n'))}`]
    : lines.map(line => style.dim(`  │ ${line}`));

const textLine = (line: string, style: TerminalStyle): string | undefined => {
  const heading = /^(#+) (.*)$/.exec(line);
  if (heading) return style.bold(inlineToTerminal(heading[2] ?? '', style));
  if (/^<\/?details>$/.test(line)) return undefined;
  const title = /^<summary>(.*)<\/summary>$/.exec(line)?.[1];
  if (title !== undefined) return style.bold(inlineToTerminal(title, style));
  const bullet = /^(\s*)[-*] (.*)$/.exec(line);
  if (bullet)
    return `  ${bullet[1]}• ${inlineToTerminal(bullet[2] ?? '', style)}`;
  return inlineToTerminal(line, style);
};

/**
 * A job summary as a person reads it in a terminal: tables aligned, diagrams as a line of steps, HTML
 * left out, lines of tables at most `columns` wide. Understands what our actions write, not all of Markdown.
 */
export const markdownToTerminal = (
  markdown: string,
  style: TerminalStyle,
  columns = 110,
): string => {
  const lines = markdown.split(/\r?\n/);
  const shown: string[] = [];
  const put = (...added: string[]) => shown.push(...added);
  let index = 0;
  const takeWhile = (holds: (line: string) => boolean): string[] => {
    const start = index;
    while (index < lines.length && holds(lines[index]!)) index += 1;
    return lines.slice(start, index);
  };
  while (index < lines.length) {
    const line = lines[index]!;
    const fence = /^(`{3,})(\w*)$/.exec(line);
    if (fence) {
      index += 1;
      const inside = takeWhile(text => text !== fence[1]);
      index += 1;
      put(...fenceLines(fence[2] ?? '', inside, style));
    } else if (line.startsWith('|')) {
      put(
        ...tableLines(
          takeWhile(text => text.startsWith('|')),
          style,
          columns,
        ),
      );
    } else {
      index += 1;
      const text = textLine(line, style);
      if (text !== undefined) put(text);
    }
  }
  return shown
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
};
