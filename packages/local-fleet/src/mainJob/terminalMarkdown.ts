import { stripVTControlCharacters } from 'node:util';
import { inlineToTerminal } from './inlineMarkdown';
import { mermaidToTerminal } from './mermaidText';
import type { TerminalStyle } from './terminalStyle';

const width = (text: string) => [...stripVTControlCharacters(text)].length;
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

const tableLines = (
  rows: readonly string[],
  style: TerminalStyle,
): string[] => {
  const cells = rows
    .filter((row, index) => !(index === 1 && isRule(row)))
    .map(row => cellsOf(row).map(cell => inlineToTerminal(cell, style)));
  const columns = Math.max(...cells.map(row => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map(row => width(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    `  ${widths
      .map((w, column) => pad(row[column] ?? '', w))
      .join('  ')}`.trimEnd();
  const [head = [], ...body] = cells;
  return [
    style.bold(line(head)),
    style.dim(`  ${widths.map(w => '─'.repeat(w)).join('  ')}`),
    ...body.map(line),
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
 * left out. Understands what our actions write, not all of Markdown.
 */
export const markdownToTerminal = (
  markdown: string,
  style: TerminalStyle,
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
