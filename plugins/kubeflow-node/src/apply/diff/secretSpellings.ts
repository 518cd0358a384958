/** Shorter texts occur by chance: they are only hidden where they are known to be secret. */
const SHORTEST = 4;
/** From this on, a value is also looked for inside larger base64 texts. */
const SHORTEST_EMBEDDED = 6;
/** A larger value (a file, a keystore) is looked for whole: every spelling of it would take megabytes. */
const LARGEST_SPELT = 16 * 1024;
const LINE_LENGTHS = [64, 76] as const;

const base64Pieces = (bytes: Buffer, alphabet: BufferEncoding): string[] =>
  bytes.length < SHORTEST_EMBEDDED
    ? []
    : [0, 1, 2].map(shift => {
        const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
        const text = shifted.toString(alphabet).replace(/=+$/, '');
        // The edges also hold bits of what stands before and after.
        const from = shift === 0 ? 0 : shift + 1;
        return text.slice(from, shifted.length % 3 === 0 ? undefined : -1);
      });

const wrapped = (text: string): string[] =>
  LINE_LENGTHS.flatMap(length =>
    text.length > length
      ? text.match(new RegExp(`.{1,${length}}`, 'g')) ?? []
      : [],
  );

const base64Spellings = (bytes: Buffer): string[] => {
  const whole = bytes.toString('base64');
  return [
    whole,
    bytes.toString('base64url'),
    ...base64Pieces(bytes, 'base64'),
    ...base64Pieces(bytes, 'base64url'),
    ...wrapped(whole).filter(line => line.length >= SHORTEST_EMBEDDED * 2),
  ];
};

const hexSpellings = (bytes: Buffer): string[] => {
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase()];
};

/** Lone surrogates cannot be encoded. */
const uriSpellings = (text: string): string[] => {
  const uri = encodeURIComponent(text.toWellFormed());
  const strict = uri.replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const both = [uri, strict];
  return [
    ...both,
    ...both.map(one => one.replaceAll('%20', '+')),
    ...both.map(one => one.replace(/%../g, code => code.toLowerCase())),
  ];
};

const codePoint = (char: string) =>
  `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

const jsonSpellings = (text: string): string[] => {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, codePoint);
  // Go's encoder, and with it all of Kubernetes, escapes what HTML could misread.
  const all = [json, ascii].flatMap(one => [
    one,
    one.replace(/[<>&\u2028\u2029]/g, codePoint),
    one.replaceAll('/', '\\/'),
  ]);
  return [...all, ...all.map(one => JSON.stringify(one).slice(1, -1))];
};

const XML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

const xmlSpellings = (text: string): string[] => {
  const plain = text.replace(/[&<>]/g, char => XML[char] ?? char);
  return [
    plain,
    plain.replaceAll('"', '&quot;'),
    plain.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
    plain.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    plain.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
  ];
};

const quotedSpellings = (text: string): string[] => [
  text.replaceAll("'", `'\\''`),
  text.replaceAll("'", `'"'"'`),
  text.replaceAll("'", "''"),
  text.replace(/[$`"\\]/g, '\\$&'),
  text.replace(/[^\w@%+=:,./-]/g, '\\$&'),
];

const largeSpellings = (bytes: Buffer): string[] => [
  bytes.toString(),
  bytes.toString('base64'),
  bytes.toString('base64url'),
];

const spellingsOf = (bytes: Buffer): string[] => {
  if (bytes.length > LARGEST_SPELT) return largeSpellings(bytes);
  const text = bytes.toString();
  const isText = Buffer.from(text).equals(bytes);
  return [
    ...base64Spellings(bytes),
    // A value of `data` that is shown in JSON which is itself encoded.
    ...base64Spellings(Buffer.from(bytes.toString('base64'))),
    ...hexSpellings(bytes),
    ...(isText
      ? [
          text,
          ...uriSpellings(text),
          ...jsonSpellings(text),
          ...xmlSpellings(text),
          ...quotedSpellings(text),
        ]
      : []),
  ];
};

/** Every spelling under which a secret value may turn up; none of what is too short to be told from chance. */
export const secretSpellings = (bytes: Buffer): readonly string[] =>
  bytes.length < SHORTEST
    ? []
    : [...new Set(spellingsOf(bytes))].filter(text => text.length >= SHORTEST);
