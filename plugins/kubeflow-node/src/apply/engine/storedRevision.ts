import type { OpenInventory } from '../inventory/openInventory';
import {
  revisionRecord,
  storeRevision,
  type RevisionContent,
  type RevisionRecord,
} from '../revisions';
import type { DeployContext } from './deployContext';
import type { ClusterState } from './readState';

/** Content of a revision that may still be on its way; undefined when it could not be kept. */
export type StoredContent = Promise<RevisionContent | undefined>;

/** A cancelled job does not wait for what it can do without. */
const PATIENCE_MS = 300;

/** Keeps the manifests in the cluster, beside the waves: nobody refers to them before the inventory does. */
export const keepContent = async (
  { target, api, request, ports, pruneScope }: DeployContext,
  {
    state,
    open,
  }: { readonly state: ClusterState; readonly open: OpenInventory },
): StoredContent => {
  if (pruneScope === 'everything') return undefined;
  try {
    return await storeRevision(target, {
      set: request.set,
      inventory: state.inventory,
      manifests: request.manifests,
      lease: open.lease,
    });
  } catch (error) {
    ports.observer.warned(
      `${
        api.subject
      }: this revision is not kept, so nobody can roll back to it: ${
        (error as Error).message
      }`,
    );
    return undefined;
  }
};

/** The record of a deploy for the inventory; undefined when its content is not kept. */
export const recordOf = async (
  { request, ports, stop }: DeployContext,
  {
    state,
    content,
    isComplete,
  }: {
    readonly state: ClusterState;
    readonly content: StoredContent;
    readonly isComplete: boolean;
  },
): Promise<RevisionRecord | undefined> => {
  const isStopped = stop.signal.aborted;
  const kept = await (isStopped
    ? Promise.race([
        content,
        ports.clock.sleep(PATIENCE_MS).then(() => undefined),
      ])
    : content);
  if (!kept) return undefined;
  const failed = isStopped ? 'interrupted' : 'failed';
  return revisionRecord(
    state.inventory.revisions ?? [],
    {
      ...request.revision,
      content: kept,
      outcome: isComplete ? 'succeeded' : failed,
    },
    ports.clock.now(),
  );
};
