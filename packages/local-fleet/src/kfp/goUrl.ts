/**
 * Decodes as Go's `url.QueryUnescape`: `+` is a space, and a bad escape is an error that quotes it.
 *
 * @throws Error with Go's text, such as `invalid URL escape "%zz"`.
 */
export const queryUnescape = (text: string): string => {
  const bad = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(text)?.[0];
  if (bad !== undefined) {
    throw new Error(`invalid URL escape ${JSON.stringify(bad)}`);
  }
  return Buffer.from(
    text
      .replace(/\+/g, ' ')
      .replace(/[^%]+/g, part => encodeURIComponent(part))
      .replace(/%([0-9a-fA-F]{2})/g, (_match, hex: string) =>
        String.fromCharCode(parseInt(hex, 16)),
      ),
    'latin1',
  ).toString('utf8');
};
