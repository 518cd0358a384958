import { isObject } from '../json';
import type { ListNode, SchemaNode } from '../schema/schemaNode';
import { ATOMIC_ANY, fieldNode, resolveNode } from '../schema/schemaNode';
import type { PathElement } from './fieldSet';
import { pathText } from './fieldSet';
import { ListKeyError, elementOf } from './pathElement';

/** The element's name, or why it has none. */
const nameOf = (
  node: ListNode,
  item: unknown,
  index: number,
): { readonly element: PathElement } | { readonly problem: string } => {
  try {
    return { element: elementOf(node, item, index) };
  } catch (error) {
    // Only this error is about the client's list.
    if (error instanceof ListKeyError)
      return { problem: `element ${index}: ${error.message}` };
    throw error;
  }
};

const inList = (
  node: ListNode,
  items: readonly unknown[],
  path: readonly PathElement[],
): string | undefined => {
  const seen = new Set<PathElement>();
  for (const [index, item] of items.entries()) {
    const named = nameOf(node, item, index);
    if ('problem' in named) return `${pathText(path)}: ${named.problem}`;
    const { element } = named;
    if (seen.has(element))
      return `${pathText(path)}: duplicate entries for key ${pathText([
        element,
      ])}`;
    seen.add(element);
    const below = listKeyProblem(node.element, item, [...path, element]);
    if (below) return below;
  }
  return undefined;
};

/** What is wrong with the first list whose elements have no key, or one twice; in the real server's words. */
export function listKeyProblem(
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
    const below = listKeyProblem(
      fieldNode(resolved, key) ?? ATOMIC_ANY,
      value[key],
      [...path, `f:${key}`],
    );
    if (below) return below;
  }
  return undefined;
}
