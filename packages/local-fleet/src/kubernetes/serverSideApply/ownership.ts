import { equal } from '../json';
import type { SchemaNode } from '../schema/schemaNode';
import type { FieldConflict } from './applyConflict';
import { applyConflict } from './applyConflict';
import type { Comparison } from './compare';
import { compare } from './compare';
import { FieldSet } from './fieldSet';
import type { ManagedEntry, ManagedFields, ManagerIdentity } from './managers';
import { managerKey } from './managers';
import { mergeApplied } from './merge';
import { removeFields } from './removeFields';
import { toFieldSet } from './toFieldSet';

/** What both kinds of write need to know. */
export interface OwnershipContext {
  readonly node: SchemaNode;
  readonly identity: ManagerIdentity;
  /** Time of a changed entry, RFC 3339. */
  readonly time: string;
  /** Top-level fields that this endpoint does not write (`status`, or everything but status). */
  readonly resetFields: readonly string[];
}

const NEVER_OWNED: FieldSet = FieldSet.fromFieldsV1({
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:clusterName': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
});

const filtered = (
  comparison: Comparison,
  names: readonly string[],
): Comparison => ({
  added: comparison.added.withoutFields(names),
  modified: comparison.modified.withoutFields(names),
  removed: comparison.removed.withoutFields(names),
});

const findConflicts = (
  managed: ManagedFields,
  key: string,
  changed: FieldSet,
): FieldConflict[] =>
  [...managed]
    .filter(([other]) => other !== key)
    .map(([, entry]) => ({
      entry,
      fields: entry.fields.intersection(changed),
    }))
    .filter(conflict => !conflict.fields.isEmpty());

/** Other managers lose what changed or went away. */
const takeFromOthers = (
  managed: ManagedFields,
  key: string,
  lost: FieldSet,
): Map<string, ManagedEntry> =>
  new Map(
    [...managed].map(([other, entry]) => [
      other,
      other === key
        ? entry
        : { ...entry, fields: entry.fields.difference(lost) },
    ]),
  );

const stripped = (set: FieldSet) => set.difference(NEVER_OWNED);

const withEntry = (
  managed: Map<string, ManagedEntry>,
  entry: ManagedEntry,
): Map<string, ManagedEntry> => {
  const key = managerKey(entry);
  if (entry.fields.isEmpty()) managed.delete(key);
  else managed.set(key, entry);
  return managed;
};

/** Ownership after a create, PUT or patch: the writer owns what it changed. */
export const ownershipAfterUpdate = (
  context: OwnershipContext,
  managed: ManagedFields,
  { live, next }: { readonly live: unknown; readonly next: unknown },
): ManagedFields => {
  const { node, identity, time } = context;
  const key = managerKey(identity);
  const changes = filtered(compare(node, live, next), context.resetFields);
  const written = changes.added.union(changes.modified);
  const others = takeFromOthers(managed, key, written.union(changes.removed));
  const before = managed.get(key);
  const fields = stripped(
    (before?.fields ?? new FieldSet())
      .difference(changes.removed)
      .union(written),
  );
  const hasWritten = !stripped(written).isEmpty();
  return withEntry(others, {
    ...identity,
    time: hasWritten ? time : before?.time,
    fields,
  });
};

interface Pruning {
  readonly node: SchemaNode;
  readonly merged: unknown;
  readonly managed: ManagedFields;
  readonly lastApplied: FieldSet;
}

/** Removes what the applier applied before and no longer does, unless another manager owns it too. */
const prune = ({ node, merged, managed, lastApplied }: Pruning): unknown => {
  if (lastApplied.isEmpty()) return merged;
  const named = (set: FieldSet) => set.withNamedParents(node);
  const all = named(toFieldSet(node, merged));
  const owned = [...managed.values()].reduce(
    (set, entry) => set.union(entry.fields),
    new FieldSet(),
  );
  const withoutLast = removeFields(node, merged, named(lastApplied));
  const keep = named(toFieldSet(node, withoutLast)).union(named(owned));
  const pruned = removeFields(node, merged, all.difference(keep));
  // What the last configuration never spoke about comes back, such as list elements inside removed fields.
  const dangling = all.difference(named(toFieldSet(node, pruned)));
  return removeFields(node, merged, dangling.intersection(named(lastApplied)));
};

/** Result of a server-side apply. */
export interface Applied {
  readonly object: unknown;
  readonly managed: ManagedFields;
}

/**
 * Merges an applied configuration into the live object; throws the 409 of {@link applyConflict} when it
 * would change another manager's fields, unless `force` gives them to the applier.
 */
export const applyConfiguration = (
  context: OwnershipContext,
  managed: ManagedFields,
  input: {
    readonly live: unknown;
    readonly applied: unknown;
    readonly force: boolean;
  },
): Applied => {
  const { node, identity, time, resetFields } = context;
  const key = managerKey(identity);
  const before = managed.get(key);
  const fields = toFieldSet(node, input.applied).withoutFields(resetFields);
  const declared = new Map(managed).set(key, { ...identity, time, fields });
  const lastApplied = before?.fields ?? new FieldSet();
  const merged = mergeApplied(node, input.live, input.applied);
  // Without a field that was applied before and is not now there is nothing to prune.
  const object = lastApplied.difference(fields).isEmpty()
    ? merged
    : prune({ node, merged, managed: declared, lastApplied });
  const changes = filtered(compare(node, input.live, object), resetFields);
  const changed = changes.added.union(changes.modified);
  const conflicts = findConflicts(managed, key, changed);
  if (conflicts.length > 0 && !input.force) throw applyConflict(conflicts);
  const others = takeFromOthers(declared, key, changed.union(changes.removed));
  return {
    object,
    managed: withEntry(others, {
      ...identity,
      // An apply that changes nothing but ownership has no time of its own.
      time: equal(input.live, object) ? before?.time : time,
      fields: stripped(fields),
    }),
  };
};
