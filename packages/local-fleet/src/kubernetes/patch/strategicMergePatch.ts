import type { JsonObject } from '../json';
import { asArray, equal, isObject } from '../json';
import type { ListNode, SchemaNode } from '../schema/schemaNode';
import { ATOMIC_ANY, fieldNode } from '../schema/schemaNode';
import { internalError } from '../status';
import { exactJson } from '../exactJson';

const DIRECTIVE = '$patch';
const SET_ORDER = '$setElementOrder/';
const DELETE_FROM = '$deleteFromPrimitiveList/';
const RETAIN_KEYS = '$retainKeys';

const isDirectiveKey = (key: string) =>
  key === DIRECTIVE ||
  key === RETAIN_KEYS ||
  key.startsWith(SET_ORDER) ||
  key.startsWith(DELETE_FROM);

/** Removes directives from a value that is added as a whole. */
const withoutDirectives = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value
      .filter(item => !isObject(item) || item[DIRECTIVE] === undefined)
      .map(withoutDirectives);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !isDirectiveKey(key) && item !== null)
      .map(([key, item]) => [key, withoutDirectives(item)]),
  );
};

interface Ordering {
  /** Elements that the patch puts in order: `$setElementOrder`, else those of the patch. */
  readonly order: readonly unknown[];
  /** The live list. */
  readonly live: readonly unknown[];
  readonly identity: (item: unknown) => unknown;
}

/** The patch's elements in the patch's order, and before each those others that the live list has before it. */
const ordered = (
  items: readonly unknown[],
  { order, live, identity }: Ordering,
): unknown[] => {
  const positionIn = (list: readonly unknown[], item: unknown) =>
    list.findIndex(each => equal(identity(each), identity(item)));
  const patched = items
    .filter(item => positionIn(order, item) !== -1)
    .sort((left, right) => positionIn(order, left) - positionIn(order, right));
  const others = items.filter(item => positionIn(order, item) === -1);
  const result: unknown[] = [];
  for (const item of patched) {
    const place = positionIn(live, item);
    while (others.length > 0 && positionIn(live, others[0]) < place)
      result.push(others.shift());
    result.push(item);
  }
  return [...result, ...others];
};

const mergeSet = (live: readonly unknown[], patch: readonly unknown[]) => [
  ...live,
  ...patch.filter(item => !live.some(each => equal(each, item))),
];

const mergeKeyed = (
  node: ListNode,
  live: readonly unknown[],
  patch: readonly unknown[],
): unknown[] => {
  const key = node.keys[0] ?? 'name';
  const keyOf = (item: unknown) => (isObject(item) ? item[key] : undefined);
  if (patch.some(item => isObject(item) && item[DIRECTIVE] === 'replace'))
    return asArray(withoutDirectives(patch)).slice();
  let result = [...live];
  for (const item of patch) {
    if (!isObject(item) || item[key] === undefined)
      throw internalError(
        `map: ${exactJson(item)} does not contain declared merge key: ${key}`,
      );
    const index = result.findIndex(each => equal(keyOf(each), item[key]));
    if (item[DIRECTIVE] === 'delete')
      result = result.filter(each => !equal(keyOf(each), item[key]));
    else if (index === -1) result.push(withoutDirectives(item));
    else result[index] = strategicMergePatch(node.element, result[index], item);
  }
  return result;
};

const mergeList = (
  node: ListNode,
  live: unknown,
  { patch, order }: { readonly patch: unknown; readonly order: unknown },
): unknown => {
  const items = asArray(live);
  const changes = asArray(patch);
  if (node.listType === 'set')
    return ordered(mergeSet(items, changes), {
      order: Array.isArray(order) ? order : changes,
      live: items,
      identity: item => item,
    });
  if (node.listType === 'atomic') return patch ?? live;
  const key = node.keys[0] ?? 'name';
  return ordered(mergeKeyed(node, items, changes), {
    order: Array.isArray(order) ? order : changes,
    live: items,
    identity: item => (isObject(item) ? item[key] : item),
  });
};

const baseOf = (live: JsonObject, patch: JsonObject): JsonObject => {
  const base: JsonObject = { ...live };
  for (const key of Object.keys(patch)) {
    if (!key.startsWith(DELETE_FROM)) continue;
    const field = key.slice(DELETE_FROM.length);
    const gone = asArray(patch[key]);
    base[field] = asArray(base[field]).filter(
      item => !gone.some(each => equal(each, item)),
    );
  }
  const retained = patch[RETAIN_KEYS];
  if (!Array.isArray(retained)) return base;
  return Object.fromEntries(
    Object.entries(base).filter(([key]) => retained.includes(key)),
  );
};

const changedKeys = (patch: JsonObject) =>
  new Set(
    Object.keys(patch)
      .filter(key => !isDirectiveKey(key) || key.startsWith(SET_ORDER))
      .map(key => key.replace(SET_ORDER, '')),
  );

/**
 * Kubernetes' strategic merge patch by the lists' merge keys: `$patch` (replace, delete, merge),
 * `$setElementOrder`, `$deleteFromPrimitiveList` and `$retainKeys`.
 */
export function strategicMergePatch(
  node: SchemaNode,
  live: unknown,
  patch: unknown,
): unknown {
  if (!isObject(patch)) return patch;
  if (patch[DIRECTIVE] === 'replace') return withoutDirectives(patch);
  if (patch[DIRECTIVE] === 'delete') return {};
  if (!isObject(live)) return withoutDirectives(patch);
  const result = baseOf(live, patch);
  for (const key of changedKeys(patch)) {
    const value = patch[key];
    const known =
      (node.kind === 'object' ? fieldNode(node, key) : undefined) ?? ATOMIC_ANY;
    if (value === null) delete result[key];
    else if (known.kind === 'list')
      result[key] = mergeList(known, result[key], {
        patch: value,
        order: patch[`${SET_ORDER}${key}`],
      });
    else result[key] = strategicMergePatch(known, result[key], value);
  }
  return result;
}
