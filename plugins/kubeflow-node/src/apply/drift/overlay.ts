import { parseQuantity } from '@kubeflow-fleet/plugin-kubeflow-common';
import { itemKeyOf } from '../diff/listKeys';
import { valueText } from '../diff/valueText';
import type { ManifestObject } from '../manifest';
import { fields } from '../status/liveValue';

const isContainer = (value: unknown) =>
  typeof value === 'object' && value !== null;

const isMap = (value: unknown) => isContainer(value) && !Array.isArray(value);

/** The server writes quantities in its own form: `1` for `1000m`. Versions and names are compared as they are. */
const isSameQuantity = (live: unknown, wanted: unknown) => {
  // A map or a list is no quantity, and may not even be a text.
  if (isContainer(live) || isContainer(wanted)) return false;
  const [a, b] = [String(live), String(wanted)];
  const hasUnit = [a, b].some(text => /^\d+(\.\d+)?(m|[kMGTPE]i?)$/.test(text));
  return hasUnit && amountOf(a) !== undefined && amountOf(a) === amountOf(b);
};

const amountOf = (text: string): number | undefined => {
  try {
    return parseQuantity(text);
  } catch {
    // It is some other text.
    return undefined;
  }
};

const overLists = (
  live: readonly unknown[],
  wanted: readonly unknown[],
  field: string,
): readonly unknown[] => {
  const key = itemKeyOf(field, live, wanted);
  if (!key) {
    // Items without a key have no identity: of a list of another length all of it is another.
    return live.length === wanted.length
      ? wanted.map((item, index) => overValue(live[index], item, field))
      : wanted;
  }
  const byKey = new Map(wanted.map(item => [key(item), item]));
  const known = new Set(live.map(key));
  return [
    ...live.map(item => overValue(item, byKey.get(key(item)), field)),
    ...wanted.filter(item => !known.has(key(item))),
  ];
};

const overValue = (live: unknown, wanted: unknown, field: string): unknown => {
  if (wanted === undefined || wanted === null) return live;
  if (Array.isArray(live) && Array.isArray(wanted)) {
    return overLists(live, wanted, field);
  }
  if (!isMap(live) || !isMap(wanted)) {
    return isSameQuantity(live, wanted) ? live : wanted;
  }
  const members = fields(live);
  const changed = Object.entries(fields(wanted)).map(([name, member]) => [
    name,
    overValue(
      Object.hasOwn(members, name) ? members[name] : undefined,
      member,
      name,
    ),
  ]);
  return { ...members, ...Object.fromEntries(changed) };
};

/** True when the live value is all that the manifest says; what the manifest does not speak of may be anything. */
export const isCovered = (
  live: unknown,
  wanted: unknown,
  field: string,
): boolean => valueText(overValue(live, wanted, field)) === valueText(live);

/**
 * The live object with what the manifest says put over it: what an apply would make of it, as far as it can be told
 * without asking the server. What the manifest does not speak of stays.
 */
export const overlay = (
  live: ManifestObject,
  wanted: ManifestObject,
): ManifestObject => {
  const { status, ...spoken } = wanted;
  const { name, namespace } = live.metadata;
  // A namespace that is written for a cluster-scoped object does not count.
  const metadata = { ...wanted.metadata, name, namespace };
  return overValue(live, { ...spoken, metadata }, '') as ManifestObject;
};
