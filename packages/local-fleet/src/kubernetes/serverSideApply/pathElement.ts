import { isObject } from '../json';
import type { ListNode } from '../schema/schemaNode';
import type { PathElement } from './fieldSet';
import { exactJson } from '../exactJson';

/** An element of a list cannot be named, or two have one name. */
export class ListKeyError extends Error {
  override readonly name = 'ListKeyError';
}

const keyDefault = (node: ListNode, key: string): unknown => {
  const { element } = node;
  const field = element.kind === 'object' ? element.fields.get(key) : undefined;
  return field?.kind === 'scalar' ? field.default : undefined;
};

/**
 * The step to a list's element: by its keys, by its value, or by its index in an atomic list.
 * Throws {@link ListKeyError} when a key without a default is missing.
 */
export const elementOf = (
  node: ListNode,
  item: unknown,
  index: number,
): PathElement => {
  if (node.listType === 'atomic') return `i:${index}`;
  if (node.listType === 'set') return `v:${exactJson(item)}`;
  if (!isObject(item))
    throw new ListKeyError(
      'associative list with keys may not have non-map elements',
    );
  const keys: Record<string, unknown> = {};
  for (const key of [...node.keys].sort()) {
    const value = item[key] ?? keyDefault(node, key);
    if (value !== undefined) keys[key] = value;
    else
      throw new ListKeyError(
        `associative list with keys has an element that omits key field "${key}" (and doesn't have default value)`,
      );
  }
  return `k:${exactJson(keys)}`;
};

/** A list by its elements' names, in order; the first of duplicates counts. */
export const indexList = (
  node: ListNode,
  items: readonly unknown[],
): Map<PathElement, unknown> => {
  const index = new Map<PathElement, unknown>();
  items.forEach((item, position) => {
    const element = elementOf(node, item, position);
    if (!index.has(element)) index.set(element, item);
  });
  return index;
};
