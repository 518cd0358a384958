import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  hasReason,
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { STATE_NAMESPACE, type ApplySet, type ApplyTarget } from '../contract';
import { readInventory } from '../inventory/readInventory';
import { STATE_SECRETS } from '../inventory/stateObjects';
import type { Manifest } from '../manifest';
import { createBodyStore, type BodyStore } from '../manifests/bodyStore';
import { parseContent } from './contentStream';
import type { RevisionContent, RevisionRecord } from './contract';
import { SECRET_KEY, shardNames } from './revisionNames';

type Target = Pick<ApplyTarget, 'kubernetes' | 'subject'>;

const damaged = (
  subject: string,
  { number }: RevisionRecord,
  { fact, cause }: { readonly fact: string; readonly cause?: unknown },
) =>
  new KubeflowError('ConflictError', {
    subject,
    fact: `revision ${number} cannot be restored: ${fact}`,
    reason: 'RevisionDamaged',
    remedy:
      'Choose another revision, or deploy the commit that it was made from',
    cause,
  });

async function* shardsOf(
  { kubernetes, subject }: Target,
  record: RevisionRecord,
): AsyncGenerator<Buffer> {
  for (const name of shardNames(record.content)) {
    try {
      const { data } = await kubernetes.get(STATE_SECRETS, name);
      const text = (data as Record<string, unknown> | undefined)?.[SECRET_KEY];
      yield Buffer.from(typeof text === 'string' ? text : '', 'base64');
    } catch (cause) {
      if (!hasReason(cause, 'NotFound')) throw cause;
      const fact = `Secret ${STATE_NAMESPACE}/${name} is missing`;
      throw damaged(subject, record, { fact, cause });
    }
  }
}

/** Uncompresses no more than the record says, whatever the Secrets hold. */
const readContent = async (
  shards: AsyncIterable<Buffer>,
  { bytes, digest }: RevisionContent,
): Promise<Buffer> => {
  const source = Readable.from(shards);
  const gunzip = createGunzip();
  source.on('error', error => gunzip.destroy(error));
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of source.pipe(gunzip) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > bytes) break;
    parts.push(part);
  }
  const content = Buffer.concat(parts);
  const found = createHash('sha256').update(content).digest('base64url');
  if (size !== bytes || found !== digest) {
    throw new SyntaxError('its content is not what was stored');
  }
  return content;
};

/**
 * The manifests of a revision, with the bodies that were sent.
 *
 * @throws KubeflowError `ConflictError`, reason `RevisionDamaged`, when a Secret is missing or was changed.
 */
export const readRevision = async (
  target: Target,
  record: RevisionRecord,
  { bodies = createBodyStore() }: { readonly bodies?: BodyStore } = {},
): Promise<Manifest[]> => {
  const path = `revision ${record.number}`;
  try {
    const shards = shardsOf(target, record);
    const content = await readContent(shards, record.content);
    return parseContent(content, { path, bodies });
  } catch (cause) {
    if (isKubeflowError(cause)) throw cause;
    const fact = (cause as Error).message;
    throw damaged(target.subject, record, { fact, cause });
  }
};

/** What is known of the revisions that are kept, newest first. */
export const listRevisions = async (
  target: Target,
  set: ApplySet,
): Promise<readonly RevisionRecord[]> =>
  [...((await readInventory(target, set)).revisions ?? [])].sort(
    (a, b) => b.number - a.number,
  );
