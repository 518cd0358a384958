import {
  markdownCode,
  markdownText,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { redact } from './secrets';

/** Text that is Markdown already; a plain string is not, and is escaped wherever it is put in. */
export interface Markdown {
  readonly markdown: string;
}

/** What goes into a heading, paragraph or table cell. */
export type Inline = string | number | Markdown | undefined;

/** Markdown of an inline value: strings lose their secrets, which escapes would hide from a later look, and are escaped. */
export const inline = (value: Inline): string => {
  if (value === undefined) return '';
  return typeof value === 'object'
    ? value.markdown
    : markdownText(redact(String(value)));
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

/** Inline values one after the other. */
export const joined = (
  values: readonly Inline[],
  separator: string,
): Markdown => ({ markdown: values.map(inline).join(separator) });

/** Link to an http(s) address; anything else stays plain text. */
export const link = (text: Inline, url: string | undefined): Markdown => {
  if (!url || !URL.canParse(url) || !/^https?:/.test(new URL(url).protocol)) {
    return { markdown: inline(text) };
  }
  const target = new URL(url).href.replace(
    /[()<>|\\`\s]/g,
    character => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return { markdown: `[${inline(text)}](${target})` };
};

/** Text in a code span, whatever it contains. */
export const code = (text: string): Markdown => ({
  markdown: markdownCode(redact(text)),
});

/** Text inside HTML, where Markdown's own escapes would show. */
export const htmlText = (text: string): string =>
  redact(text).replace(
    /[^\w ./:,-]/gu,
    character => `&#${character.codePointAt(0)};`,
  );
