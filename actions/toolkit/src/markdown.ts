/** Text that is Markdown already; a plain string is not, and is escaped wherever it is put in. */
export interface Markdown {
  readonly markdown: string;
}

/** What goes into a heading, paragraph or table cell. */
export type Inline = string | number | Markdown | undefined;

// Everything that starts markup in GitHub's Markdown, HTML included; also `@` and `#`, which would
// notify people and link issues, and `$`, which starts mathematics.
const special = /[\\`*_{}[\]()#+\-.!|~<>&@$:]/g;

const asEntity = (character: string) => `&#${character.codePointAt(0)};`;

// Control characters, and those that reorder or hide text.
// eslint-disable-next-line no-control-regex
const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text from outside as Markdown that shows exactly these characters, on one line. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(invisible, '')
    .replace(special, asEntity)
    .replace(/\s*[\r\n]+\s*/g, ' ');

/** Markdown of an inline value: strings are escaped. */
export const inline = (value: Inline): string => {
  if (value === undefined) return '';
  return typeof value === 'object'
    ? value.markdown
    : escapeMarkdown(String(value));
};

/** Markdown with values put in: md`**${name}** failed` escapes `name`, and keeps nested Markdown. */
export const md = (
  parts: TemplateStringsArray,
  ...values: readonly Inline[]
): Markdown => ({
  markdown: parts.reduce(
    (text, part, index) => `${text}${inline(values[index - 1])}${part}`,
  ),
});

/** Link to an http(s) address; anything else stays plain text. */
export const link = (text: Inline, url: string | undefined): Markdown => {
  if (!url || !/^https?:\/\//i.test(url)) return { markdown: inline(text) };
  const target = encodeURI(url)
    .replace(/%25([0-9a-f]{2})/gi, '%$1')
    .replace(
      /[()<>|]/g,
      character => `%${character.charCodeAt(0).toString(16)}`,
    );
  return { markdown: `[${inline(text)}](${target})` };
};

/** Text in a code span, whatever it contains. */
export const code = (text: string): Markdown => ({
  markdown: `<code>${escapeMarkdown(text)}</code>`,
});
