import { printable } from './printable';

/** More would only be a way to fill a page. */
const MOST_LINES = 50;

const lineText = (text: string): string =>
  printable(text.trim(), 1000)
    .replace(/[\\`*_{}[\]()#+!|~$<>&-]/g, character =>
      character === '<' || character === '>' || character === '&'
        ? { '<': '&lt;', '>': '&gt;', '&': '&amp;' }[character]
        : `\\${character}`,
    )
    // GitHub links `#12`, `@team` and addresses in the rendered text, where backslashes are gone:
    // an invisible word joiner keeps it from doing so.
    .replace(/#(?=\d)/g, '#&#8288;')
    .replace(/@(?=\w)/g, '@&#8288;')
    .replace(/(https?|ftp):\/\//gi, '$1:&#8288;//')
    .replace(/www\./gi, 'www&#8288;.');

/**
 * `text` as GitHub Markdown that shows exactly these characters, also inside a table cell: no
 * formatting, link, mention or HTML can come out of it. It stays one line of Markdown: what is on
 * several lines is parted by `<br>`, without blank lines and indentation.
 */
export const markdownText = (text: string): string =>
  text
    .split(/\r?\n/)
    .filter((line, _, lines) => lines.length === 1 || line.trim() !== '')
    .slice(0, MOST_LINES)
    .map(lineText)
    .join('<br>');

/**
 * `text` as inline code; it may itself hold backticks. A table cell needs its pipes escaped, which would
 * show anywhere else.
 */
export const markdownCode = (text: string): string => {
  const shown = printable(text, 1000);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(r => r.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${shown || ' '}${pad}${fence}`;
};
