import { ownedDigest } from '../drift/ownedFields';
import type { InventoryEntry, Inventory, Members } from '../inventory/contract';
import { resourceKey, type Manifest } from '../manifest';

/**
 * Manifests whose objects are exactly as we left them, so that nothing needs to be asked or sent: the inventory recorded
 * this very manifest, the live object is the one that was recorded, and we own what we owned then, so nobody
 * has changed a field of ours.
 */
export const untouchedManifests = (
  manifests: readonly Manifest[],
  inventory: Pick<Inventory, 'entries' | 'digestOf'>,
  { byKey }: Pick<Members, 'byKey'>,
): ReadonlySet<Manifest> => {
  const entries = new Map<string, InventoryEntry>(
    inventory.entries.map(entry => [resourceKey(entry.id), entry]),
  );
  return new Set(
    manifests.filter(manifest => {
      const key = resourceKey(manifest.id);
      const entry = entries.get(key);
      const live = byKey.get(key);
      return (
        entry?.uid !== undefined &&
        entry.uid === live?.uid &&
        live.deletionTimestamp === undefined &&
        entry.owned !== undefined &&
        entry.owned === ownedDigest(live.managedFields) &&
        entry.digest === inventory.digestOf(manifest)
      );
    }),
  );
};
