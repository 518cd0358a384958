import type { JsonObject } from '../json';
import { isObject } from '../json';
import type { ListNode, ObjectNode, SchemaNode } from '../schema/schemaNode';
import { ATOMIC_ANY, fieldNode, resolveNode } from '../schema/schemaNode';
import type { PathElement } from './fieldSet';
import { FieldSet } from './fieldSet';
import { indexList } from './pathElement';

const isEmptyObject = (value: unknown) =>
  isObject(value) && Object.keys(value).length === 0;

const addObject = (
  set: FieldSet,
  { node, value, path }: Visit<ObjectNode, JsonObject>,
) => {
  if (node.atomic) {
    set.insert(path);
    return;
  }
  for (const key of Object.keys(value)) {
    const below = [...path, `f:${key}`];
    const child = value[key];
    const isDeclared = node.fields.has(key);
    visit(set, {
      node: fieldNode(node, key) ?? ATOMIC_ANY,
      value: child,
      path: below,
    });
    // A key of a map is owned itself; a declared field only through what is in it.
    if (child === null || isEmptyObject(child) || !isDeclared)
      set.insert(below);
  }
};

const addList = (
  set: FieldSet,
  { node, value, path }: Visit<ListNode, readonly unknown[]>,
) => {
  if (node.listType === 'atomic') {
    set.insert(path);
    return;
  }
  for (const [element, item] of indexList(node, value)) {
    const below = [...path, element];
    visit(set, { node: node.element, value: item, path: below });
    set.insert(below);
  }
};

interface Visit<Node, Value> {
  readonly node: Node;
  readonly value: Value;
  readonly path: readonly PathElement[];
}

function visit(
  set: FieldSet,
  { node, value, path }: Visit<SchemaNode, unknown>,
) {
  if (value === undefined) return;
  const resolved = resolveNode(node, value);
  if (resolved.kind === 'object' && isObject(value))
    addObject(set, { node: resolved, value, path });
  else if (resolved.kind === 'list' && Array.isArray(value))
    addList(set, { node: resolved, value, path });
  else if (resolved.kind === 'scalar') set.insert(path);
}

/** Every path that an applied configuration speaks about. */
export const toFieldSet = (node: SchemaNode, value: unknown): FieldSet => {
  const set = new FieldSet();
  visit(set, { node, value, path: [] });
  return set;
};
