import {
  hasReason,
  STATE_OF_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { listObjects } from '../../kubernetes/list';
import type { ApplySet, ApplyTarget } from '../contract';
import { STATE_SECRETS } from '../inventory/stateObjects';
import { metadataTransport } from '../wait/metadataTransport';
import type { RevisionRecord } from './contract';
import { generationIn, shardNames } from './revisionNames';

export interface PruneRevisionsRequest {
  readonly set: ApplySet;
  /** What the inventory says since its last write. */
  readonly records: readonly RevisionRecord[];
  /** Of the lease: what a later holder stored is not looked at, as its record may be under way. */
  readonly generation: number;
}

/**
 * Deletes the contents that no record speaks of: those of old revisions, and of deploys that were killed before they
 * recorded theirs. One list of metadata, then only deletions. To be called after the inventory was written.
 *
 * @returns the names of the deleted Secrets.
 */
export const pruneRevisions = async (
  { kubernetes, transport, subject }: ApplyTarget,
  { set, records, generation }: PruneRevisionsRequest,
): Promise<readonly string[]> => {
  const needed = new Set(records.flatMap(({ content }) => shardNames(content)));
  const { objects } = await listObjects({
    subject,
    send: metadataTransport(transport).send,
    collection: STATE_SECRETS,
    selector: { labelSelector: `${STATE_OF_LABEL}=${set.id}` },
  });
  const unneeded = objects
    .map(({ metadata }) => metadata.name)
    .filter(name => {
      const writer = generationIn(set, name);
      return writer !== undefined && writer <= generation && !needed.has(name);
    });
  await Promise.all(
    unneeded.map(async name => {
      try {
        await kubernetes.delete(STATE_SECRETS, name);
      } catch (error) {
        if (!hasReason(error, 'NotFound')) throw error;
      }
    }),
  );
  return unneeded;
};
