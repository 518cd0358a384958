import { equal, isObject } from '../json';
import type { ListNode, ObjectNode, SchemaNode } from '../schema/schemaNode';
import { ATOMIC_ANY, fieldNode, resolveNode } from '../schema/schemaNode';
import type { PathElement } from './fieldSet';
import { FieldSet } from './fieldSet';
import { indexList } from './pathElement';

/** Paths that differ between two values of one type. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

interface Pair<Node> {
  readonly node: Node;
  /** Go has it always, so that its coming or going is no change of its own. */
  readonly isAlwaysThere?: boolean;
  readonly left: unknown;
  readonly right: unknown;
  readonly path: readonly PathElement[];
}

const size = (value: unknown) => {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
};

const compareLeaf = (
  result: Comparison,
  { left, right, path }: Omit<Pair<SchemaNode>, 'node'>,
) => {
  if (left === undefined) result.added.insert(path);
  else if (right === undefined) result.removed.insert(path);
  else if (!equal(left, right)) result.modified.insert(path);
};

/** Structs by value, and lists and maps without `omitempty`, which are the required ones. */
const isHeldByValue = (node: ObjectNode, key: string) =>
  node.embedded !== undefined &&
  (node.embedded.has(key) || node.required.includes(key));

const compareFields = (result: Comparison, pair: Pair<ObjectNode>) => {
  const left = isObject(pair.left) ? pair.left : {};
  const right = isObject(pair.right) ? pair.right : {};
  const isThere =
    pair.isAlwaysThere || (pair.left !== undefined && pair.right !== undefined);
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    visit(result, {
      node: fieldNode(pair.node, key) ?? ATOMIC_ANY,
      isAlwaysThere: isThere && isHeldByValue(pair.node, key),
      left: left[key],
      right: right[key],
      path: [...pair.path, `f:${key}`],
    });
  }
};

const compareItems = (result: Comparison, pair: Pair<ListNode>) => {
  const { node, path } = pair;
  const left = indexList(node, Array.isArray(pair.left) ? pair.left : []);
  const right = indexList(node, Array.isArray(pair.right) ? pair.right : []);
  for (const element of new Set([...left.keys(), ...right.keys()])) {
    visit(result, {
      node: node.element,
      left: left.get(element),
      right: right.get(element),
      path: [...path, element],
    });
  }
};

const isEmptyContainer = (
  node: ReturnType<typeof resolveNode>,
  { left, right }: Pair<SchemaNode>,
) => node.kind !== 'scalar' && size(left) === 0 && size(right) === 0;

const isLeaf = (
  node: ReturnType<typeof resolveNode>,
  { left, right }: Pair<SchemaNode>,
) => {
  if (node.kind === 'scalar') return true;
  if (size(left) === 0 && size(right) === 0) return true;
  return node.kind === 'list' ? node.listType === 'atomic' : node.atomic;
};

function visit(result: Comparison, pair: Pair<SchemaNode>) {
  const { left, right, path } = pair;
  if (left === right) return;
  const node = resolveNode(pair.node, right ?? left);
  if (pair.isAlwaysThere && isEmptyContainer(node, pair)) return;
  if (isLeaf(node, pair)) {
    compareLeaf(result, pair);
    return;
  }
  if (node.kind === 'object') compareFields(result, { ...pair, node });
  else if (node.kind === 'list') compareItems(result, { ...pair, node });
  if (pair.isAlwaysThere) return;
  if (left === undefined) result.added.insert(path);
  else if (right === undefined) result.removed.insert(path);
}

/** What changed from `left` to `right`; a container that came or went counts besides its content. */
export const compare = (
  node: SchemaNode,
  left: unknown,
  right: unknown,
): Comparison => {
  const result: Comparison = {
    added: new FieldSet(),
    modified: new FieldSet(),
    removed: new FieldSet(),
  };
  visit(result, { node, left, right, path: [] });
  return result;
};
