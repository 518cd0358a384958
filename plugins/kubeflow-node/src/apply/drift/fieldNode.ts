import { fields } from '../status/liveValue';

/**
 * A node of `fieldsV1`: `f:NAME` a field, `k:{…}` an item by its keys, `v:VALUE` an item of a set, `i:N` an item by
 * its place, `.` the node itself. Without members it is a leaf: everything at and below it is owned.
 */
export type FieldNode = Readonly<Record<string, unknown>>;

const isLeaf = (node: FieldNode) => Object.keys(node).length === 0;

const childOf = (node: FieldNode, name: string): FieldNode | undefined =>
  Object.hasOwn(node, name) ? fields(node[name]) : undefined;

/** The node of a field; a leaf stands for all that is below it. */
export const belowField = (
  node: FieldNode,
  name: string,
): FieldNode | undefined => (isLeaf(node) ? node : childOf(node, `f:${name}`));

/** True when items of a list are owned one by one. */
export const listShape = (node: FieldNode): boolean =>
  Object.keys(node).some(name => /^[kvi]:/.test(name));

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not of a server's making: it matches nothing.
    return undefined;
  }
};

const isSameScalar = (a: unknown, b: unknown) => String(a) === String(b);

/** Keys that the manifest leaves out have their default in the live object, such as `protocol: TCP`. */
const hasKeys = (item: unknown, keys: unknown) => {
  const members = fields(item);
  const entries = Object.entries(fields(keys));
  const given = entries.filter(([name]) => members[name] !== undefined);
  return (
    given.length > 0 &&
    given.every(([name, value]) => isSameScalar(members[name], value))
  );
};

const matches = (name: string, item: unknown, index: number): boolean => {
  const value = name.slice(2);
  if (name.startsWith('k:')) return hasKeys(item, parsedJson(value));
  if (name.startsWith('v:')) return isSameScalar(item, parsedJson(value));
  return name.startsWith('i:') && Number(value) === index;
};

/** The node of a list's item; undefined when it is not owned. */
export const itemOf = (
  node: FieldNode,
  item: unknown,
  index: number,
): FieldNode | undefined => {
  if (isLeaf(node)) return node;
  const name = Object.keys(node).find(one => matches(one, item, index));
  return name === undefined ? undefined : fields(node[name]);
};

/** What is left of somebody's fields below a place. */
export const belowAll = <T extends { readonly node: FieldNode }>(
  all: readonly T[],
  below: (node: FieldNode) => FieldNode | undefined,
): readonly T[] =>
  all.flatMap(one => {
    const node = below(one.node);
    return node ? [{ ...one, node }] : [];
  });
