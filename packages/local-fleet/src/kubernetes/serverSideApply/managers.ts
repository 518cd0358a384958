import { asObject, asString } from '../json';
import type { JsonObject } from '../json';
import { FieldSet } from './fieldSet';

/** Who wrote fields, and how. */
export interface ManagerIdentity {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource?: string;
}

/** One entry of `metadata.managedFields`. */
export interface ManagedEntry extends ManagerIdentity {
  readonly time?: string;
  readonly fields: FieldSet;
}

/** Entries by {@link managerKey}. */
export type ManagedFields = ReadonlyMap<string, ManagedEntry>;

/** An applier is the same manager in every version of the API; an updater is not. */
export const managerKey = (identity: ManagerIdentity) =>
  JSON.stringify([
    identity.manager,
    identity.operation,
    identity.operation === 'Apply' ? '' : identity.apiVersion,
    identity.subresource ?? '',
  ]);

const decodeEntry = (entry: JsonObject): ManagedEntry => ({
  manager: asString(entry.manager) ?? 'unknown',
  operation: entry.operation === 'Apply' ? 'Apply' : 'Update',
  apiVersion: asString(entry.apiVersion) ?? '',
  ...(asString(entry.subresource) && {
    subresource: asString(entry.subresource),
  }),
  ...(asString(entry.time) && { time: asString(entry.time) }),
  fields: FieldSet.fromFieldsV1(entry.fieldsV1),
});

const isResetMarker = (entries: readonly unknown[]) =>
  entries.length === 1 && Object.keys(asObject(entries[0])).length === 0;

/** Reads `metadata.managedFields`; `[]` and `[{}]` reset it. */
export const decodeManagedFields = (value: unknown): ManagedFields => {
  const entries = Array.isArray(value) ? value : [];
  if (isResetMarker(entries)) return new Map();
  return new Map(
    entries
      .map(entry => decodeEntry(asObject(entry)))
      .map(entry => [managerKey(entry), entry]),
  );
};

const compareText = (left: string, right: string) => {
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

const order = (left: ManagedEntry, right: ManagedEntry) =>
  compareText(left.operation, right.operation) ||
  compareText(left.time ?? '', right.time ?? '') ||
  compareText(left.manager, right.manager) ||
  compareText(left.apiVersion, right.apiVersion) ||
  compareText(left.subresource ?? '', right.subresource ?? '');

/** Writes `metadata.managedFields` in the real server's order. */
export const encodeManagedFields = (managed: ManagedFields): JsonObject[] =>
  [...managed.values()]
    .filter(entry => !entry.fields.isEmpty())
    .sort(order)
    .map(entry => ({
      manager: entry.manager,
      operation: entry.operation,
      apiVersion: entry.apiVersion,
      ...(entry.time && { time: entry.time }),
      fieldsType: 'FieldsV1',
      fieldsV1: entry.fields.toFieldsV1(),
      ...(entry.subresource && { subresource: entry.subresource }),
    }));
