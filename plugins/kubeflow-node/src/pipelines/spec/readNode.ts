import {
  printable,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { plainScalarValue } from './plainScalar';

/** Most nodes after aliases are expanded: far above real pipelines, far below a bomb. */
const MAX_NODES = 2_000_000;
const MAX_ALIASED_NODES = 100_000;
const TEXT_TAG = 'tag:yaml.org,2002:str';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is known while one file is read. */
export interface Reading {
  readonly path: string;
  readonly lines: LineCounter;
  readonly problems: Problem[];
  readonly positions: WeakMap<object, Position>;
  /** Finished anchors of the current document with their expanded size. */
  readonly anchors: Map<string, { value: unknown; size: number }>;
  nodes: number;
}

const positionOf = (node: unknown, { lines }: Reading): Position => {
  const offset = (node as { range?: [number, number, number] }).range?.[0] ?? 0;
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
};

function report(reading: Reading, node: unknown, message: string): null {
  reading.problems.push({
    message: printable(message),
    file: reading.path,
    ...positionOf(node, reading),
  });
  return null;
}

function readAlias(node: Node & { source: string }, reading: Reading): unknown {
  const anchor = reading.anchors.get(node.source);
  if (!anchor)
    return report(
      reading,
      node,
      `alias *${node.source} names no anchor above it`,
    );
  reading.nodes += anchor.size;
  if (anchor.size > MAX_ALIASED_NODES || reading.nodes > MAX_NODES)
    return report(
      reading,
      node,
      `excessive aliasing: *${node.source} expands to ${anchor.size} nodes`,
    );
  return anchor.value;
}

function readKey(pair: Pair, reading: Reading): string | undefined {
  const key = pair.key;
  if (isScalar(key) && typeof key.value === 'string' && !key.anchor)
    return key.value;
  report(reading, key ?? pair.value ?? {}, 'a key is not plain text');
  return undefined;
}

const define = (target: object, key: string, value: unknown) =>
  // Assignment to `__proto__` would change the prototype.
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });

function mergeInto(target: object, source: unknown) {
  const sources = Array.isArray(source) ? source : [source];
  for (const each of sources)
    for (const [key, value] of Object.entries(each ?? {}))
      if (!Object.hasOwn(target, key)) define(target, key, value);
}

const isMergeKey = (pair: Pair) =>
  isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN';

function readMap(node: YAMLMap, reading: Reading): object {
  const result = {};
  const seen = new Map<string, number>();
  const merges: unknown[] = [];
  for (const pair of node.items) {
    const key = readKey(pair, reading);
    if (key === undefined) continue;
    const { line } = positionOf(pair.key, reading);
    const before = seen.get(key);
    if (before !== undefined)
      report(
        reading,
        pair.key,
        `key "${key}" on line ${line} was already given on line ${before}`,
      );
    seen.set(key, line);
    const value = readNode(pair.value as Node | null, reading);
    if (isMergeKey(pair)) merges.push(value);
    else define(result, key, value);
  }
  merges.forEach(merge => mergeInto(result, merge));
  return result;
}

function readScalar(node: Scalar, reading: Reading) {
  if (typeof node.value !== 'string' || (node.tag && node.tag !== TEXT_TAG))
    return report(reading, node, `tag ${node.tag} is not used in pipelines`);
  const plain = node.type === 'PLAIN' && !node.tag;
  const value = plain ? plainScalarValue(node.value) : node.value;
  if (typeof value === 'number' && !Number.isFinite(value))
    return report(reading, node, `${node.value} cannot be sent as JSON`);
  return value;
}

function readContent(node: Node, reading: Reading): unknown {
  if (isMap(node)) return readMap(node, reading);
  if (isSeq(node))
    return node.items.map(item => readNode(item as Node | null, reading));
  return isScalar(node) ? readScalar(node, reading) : null;
}

/** Plain data of a node of a document whose scalars are still text; problems go to `reading`. */
export function readNode(node: Node | null, reading: Reading): unknown {
  if (!node || reading.problems.length >= 20) return null;
  if (isAlias(node)) return readAlias(node, reading);
  const start = reading.nodes;
  reading.nodes += 1;
  const value = readContent(node, reading);
  const { anchor } = node as { anchor?: string };
  if (anchor)
    reading.anchors.set(anchor, { value, size: reading.nodes - start });
  if (typeof value === 'object' && value !== null)
    reading.positions.set(value, positionOf(node, reading));
  return value;
}
