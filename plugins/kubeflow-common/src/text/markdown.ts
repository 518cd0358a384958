import { printable } from './printable';

/**
 * `text` as GitHub Markdown that shows exactly these characters, also inside a table cell: no
 * formatting, link, mention, HTML or line break can come out of it.
 */
export const markdownText = (text: string): string =>
  printable(text, 1000)
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

/** `text` as inline code, also inside a table cell; it may itself hold backticks. */
export const markdownCode = (text: string): string => {
  const shown = printable(text, 1000).replace(/\|/g, '\\|');
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(r => r.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${shown || ' '}${pad}${fence}`;
};
