import type { Manifest, ManifestObject } from '../manifest';
import { fields } from '../status/liveValue';
import { secretSpellings } from './secretSpellings';
import { secretValues } from './secretValues';

/** Takes secrets out of whatever is shown. */
export interface Redactor {
  /** The text with `***` in place of every secret, in whichever encoding. */
  text(text: string): string;
  /** A copy whose texts hold no secret; `field` is the name of the field that holds the value. */
  value(value: unknown, field?: string): unknown;
}

const HIDDEN = '***';

/** Names that say that their value is one, where it stands open: `DB_PASSWORD`, `api-key`. */
const SECRET_NAME =
  /pass(word|wd|phrase)|(secret|access|private|api|signing|encryption)[-_.]?(access[-_.]?)?key$|secret$|token$|credentials?$/i;

/**
 * True for a member whose value is secret by its name: an environment variable, or a member of a ConfigMap's data or of the
 * annotations. `maps` are the forms of the object that has the member.
 */
export const isSecretPlace = (
  field: string,
  name: string,
  maps: readonly Readonly<Record<string, unknown>>[],
): boolean => {
  if (field === 'env' && name === 'value') {
    return maps.some(map => SECRET_NAME.test(String(map.name ?? '')));
  }
  return (
    (field === 'data' || field === 'annotations') && SECRET_NAME.test(name)
  );
};

type Interval = [from: number, to: number];

/** Occurrences overlap (one secret may begin within another), so they are joined before anything is replaced. */
const joined = (intervals: Interval[]): Interval[] => {
  const result: Interval[] = [];
  for (const [from, to] of intervals.sort(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
};

const occurrences = (text: string, spellings: readonly string[]) => {
  const found: Interval[] = [];
  for (const spelling of spellings) {
    let at = text.indexOf(spelling);
    while (at >= 0) {
      found.push([at, at + spelling.length]);
      at = text.indexOf(spelling, at + 1);
    }
  }
  return joined(found);
};

class ValueRedactor implements Redactor {
  constructor(private readonly spellings: readonly string[]) {}

  text(text: string): string {
    let clean = '';
    let from = 0;
    for (const [start, end] of occurrences(text, this.spellings)) {
      clean += text.slice(from, start) + HIDDEN;
      from = end;
    }
    return clean + text.slice(from);
  }

  value(value: unknown, field = ''): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number' || typeof value === 'bigint') {
      const text = String(value);
      return this.text(text) === text ? value : HIDDEN;
    }
    if (Array.isArray(value)) return value.map(item => this.value(item, field));
    return typeof value === 'object' && value !== null
      ? this.members(fields(value), field)
      : value;
  }

  private members(map: Readonly<Record<string, unknown>>, field: string) {
    return Object.fromEntries(
      Object.entries(map).map(([name, member]) => [
        this.text(name),
        isSecretPlace(field, name, [map]) ? HIDDEN : this.value(member, name),
      ]),
    );
  }
}

/**
 * A redactor of everything that the Secrets among these hold, whatever else is given. A value is found in any of its
 * encodings (base64 at any offset and twice, base64url, hex, URI, JSON, XML, shell quoting), whole or one of its lines,
 * inside any other text; values of less than 4 bytes only where their place says that they are secret.
 */
export const createRedactor = (
  sources: readonly (Manifest | ManifestObject)[],
): Redactor => {
  const objects = sources.flatMap((source): ManifestObject[] => {
    if (!('source' in source && 'digest' in source)) {
      return [source as ManifestObject];
    }
    const { id, object } = source as Manifest;
    return id.kind === 'Secret' ? [object()] : [];
  });
  const values = objects.flatMap(object => [...secretValues(object)]);
  const unique = new Map(values.map(value => [value.toString('hex'), value]));
  return new ValueRedactor([
    ...new Set([...unique.values()].flatMap(secretSpellings)),
  ]);
};

/** Knows no secret by its value. */
export const NO_SECRETS: Redactor = createRedactor([]);
