import { withDeadline } from '../../http/deadline';
import type { OpenInventory } from '../inventory/openInventory';
import {
  pruneRevisions,
  withRevision,
  type RevisionRecord,
} from '../revisions';
import type { DeployContext } from './deployContext';
import type { Progress } from './progress';
import type { ClusterState } from './readState';
import { removeLease, removeRecords } from './removeState';
import { recordOf, type StoredContent } from './storedRevision';

export interface Closing {
  readonly open: OpenInventory;
  readonly state: ClusterState;
  readonly progress: Progress;
  readonly content: StoredContent;
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

const removeAll = async (
  { target, api, request }: DeployContext,
  { open }: Closing,
): Promise<void> => {
  await removeRecords(target, request.set);
  await open.lease.release();
  await removeLease(target, api, request.set);
};

const record = async (
  context: DeployContext,
  closing: Closing,
): Promise<RevisionRecord | undefined> => {
  const { open, progress } = closing;
  const revision = await recordOf(context, closing);
  await open.writer.recordOutcome({
    applied: progress.applied,
    removed: progress.removed,
    untouched: progress.untouched,
    revision,
  });
  return revision;
};

/** Contents of revisions that are no longer kept; a failure leaves them for the next deploy. */
const dropOldContents = async (
  { target, request }: DeployContext,
  { open, state }: Closing,
  revision: RevisionRecord,
): Promise<void> => {
  const before = state.inventory.revisions ?? [];
  const records = withRevision(before, revision);
  const names = new Set(records.map(({ content }) => content.name));
  const isEveryContentNeeded = before.every(({ content }) =>
    names.has(content.name),
  );
  if (isEveryContentNeeded && !open.stale) return;
  const { set } = request;
  const { generation } = open.lease;
  await pruneRevisions(target, { set, records, generation });
};

/**
 * Records what happened and gives the lease back; bounded, also when the cluster no longer answers: what could not be
 * recorded stays intended, and the next deploy looks at it again.
 *
 * @returns the number of the revision, when a complete deploy was recorded.
 */
export const closeDeploy = async (
  context: DeployContext,
  closing: Closing,
): Promise<number | undefined> => {
  const { ports, stop, api } = context;
  const { open, isComplete } = closing;
  const close = async (): Promise<number | undefined> => {
    if (open.lease.signal.aborted) return undefined;
    if (isGone(context, closing)) {
      await removeAll(context, closing);
      return undefined;
    }
    // Side by side: a holder that comes between finds in the lease what was intended, and this write then fails.
    const [revision] = await Promise.all([
      record(context, closing),
      open.lease.release(),
    ]);
    if (!isComplete || !revision) return undefined;
    await dropOldContents(context, closing, revision);
    return revision.number;
  };
  try {
    return await withDeadline(close, {
      ms: stop.signal.aborted ? CANCELLED_MS : USUAL_MS,
      onTimeout: () => new Error('no answer in time'),
    });
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
