import type { TerminalStyle } from './terminalStyle';

const entities = (text: string) =>
  text
    .replace(/&#(\d+);/g, (_all, code: string) =>
      String.fromCodePoint(Number(code)),
    )
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');

/** Bold, code, links, escapes and entities of one line of Markdown, for a terminal. */
export const inlineToTerminal = (
  markdown: string,
  style: TerminalStyle,
): string => {
  const spans: string[] = [];
  // Code is taken out first: nothing in it is Markdown.
  const held = markdown.replace(
    /(`+)(.+?)\1(?!`)/g,
    (_all, _fence, code: string) => {
      spans.push(style.bold(code.replace(/^ (.*) $/, '$1')));
      return `\uE000${spans.length - 1}\uE000`;
    },
  );
  return entities(
    held
      .replace(/<br\s*\/?>/g, ' ')
      .replace(/<\/?[a-z][^>]*>/gi, '')
      .replace(/\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)/g, (_all, text, url) =>
        text === url ? url : `${text} (${url})`,
      )
      .replace(/\*\*(.+?)\*\*/g, (_all, text: string) => style.bold(text))
      .replace(/\\([!-/:-@[-`{-~])/g, '$1'),
  ).replace(/\uE000(\d+)\uE000/g, (_all, index) => spans[Number(index)] ?? '');
};
