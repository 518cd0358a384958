import { createHash } from 'node:crypto';
import type { ManagedFields } from '../api/objectApi';
import { FIELD_MANAGER } from '../contract';

/** Entries of what we applied; one per subresource, most often exactly one. */
export const ownEntries = (
  managedFields: readonly ManagedFields[] | undefined,
): readonly ManagedFields[] =>
  (managedFields ?? []).filter(
    ({ manager, operation }) =>
      manager === FIELD_MANAGER && operation === 'Apply',
  );

const canonical = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  // Entries instead of an object: names such as `1` would be put in front by JSON.stringify.
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, member]) => [name, canonical(member)]);
};

/**
 * Digest of the fields that we own, which changes when somebody else sets or removes one of them, and only then: the
 * order of names and the time of applying do not count. Undefined when we own nothing, so that it equals no
 * recorded digest.
 */
export const ownedDigest = (
  managedFields: readonly ManagedFields[] | undefined,
): string | undefined => {
  const entries = ownEntries(managedFields)
    .map(({ subresource = '', apiVersion, fieldsV1 = {} }) => [
      subresource,
      apiVersion,
      canonical(fieldsV1),
    ])
    .sort(([a], [b]) => String(a).localeCompare(String(b)));
  if (entries.length === 0) return undefined;
  return createHash('sha256')
    .update(JSON.stringify(entries))
    .digest('base64url')
    .slice(0, 22);
};
