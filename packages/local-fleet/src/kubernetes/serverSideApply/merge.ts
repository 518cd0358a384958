import type { JsonObject } from '../json';
import { isObject } from '../json';
import type { ListNode, ObjectNode, SchemaNode } from '../schema/schemaNode';
import { ATOMIC_ANY, fieldNode, resolveNode } from '../schema/schemaNode';
import type { PathElement } from './fieldSet';
import { indexList } from './pathElement';

const mergeFields = (
  node: ObjectNode,
  live: JsonObject,
  applied: JsonObject,
): JsonObject => {
  const merged: JsonObject = {};
  for (const key of new Set([...Object.keys(live), ...Object.keys(applied)])) {
    merged[key] = mergeApplied(
      fieldNode(node, key) ?? ATOMIC_ANY,
      live[key],
      applied[key],
    );
  }
  return merged;
};

/**
 * The order of both lists, as structured-merge-diff makes it: `applied` gives the order of its elements,
 * and those only in `live` come before the shared element that followed them.
 */
const mergedOrder = (
  live: readonly PathElement[],
  applied: readonly PathElement[],
): PathElement[] => {
  const inApplied = new Set(applied);
  const inLive = new Set(live);
  const order = new Set<PathElement>();
  let position = 0;
  const takeLiveOnly = (next: PathElement | undefined) => {
    for (; position < live.length; position++) {
      const element = live[position]!;
      if (element === next) return;
      if (!inApplied.has(element)) order.add(element);
    }
  };
  const shared = applied.filter(element => inLive.has(element));
  for (const element of applied) {
    takeLiveOnly(shared[0]);
    order.add(element);
    if (element !== shared[0]) continue;
    shared.shift();
    position += live[position] === element ? 1 : 0;
  }
  takeLiveOnly(undefined);
  return [...order];
};

const mergeItems = (
  node: ListNode,
  live: readonly unknown[],
  applied: readonly unknown[],
): unknown[] => {
  const left = indexList(node, live);
  const right = indexList(node, applied);
  return mergedOrder([...left.keys()], [...right.keys()]).map(element =>
    mergeApplied(node.element, left.get(element), right.get(element)),
  );
};

/** The live value with an applied configuration laid over it. */
export function mergeApplied(
  node: SchemaNode,
  live: unknown,
  applied: unknown,
): unknown {
  if (applied === undefined) return live;
  if (live === undefined) return applied;
  const resolved = resolveNode(node, applied);
  if (resolved.kind === 'object' && isObject(live) && isObject(applied))
    return resolved.atomic ? applied : mergeFields(resolved, live, applied);
  const isMergedList =
    resolved.kind === 'list' && resolved.listType !== 'atomic';
  return isMergedList && Array.isArray(live) && Array.isArray(applied)
    ? mergeItems(resolved, live, applied)
    : applied;
}
