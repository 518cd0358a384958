import { createHash } from 'node:crypto';
import { groupKind, type Manifest, type ResourceId } from '../manifest';
import { parseGroupKind } from '../inventory/entryLines';
import { parseExactJson } from '../manifests/exactJson';
import type { BodyStore } from '../manifests/bodyStore';
import type { ManifestObject } from '../manifest';

/** One manifest in the head of a content: group kind, namespace (empty: none), name, apiVersion, bytes of its body. */
type Row = readonly [string, string, string, string, number];

const NEWLINE = 0x0a;

const rowOf = ({ id, apiVersion, body }: Manifest): Row => [
  groupKind(id),
  id.namespace ?? '',
  id.name,
  apiVersion,
  body.byteLength,
];

const isRow = (row: unknown): row is Row =>
  Array.isArray(row) &&
  row.length === 5 &&
  row.slice(0, 4).every(cell => typeof cell === 'string') &&
  Number.isSafeInteger(row[4]) &&
  row[4] >= 0;

/**
 * The content of a revision: a line of JSON that names the manifests, then their bodies as they were sent, one after
 * the other. Where they were written is left out, so that equal manifests are equal content.
 */
export function* contentChunks(
  manifests: readonly Manifest[],
): Generator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(manifests.map(rowOf))}\n`);
  for (const { body } of manifests) yield body;
}

/** SHA-256, base64url, and size of a content. */
export const measureContent = (
  manifests: readonly Manifest[],
): { readonly digest: string; readonly bytes: number } => {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const chunk of contentChunks(manifests)) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { digest: hash.digest('base64url'), bytes };
};

const idOf = ([kind, namespace, name]: Row): ResourceId => ({
  ...parseGroupKind(kind),
  ...(namespace ? { namespace } : {}),
  name,
});

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Takes a content apart; every body has the bytes that it had.
 *
 * @throws Error for what {@link contentChunks} did not write.
 */
export const parseContent = (
  content: Uint8Array,
  { path, bodies }: { readonly path: string; readonly bodies: BodyStore },
): Manifest[] => {
  const end = content.indexOf(NEWLINE);
  const rows: unknown = JSON.parse(decoder.decode(content.subarray(0, end)));
  if (!Array.isArray(rows) || !rows.every(isRow)) {
    throw new SyntaxError('its head is not that of a revision');
  }
  let offset = end + 1;
  const manifests = rows.map((row: Row): Manifest => {
    const text = decoder.decode(content.subarray(offset, offset + row[4]));
    offset += row[4];
    const { body, digest } = bodies.intern(text);
    return {
      id: idOf(row),
      apiVersion: row[3],
      body,
      digest,
      source: { path, line: 1 },
      object: () => parseExactJson(decoder.decode(body)) as ManifestObject,
    };
  });
  if (offset !== content.byteLength)
    throw new SyntaxError('it has an end too much');
  return manifests;
};
