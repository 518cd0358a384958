import type { FieldChange } from '../changeSet';
import type { ManifestObject } from '../manifest';
import { fields } from '../status/liveValue';
import { memberPath } from './fieldPath';
import { itemKeyOf } from './listKeys';
import { isSecretPlace, NO_SECRETS, type Redactor } from './redactor';
import { withoutServerFields } from './serverFields';
import { shortenedPair, valueText } from './valueText';

export interface DiffOptions {
  /** Default: only what a Secret holds is kept back. */
  readonly redact?: Redactor;
}

/** One place of two objects. */
interface Place {
  readonly path: string;
  /** Name of the field that leads here, of a list's items the list's. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  /** All below is secret, whatever it is called. */
  readonly isSecret: boolean;
}

const HIDDEN = '***';

const isMap = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumber = (value: unknown) =>
  typeof value === 'number' || typeof value === 'bigint';

/** An integer is the same whether it was read as a number or as a bigint. */
const isEqual = (a: unknown, b: unknown) =>
  (typeof a === typeof b || (isNumber(a) && isNumber(b))) &&
  valueText(a) === valueText(b);

class ObjectDiff {
  private readonly changes: FieldChange[] = [];

  constructor(
    private readonly kind: string,
    private readonly redact: Redactor,
  ) {}

  of(before: ManifestObject, after: ManifestObject): readonly FieldChange[] {
    this.compare({
      path: '',
      field: '',
      before: withoutServerFields(before),
      after: withoutServerFields(after),
      isSecret: false,
    });
    return this.changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private compare(place: Place) {
    const { before, after } = place;
    if (Object.is(before, after)) return;
    if (isMap(before) && isMap(after)) this.compareMaps(place);
    else if (Array.isArray(before) && Array.isArray(after)) {
      this.compareLists(place, before, after);
    } else if (!isEqual(before, after)) {
      this.report(place);
    }
  }

  private compareMaps({ path, field, before, after, isSecret }: Place) {
    const a = fields(before);
    const b = fields(after);
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const below = memberPath(path, this.redact.text(name));
      this.compare({
        path: below,
        field: name,
        before: ownMember(a, name),
        after: ownMember(b, name),
        isSecret:
          isSecret ||
          (path === '' && this.isSecretData(name)) ||
          isSecretPlace(field, name, [a, b]),
      });
    }
  }

  private isSecretData(name: string) {
    return this.kind === 'Secret' && (name === 'data' || name === 'stringData');
  }

  private compareLists(
    place: Place,
    before: readonly unknown[],
    after: readonly unknown[],
  ) {
    const key = itemKeyOf(place.field, before, after);
    if (!key) {
      this.compareInPlace(place, before, after);
      return;
    }
    const old = new Map(before.map(item => [key(item), item]));
    const next = new Map(after.map(item => [key(item), item]));
    for (const name of new Set([...old.keys(), ...next.keys()])) {
      this.compare({
        ...place,
        path: `${place.path}[${this.redact.text(name)}]`,
        before: old.get(name),
        after: next.get(name),
      });
    }
    this.compareOrder(place, [...old.keys()], [...next.keys()]);
  }

  /** The order of init containers or of environment variables means something. */
  private compareOrder(
    place: Place,
    before: readonly string[],
    after: readonly string[],
  ) {
    const kept = before.filter(name => after.includes(name));
    const now = after.filter(name => before.includes(name));
    if (isEqual(kept, now)) return;
    this.report({
      ...place,
      path: `${place.path}[order]`,
      before: kept.join(' '),
      after: now.join(' '),
    });
  }

  private compareInPlace(
    place: Place,
    before: readonly unknown[],
    after: readonly unknown[],
  ) {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index += 1) {
      this.compare({
        ...place,
        path: `${place.path}[${index}]`,
        before: before[index],
        after: after[index],
      });
    }
  }

  private report({ path, field, before, after, isSecret }: Place) {
    const clear = [before, after].map(valueText);
    const clean = isSecret
      ? clear.map(text => (text === undefined ? undefined : HIDDEN))
      : [before, after].map(value => this.cleanText(value, field));
    const [was, is] = shortenedPair(clean[0], clean[1]);
    const redacted = isSecret || clean.some((text, at) => text !== clear[at]);
    this.changes.push({
      path,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
      ...(redacted ? { redacted: true } : {}),
    });
  }

  private cleanText(value: unknown, field: string): string | undefined {
    const text = valueText(this.redact.value(value, field));
    return text === undefined ? undefined : this.redact.text(text);
  }
}

const ownMember = (map: Readonly<Record<string, unknown>>, name: string) =>
  Object.hasOwn(map, name) ? map[name] : undefined;

/**
 * Fields in which two forms of one object differ, sorted by path. Items of lists are matched by their merge keys
 * (`containers[name="main"].image`), else by their places. What only the server writes is left out: managedFields,
 * versions, times, `status`. Something that is on one side only is one change with its whole content. Long values show
 * where they begin to differ. Secrets are shown as `***` with `redacted`: that they differ is told, how is not.
 */
export const diffObjects = (
  before: ManifestObject,
  after: ManifestObject,
  { redact = NO_SECRETS }: DiffOptions = {},
): readonly FieldChange[] =>
  new ObjectDiff(before.kind, redact).of(before, after);
