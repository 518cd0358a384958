import type { JsonObject } from '../json';
import { isObject } from '../json';
import type { ListNode, ObjectNode, SchemaNode } from '../schema/schemaNode';
import { ATOMIC_ANY, fieldNode, resolveNode } from '../schema/schemaNode';
import type { FieldSet } from './fieldSet';
import { elementOf } from './pathElement';

const removeFromObject = (
  node: ObjectNode,
  value: JsonObject,
  gone: FieldSet,
): JsonObject | undefined => {
  const kept: JsonObject = {};
  for (const key of Object.keys(value)) {
    const element = `f:${key}`;
    if (gone.members.has(element)) continue;
    const below = gone.children.get(element);
    const child = below
      ? removeFields(fieldNode(node, key) ?? ATOMIC_ANY, value[key], below)
      : value[key];
    if (child !== undefined) kept[key] = child;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
};

const removeFromList = (
  node: ListNode,
  value: readonly unknown[],
  gone: FieldSet,
): unknown[] | undefined => {
  const kept = value.flatMap((item, index) => {
    const element = elementOf(node, item, index);
    if (gone.members.has(element)) return [];
    const below = gone.children.get(element);
    const rest = below ? removeFields(node.element, item, below) : item;
    return rest === undefined ? [] : [rest];
  });
  return kept.length > 0 ? kept : undefined;
};

/** The value without the paths of the set; undefined when nothing is left. */
export function removeFields(
  node: SchemaNode,
  value: unknown,
  gone: FieldSet,
): unknown {
  const resolved = resolveNode(node, value);
  if (resolved.kind === 'object' && isObject(value))
    return resolved.atomic
      ? undefined
      : removeFromObject(resolved, value, gone);
  if (resolved.kind === 'list' && Array.isArray(value))
    return resolved.listType === 'atomic'
      ? undefined
      : removeFromList(resolved, value, gone);
  return value;
}
