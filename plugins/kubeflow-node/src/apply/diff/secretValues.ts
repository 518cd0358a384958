import type { ManifestObject } from '../manifest';
import { fields } from '../status/liveValue';

/** Parts of a value are less certainly secret than the whole: only long ones are looked for on their own. */
const SHORTEST_PART = 8;

/** Parts of one value that are looked for: of a file of a thousand lines the first ones. */
const MOST_PARTS = 200;

const jsonTexts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(jsonTexts)
    : [];
};

const parsed = (text: string): unknown => {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // It only looked like JSON.
    return undefined;
  }
};

/** Lines, values of `name=value` and texts of JSON: what a program takes out of a value and shows alone. */
const partsOf = (text: string): string[] => {
  const lines = text.split(/\r?\n/).map(line => line.trim());
  const settings = lines.map(
    line => /^[\w.-]+\s*[=:]\s*["']?(.+?)["']?$/.exec(line)?.[1] ?? '',
  );
  const isMultiLine = lines.length > 1;
  return [
    ...(isMultiLine ? lines : []),
    ...settings,
    ...jsonTexts(parsed(text)),
  ]
    .filter(part => part.length >= SHORTEST_PART && !part.startsWith('-----'))
    .slice(0, MOST_PARTS);
};

const withParts = (bytes: Buffer): Buffer[] => {
  const text = bytes.toString();
  return [
    bytes,
    ...[text.trim(), ...partsOf(text)].map(part => Buffer.from(part)),
  ];
};

/** As Go's decoder takes it: padded, line ends anywhere. */
export const isBase64 = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  const text = value.replace(/[\r\n]/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
};

/** Values of a Secret, decoded, and what they are made of; none of any other kind. */
export const secretValues = (object: ManifestObject): readonly Buffer[] => {
  if (object.kind !== 'Secret') return [];
  const data = Object.values(fields(object.data)).map(value =>
    Buffer.from(String(value), 'base64'),
  );
  const plain = [
    ...Object.values(fields(object.stringData)),
    // What the server will refuse, and may quote.
    ...Object.values(fields(object.data)).filter(value => !isBase64(value)),
  ].map(value => Buffer.from(String(value)));
  return [...data, ...plain].flatMap(withParts);
};
