import { withDeadline } from '../../http/deadline';
import type { OpenInventory } from '../inventory/openInventory';
import type { DeployContext } from './deployContext';
import type { Progress } from './progress';
import { removeLease, removeRecords } from './removeState';
import type { ClusterState } from './readState';
import { storedRevision } from './storedRevision';

export interface Closing {
  readonly open: OpenInventory;
  readonly state: ClusterState;
  readonly progress: Progress;
  /** Everything was written and pruned. */
  readonly isComplete: boolean;
}

/** A cancelled job has seconds left. */
const CANCELLED_MS = 1_100;
const USUAL_MS = 30_000;

/** Uninstalled, and nothing of the set is left. */
const isGone = (
  { pruneScope }: DeployContext,
  { isComplete, state, progress }: Closing,
) =>
  pruneScope === 'everything' &&
  isComplete &&
  progress.removed.length >= state.inventory.entries.length;

/**
 * Records what happened and gives the lease back; bounded, also when the cluster no longer answers: what could not be
 * recorded stays intended, and the next deploy looks at it again.
 *
 * @returns the number of the revision, when it was recorded.
 */
export const closeDeploy = async (
  context: DeployContext,
  closing: Closing,
): Promise<number | undefined> => {
  const { ports, stop, api } = context;
  const { open, progress } = closing;
  const isLost = open.lease.signal.aborted;
  const record = async () => {
    const revision = await storedRevision(context, closing);
    await open.writer.recordOutcome({
      applied: progress.applied,
      removed: progress.removed,
      untouched: progress.untouched,
      revision,
    });
    return closing.isComplete ? revision?.number : undefined;
  };
  try {
    return await withDeadline(
      async () => {
        if (isLost) return undefined;
        if (isGone(context, closing)) {
          const { target, request } = context;
          await removeRecords(target, request.set);
          await open.lease.release();
          await removeLease(target, api, request.set);
          return undefined;
        }
        // Side by side: a holder that comes between finds in the lease what was intended, and this write then fails.
        const [number] = await Promise.all([record(), open.lease.release()]);
        return number;
      },
      {
        ms: stop.signal.aborted ? CANCELLED_MS : USUAL_MS,
        onTimeout: () => new Error('no answer in time'),
      },
    );
  } catch (error) {
    ports.observer.warned(
      `${
        api.subject
      }: what was done could not be recorded, the next deploy looks at it again: ${
        (error as Error).message
      }`,
    );
    return undefined;
  } finally {
    open.lease.release().catch(() => undefined);
  }
};
