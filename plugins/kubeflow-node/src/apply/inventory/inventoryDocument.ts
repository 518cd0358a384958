import { createHash } from 'node:crypto';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { STATE_NAMESPACE } from '../contract';
import type { RevisionRecord } from '../revisions/contract';
import type { InventoryEntry } from './contract';
import { formatEntries, parseEntries } from './entryLines';

/** What the parent and its shards say, apart from labels and annotations. */
export interface InventoryDocument {
  readonly entries: readonly InventoryEntry[];
  readonly generation: number;
  readonly revision?: number;
  readonly revisions: readonly RevisionRecord[];
}

/** One ConfigMap's share of the entries. */
export interface InventoryShard {
  readonly name: string;
  /** SHA-256 of the text, base64url. */
  readonly digest: string;
}

/** Bytes of entries in one ConfigMap, which may hold 1 MiB of data. */
const MOST_BYTES = 700 * 1024;

export const digestText = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

/** Texts of entries, each small enough for a ConfigMap; one most often. */
export const splitEntries = (
  entries: readonly InventoryEntry[],
  mostBytes: number = MOST_BYTES,
): string[] => {
  const texts: string[] = [];
  let lines: string[] = [];
  let bytes = 0;
  for (const line of formatEntries(entries)) {
    const size = Buffer.byteLength(line) + 1;
    if (bytes + size > mostBytes && lines.length > 0) {
      texts.push(lines.join('\n'));
      lines = [];
      bytes = 0;
    }
    lines.push(line);
    bytes += size;
  }
  return [...texts, lines.join('\n')];
};

/** Data of the parent; the entries stand in it, or in `shards`. */
export const parentData = (
  document: InventoryDocument,
  where:
    | { readonly text: string }
    | { readonly shards: readonly InventoryShard[] },
): Record<string, string> => ({
  generation: String(document.generation),
  count: String(document.entries.length),
  ...(document.revision === undefined
    ? {}
    : { revision: String(document.revision) }),
  revisions: JSON.stringify(document.revisions),
  ...('text' in where
    ? { entries: where.text }
    : { shards: JSON.stringify(where.shards) }),
});

type Data = Readonly<Record<string, unknown>>;

const dataOf = ({ data }: KubernetesObject): Data => (data ?? {}) as Data;

const textIn = (data: Data, name: string): string => {
  const text = data[name];
  if (typeof text === 'string') return text;
  throw new SyntaxError(`data.${name} is missing`);
};

const numberIn = (data: Data, name: string): number => {
  const number = Number(textIn(data, name));
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new SyntaxError(`data.${name} is no number`);
};

const listIn = (data: Data, name: string): unknown[] => {
  const list: unknown = JSON.parse(textIn(data, name));
  if (Array.isArray(list)) return list;
  throw new SyntaxError(`data.${name} is no list`);
};

const shardText = (
  { name, digest }: InventoryShard,
  objects: ReadonlyMap<string, KubernetesObject>,
): string => {
  const object = objects.get(name);
  if (!object) throw new SyntaxError(`its shard ConfigMap ${name} is missing`);
  const text = textIn(dataOf(object), 'entries');
  if (digestText(text) === digest) return text;
  throw new SyntaxError(`its shard ConfigMap ${name} was changed`);
};

/** ConfigMaps by name, of the same moment as the parent. */
type ConfigMaps = ReadonlyMap<string, KubernetesObject>;

const entriesOf = (data: Data, configMaps: ConfigMaps) =>
  ('shards' in data
    ? (listIn(data, 'shards') as InventoryShard[]).map(shard =>
        shardText(shard, configMaps),
      )
    : [textIn(data, 'entries')]
  ).flatMap(parseEntries);

const parseDocument = (
  parent: KubernetesObject,
  configMaps: ConfigMaps,
): InventoryDocument => {
  const data = dataOf(parent);
  const entries = entriesOf(data, configMaps);
  if (entries.length !== numberIn(data, 'count')) {
    throw new SyntaxError(
      `it has ${entries.length} entries instead of ${data.count}`,
    );
  }
  return {
    entries,
    generation: numberIn(data, 'generation'),
    ...('revision' in data ? { revision: numberIn(data, 'revision') } : {}),
    revisions: listIn(data, 'revisions') as RevisionRecord[],
  };
};

/**
 * Reads a parent and its shards.
 *
 * @throws KubeflowError `ConflictError`, reason `InventoryUnreadable`: an inventory that was edited, or lost a shard, is
 * never taken for a shorter one.
 */
export const readDocument = (
  parent: KubernetesObject,
  configMaps: ConfigMaps,
  subject: string,
): InventoryDocument => {
  try {
    return parseDocument(parent, configMaps);
  } catch (cause) {
    const { name } = parent.metadata;
    throw new KubeflowError('ConflictError', {
      subject,
      fact: `the inventory in ConfigMap ${STATE_NAMESPACE}/${name} cannot be read: ${
        (cause as Error).message
      }`,
      reason: 'InventoryUnreadable',
      remedy: `Restore the ConfigMap, or delete it (kubectl -n ${STATE_NAMESPACE} delete configmap ${name}): then nothing is pruned until the next deploy has recorded its objects anew`,
      cause,
    });
  }
};
