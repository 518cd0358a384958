import { gunzipSync, gzipSync } from 'node:zlib';
import { resourceKey } from '../manifest';
import type { IntendedWrite, InventoryEntry } from './contract';
import { formatWrites, parseWrites } from './entryLines';

/** All annotations of an object together may have 256 KiB. */
const LONGEST_NOTE = 150_000;

/** Uncompressed; a note that claims more is none of ours. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Intended writes as the text of an annotation; undefined when it would be too long for one. */
export const encodeIntent = (
  writes: readonly IntendedWrite[],
): string | undefined => {
  const text = gzipSync(formatWrites(writes)).toString('base64');
  return text.length <= LONGEST_NOTE ? text : undefined;
};

/** @throws Error for what {@link encodeIntent} did not write. */
export const decodeIntent = (text: string): IntendedWrite[] =>
  parseWrites(
    gunzipSync(Buffer.from(text, 'base64'), {
      maxOutputLength: MOST_BYTES,
    }).toString(),
  );

/** Both, each object once; what the first says of it counts. */
export const uniteWrites = (
  first: readonly IntendedWrite[],
  second: readonly IntendedWrite[],
): IntendedWrite[] => [
  ...new Map(
    [...second, ...first].map(write => [resourceKey(write.id), write]),
  ).values(),
];

/**
 * Entries after a write was intended and before its outcome is known: what an object holds is no longer known, and an
 * object without an entry gets one without a uid.
 */
export const withIntended = (
  entries: readonly InventoryEntry[],
  writes: readonly IntendedWrite[],
): InventoryEntry[] => {
  const byKey = new Map(entries.map(entry => [resourceKey(entry.id), entry]));
  for (const { id, before } of writes) {
    const key = resourceKey(id);
    const known = byKey.get(key);
    if (known?.uid) byKey.set(key, { id, uid: known.uid });
    else if (!known) byKey.set(key, { id, ...(before ? { before } : {}) });
  }
  return [...byKey.values()];
};
