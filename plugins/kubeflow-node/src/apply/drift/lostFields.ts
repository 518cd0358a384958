import type { ManagedFields } from '../api/objectApi';
import { FIELD_MANAGER } from '../contract';
import { memberPath } from '../diff/fieldPath';
import { itemKeyOf } from '../diff/listKeys';
import type { ManifestObject } from '../manifest';
import { fields } from '../status/liveValue';
import { isCovered } from './overlay';
import {
  belowAll,
  belowField,
  itemOf,
  listShape,
  type FieldNode,
} from './fieldNode';
import { ownEntries } from './ownedFields';

/** A field of a manifest that we set once and that is no longer ours. */
export interface LostField {
  /** As `FieldChange.path`. */
  readonly path: string;
  /** Name of the field, of a list's item the list's. */
  readonly field: string;
  /** What the manifest says. */
  readonly wanted: unknown;
  /** What is there now, where the live object was given; undefined when nothing is. */
  readonly live: unknown;
  /** Who owns it now; absent when nobody does, because it was removed. */
  readonly manager?: string;
  /** When that manager last wrote, ISO 8601. */
  readonly time?: string;
}

/** Somebody else's fields at one place. */
interface Other {
  readonly entry: ManagedFields;
  readonly node: FieldNode;
}

interface Place {
  readonly path: string;
  readonly field: string;
  readonly wanted: unknown;
  readonly live: unknown;
  readonly ours: FieldNode | undefined;
  readonly others: readonly Other[];
  /** An item of a list that has keys: it is never owned as one. */
  readonly isKeyed?: boolean;
  /** False when the live object is not known. */
  readonly hasLive: boolean;
}

/** Members of `metadata` that identify the object or that only the server writes: nobody owns them. */
const UNOWNED_METADATA: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'generateName',
  'creationTimestamp',
  'uid',
  'resourceVersion',
  'generation',
  'managedFields',
  'selfLink',
]);
const UNOWNED_ROOT: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'status',
]);

const isUnowned = (path: string, name: string) =>
  (path === '' && UNOWNED_ROOT.has(name)) ||
  (path === 'metadata' && UNOWNED_METADATA.has(name));

const isLeaf = (node: FieldNode) => Object.keys(node).length === 0;

/** Without members the root is no leaf that owns everything: it owns nothing. */
const rootOf = (node: FieldNode): FieldNode | undefined =>
  isLeaf(node) ? undefined : node;

/**
 * True when an owned leaf stands for everything below it. A leaf is what is owned as one, and also what is left of a
 * map when nothing in it is ours any more: then somebody owns single members, or it is not what we applied.
 */
const isWhole = ({ wanted, live, others, field, isKeyed, hasLive }: Place) => {
  if (Array.isArray(wanted)) return true;
  if (isKeyed || others.some(({ node }) => !isLeaf(node))) return false;
  return !hasLive || isCovered(live, wanted, field);
};

const latest = (others: readonly Other[]): ManagedFields | undefined =>
  others
    .map(({ entry }) => entry)
    .sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1))[0];

class LossFinder {
  readonly lost: LostField[] = [];

  walk(place: Place): void {
    const { wanted, ours } = place;
    // A null says nothing of a field; the server keeps none of them.
    if (wanted === null || wanted === undefined) return;
    if (ours && typeof wanted !== 'object') return;
    if (ours && isLeaf(ours) && isWhole(place)) return;
    if (Array.isArray(wanted)) this.walkList(place, wanted);
    else if (typeof wanted === 'object' && Object.keys(wanted).length > 0) {
      this.walkMap(place);
    } else if (!ours) this.report(place);
  }

  private walkMap({ path, wanted, live, ours, others, hasLive }: Place) {
    for (const [name, member] of Object.entries(fields(wanted))) {
      if (isUnowned(path, name)) continue;
      this.walk({
        path: memberPath(path, name),
        field: name,
        wanted: member,
        live: ownMember(live, name),
        // Here a leaf is the map itself, without what is in it.
        ours: ours && !isLeaf(ours) ? belowField(ours, name) : undefined,
        others: belowAll(others, node => belowField(node, name)),
        hasLive,
      });
    }
  }

  private walkList(place: Place, wanted: readonly unknown[]) {
    const { ours, others, field, path } = place;
    const nodes = [...(ours ? [ours] : []), ...others.map(({ node }) => node)];
    // Nobody owns single items: the list is owned as one, or was never ours, as an empty one.
    if (!nodes.some(listShape)) {
      if (wanted.length > 0 || others.length > 0) this.report(place);
      return;
    }
    const live = Array.isArray(place.live) ? place.live : [];
    const key = itemKeyOf(field, wanted, live);
    wanted.forEach((item, index) => {
      const name = key?.(item);
      const below: Place = {
        path: `${path}[${name ?? index}]`,
        field,
        wanted: item,
        live: key ? live.find(one => key(one) === name) : live[index],
        ours: ours && itemOf(ours, item, index),
        others: belowAll(others, node => itemOf(node, item, index)),
        isKeyed: typeof item === 'object',
        hasLive: place.hasLive,
      };
      // An item that is gone is one loss, not one for each of its fields.
      if (!below.ours && below.others.length === 0) this.report(below);
      else this.walk(below);
    });
  }

  private report({ path, field, wanted, live, others }: Place) {
    const owner = latest(others);
    this.lost.push({
      path,
      field,
      wanted,
      live,
      ...(owner ? { manager: owner.manager, time: owner.time } : {}),
    });
  }
}

const ownMember = (map: unknown, name: string) => {
  const members = fields(map);
  return Object.hasOwn(members, name) ? members[name] : undefined;
};

/**
 * Fields of a manifest that somebody else owns now, or that were removed, as the live object's `managedFields` tell: the
 * drift that can be seen without the right to write. A field that another manager set to the very same value is still
 * ours and no loss. Sorted by path.
 *
 * Undefined when `managedFields` cannot tell: the manifest was never applied, or in another version of its API.
 *
 * @param live - For `LostField.live`; a metadata-only read does without.
 */
export const lostFields = (
  manifest: ManifestObject,
  managedFields: readonly ManagedFields[] | undefined,
  live?: ManifestObject,
): readonly LostField[] | undefined => {
  const own = ownEntries(managedFields).find(({ subresource }) => !subresource);
  if (!own || own.apiVersion !== manifest.apiVersion) return undefined;
  const others = (managedFields ?? [])
    .filter(
      entry =>
        !(entry.manager === FIELD_MANAGER && entry.operation === 'Apply'),
    )
    .flatMap(entry => {
      const node = rootOf(fields(entry.fieldsV1));
      return node ? [{ entry, node }] : [];
    });
  const finder = new LossFinder();
  finder.walk({
    path: '',
    field: '',
    wanted: manifest,
    live,
    hasLive: live !== undefined,
    ours: rootOf(fields(own.fieldsV1)),
    others,
  });
  return finder.lost.sort((a, b) => (a.path < b.path ? -1 : 1));
};
