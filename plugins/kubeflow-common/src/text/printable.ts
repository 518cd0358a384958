// Control and format characters, line separators and lone surrogates: what could forge a log line,
// start a workflow command or reorder the text on a screen.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const escape = (character: string) =>
  `\\u{${character.codePointAt(0)!.toString(16).padStart(4, '0')}}`;

/**
 * One line of `text` that is safe to show in a log or a message: control characters, line breaks
 * and bidirectional overrides become `\u{…}`; longer than `limit` characters is cut with `…`.
 */
export const printable = (text: string, limit = 200): string => {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  const cut =
    characters.length > limit
      ? `${characters.slice(0, limit).join('')}…`
      : characters.join('');
  return cut.replace(UNSAFE, escape);
};
