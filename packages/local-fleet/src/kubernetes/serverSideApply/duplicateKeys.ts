import { isObject } from '../json';
import type { ListNode, SchemaNode } from '../schema/schemaNode';
import { ATOMIC_ANY, fieldNode, resolveNode } from '../schema/schemaNode';
import type { PathElement } from './fieldSet';
import { pathText } from './fieldSet';
import { elementOf } from './pathElement';

const inList = (
  node: ListNode,
  items: readonly unknown[],
  path: readonly PathElement[],
): string | undefined => {
  const seen = new Set<PathElement>();
  for (const [index, item] of items.entries()) {
    const element = elementOf(node, item, index);
    if (seen.has(element))
      return `${pathText(path)}: duplicate entries for key ${pathText([
        element,
      ])}`;
    seen.add(element);
    const below = duplicateKey(node.element, item, [...path, element]);
    if (below) return below;
  }
  return undefined;
};

/** The first list of a configuration in which two elements have one key, in the real server's words. */
export function duplicateKey(
  node: SchemaNode,
  value: unknown,
  path: readonly PathElement[] = [],
): string | undefined {
  const resolved = resolveNode(node, value);
  if (resolved.kind === 'list' && Array.isArray(value))
    return resolved.listType === 'atomic'
      ? undefined
      : inList(resolved, value, path);
  if (resolved.kind !== 'object' || !isObject(value)) return undefined;
  for (const key of Object.keys(value)) {
    const below = duplicateKey(
      fieldNode(resolved, key) ?? ATOMIC_ANY,
      value[key],
      [...path, `f:${key}`],
    );
    if (below) return below;
  }
  return undefined;
}
