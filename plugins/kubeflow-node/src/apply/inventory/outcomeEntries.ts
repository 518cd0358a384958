import { resourceKey, type Manifest } from '../manifest';
import type {
  IntendedWrite,
  InventoryEntry,
  InventoryOutcome,
} from './contract';
import { withIntended } from './intent';

/** What is known of a deploy so far. */
export interface Progress {
  readonly intended: readonly IntendedWrite[];
  readonly outcome: InventoryOutcome;
}

export const NO_OUTCOME: InventoryOutcome = {
  applied: [],
  removed: [],
  untouched: [],
};

/**
 * The entries after a deploy. What was intended and is neither applied nor certainly untouched has become uncertain;
 * an object whose deletion is not confirmed stays.
 */
export const entriesAfter = (
  base: readonly InventoryEntry[],
  { intended, outcome }: Progress,
  digestOf: (manifest: Manifest) => string,
): InventoryEntry[] => {
  const untouched = new Set(outcome.untouched.map(resourceKey));
  const entries = new Map(
    withIntended(
      base,
      intended.filter(({ id }) => !untouched.has(resourceKey(id))),
    ).map(entry => [resourceKey(entry.id), entry]),
  );
  for (const { id, uid } of outcome.removed) {
    const key = resourceKey(id);
    const known = entries.get(key);
    if (!uid || !known?.uid || known.uid === uid) entries.delete(key);
  }
  for (const { manifest, uid, owned } of outcome.applied) {
    entries.set(resourceKey(manifest.id), {
      id: manifest.id,
      uid,
      digest: digestOf(manifest),
      ...(owned ? { owned } : {}),
    });
  }
  return [...entries.values()];
};
