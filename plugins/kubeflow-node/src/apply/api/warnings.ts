/**
 * Texts of `Warning` headers, which node:http joins with commas: `299 - "text", 299 - "text"`. Quotes in a text
 * are escaped, RFC 9110's predecessor 7234, 5.5.
 */
export const warningsOf = (header: string | undefined): readonly string[] =>
  [...(header ?? '').matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(match =>
    (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
