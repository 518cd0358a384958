import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { REVISION_SECRET_TYPE } from '@kubeflow-fleet/plugin-kubeflow-common';
import { STATE_NAMESPACE, type ApplySet, type ApplyTarget } from '../contract';
import type { Inventory } from '../inventory/contract';
import { STATE_SECRETS, stateLabels } from '../inventory/stateObjects';
import type { HeldLease } from '../lease/contract';
import type { Manifest } from '../manifest';
import { contentChunks, measureContent } from './contentStream';
import type { RevisionContent } from './contract';
import { revisionPrefix, SECRET_KEY, shardName } from './revisionNames';

/** Compressed; in base64, as it travels, a third more. A Secret may hold 1 MiB. */
const SHARD_BYTES = 600 * 1024;

export interface StoreRevisionRequest {
  readonly set: ApplySet;
  readonly inventory: Inventory;
  /** As they are sent, with the labels of membership: what a rollback sends again, byte for byte. */
  readonly manifests: readonly Manifest[];
  readonly lease: Pick<HeldLease, 'generation' | 'assertHeld'>;
  /** Only tests need another than 600 KiB. */
  readonly shardBytes?: number;
}

/** Compressed content in pieces of at most `size` bytes; one piece is in memory at a time. */
async function* compressedShards(
  manifests: readonly Manifest[],
  size: number,
): AsyncGenerator<Buffer> {
  const gzip = createGzip();
  const source = Readable.from(contentChunks(manifests));
  source.on('error', error => gzip.destroy(error));
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of source.pipe(gzip) as AsyncIterable<Buffer>) {
    for (let rest = part; rest.length > 0; ) {
      const piece = rest.subarray(0, size - bytes);
      rest = rest.subarray(piece.length);
      parts.push(piece);
      bytes += piece.length;
      if (bytes === size) {
        yield Buffer.concat(parts);
        parts = [];
        bytes = 0;
      }
    }
  }
  if (bytes > 0) yield Buffer.concat(parts);
}

/**
 * Keeps the manifests of a deploy in the cluster, compressed, in immutable Secrets; nothing is sent when a revision
 * with the same content is kept already. Secrets among the manifests are part of it: who may read Secrets in
 * {@link STATE_NAMESPACE} can read them. Nothing refers to it until the inventory does (`revisionRecord`), so it may
 * run beside the waves.
 */
export const storeRevision = async (
  { kubernetes }: Pick<ApplyTarget, 'kubernetes'>,
  request: StoreRevisionRequest,
): Promise<RevisionContent> => {
  const { set, inventory, manifests, lease } = request;
  const measured = measureContent(manifests);
  const known = inventory.revisions?.find(
    ({ content }) => content.digest === measured.digest,
  );
  if (known) return known.content;
  const name = revisionPrefix(set, lease.generation);
  let shards = 0;
  for await (const shard of compressedShards(
    manifests,
    request.shardBytes ?? SHARD_BYTES,
  )) {
    lease.assertHeld();
    await kubernetes.create(STATE_SECRETS, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: shardName(name, shards),
        namespace: STATE_NAMESPACE,
        labels: stateLabels(set),
      },
      type: REVISION_SECRET_TYPE,
      immutable: true,
      data: { [SECRET_KEY]: shard.toString('base64') },
    });
    shards += 1;
  }
  return { name, shards, ...measured, objects: manifests.length };
};
