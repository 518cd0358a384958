import type { Run } from '../model';
import { isForbidden, orUndefined } from './answers';
import type { StoredClaim } from './claim';
import type { RunTarget } from './contract';
import type { Patience } from './patience';
import { deleteWorkflow, runNameOn, workflowsOfRun } from './runWorkflows';
import { runIdOf, runNameOf } from './submissionKey';

/**
 * What became of the POST: `answered` with an error, so the server has done all that it will do;
 * `unanswered`, so it may still be at it; `long ago`, by someone whose lease has run out since.
 */
export type Posted = 'answered' | 'unanswered' | 'long ago';

/** Looks for the run of a claim, and deals with Workflows that have none. */
export interface RunLookup {
  /** The run by its id, else by the names that submitters of this claim gave it. */
  look(claim: StoredClaim): Promise<Run | undefined>;
  /**
   * After a POST whose effect is unknown: the run if it turns up, else undefined once it is sure that
   * nothing of it is left. A Workflow without a run is waited for and then deleted.
   */
  settle(claim: StoredClaim, posted: Posted): Promise<Run | undefined>;
}

export interface LookupOptions {
  readonly target: RunTarget;
  readonly key: string;
  readonly runName: string;
  readonly experimentId: () => Promise<string>;
  readonly patience: Patience;
}

// KFP makes the Workflow first and the row after it, within the same request. A server that has
// answered writes no row any more; one look more is for a replica that is behind.
const WAIT_FOR_ROW: Record<Posted, readonly number[]> = {
  answered: [500],
  unanswered: [250, 500, 1_000, 2_000, 3_000, 3_000],
  'long ago': [],
};
// The persistence agent looks at every Workflow within 30 s, and KFP deletes one that has no run.
const WAIT_FOR_COLLECTION = [5_000, 10_000, 10_000, 10_000];
const MOST_NAMES = 4;

/** See {@link RunLookup}. */
export const createRunLookup = (options: LookupOptions): RunLookup => {
  const { target, key, runName, patience } = options;
  const { pipelines } = target;

  const namesUpTo = (claim: StoredClaim, first: number): string[] => {
    const names: string[] = [];
    for (let fence = claim.fence; fence >= first; fence -= 1) {
      names.push(runNameOf(runName, key, fence));
    }
    return names;
  };

  const byName = async (claim: StoredClaim): Promise<Run | undefined> => {
    const experimentId = await options.experimentId();
    const first = Math.max(claim.since, claim.fence - MOST_NAMES + 1);
    const names = namesUpTo(claim, first);
    const found = await Promise.all(
      names.map(name => pipelines.findRuns(experimentId, name)),
    );
    // Runs of earlier generations have ids that we know.
    const earlier = new Set<string>();
    for (let g = 1; g < claim.generation; g += 1) earlier.add(runIdOf(key, g));
    return found.flat().find(run => !earlier.has(run.runId));
  };

  const look = (claim: StoredClaim) =>
    patience.persist(async () => {
      const [byId, named] = await Promise.all([
        orUndefined(pipelines.getRun(claim.runId)),
        byName(claim),
      ]);
      return byId ?? named;
    });

  /** Deletes Workflows that a beaten POST left beside the run's own. */
  const deleteDuplicates = async (run: Run) => {
    const workflows = await patience.persist(() =>
      workflowsOfRun(target, run.runId),
    );
    if (!workflows || workflows.length < 2) return;
    const own = workflows.filter(w => runNameOn(w) === run.displayName);
    if (own.length === 0) return;
    for (const workflow of workflows) {
      if (!own.includes(workflow)) {
        await patience.persist(() => deleteWorkflow(target, workflow));
      }
    }
  };

  const lookRepeatedly = async (
    claim: StoredClaim,
    pauses: readonly number[],
  ): Promise<Run | undefined> => {
    for (const ms of [0, ...pauses]) {
      if (ms > 0) await patience.pause(ms);
      const run = await look(claim);
      if (run) return run;
    }
    return undefined;
  };

  /** The run if it turned up at the last moment; else no Workflow of the claim is left. */
  const deleteOrphans = async (
    claim: StoredClaim,
    posted: Posted,
  ): Promise<Run | undefined> => {
    const collected = () =>
      lookRepeatedly(claim, posted === 'long ago' ? [] : WAIT_FOR_COLLECTION);
    const orphans = await patience.persist(() =>
      workflowsOfRun(target, claim.runId),
    );
    if (!orphans) return collected();
    // One with a later fence is of whoever has taken over while this process stood still.
    const names = namesUpTo(claim, claim.since);
    const ours = orphans.filter(orphan =>
      names.includes(runNameOn(orphan) ?? ''),
    );
    if (ours.length === 0) return undefined;
    const late = await look(claim);
    if (late) return late;
    try {
      for (const orphan of ours) {
        await patience.persist(() => deleteWorkflow(target, orphan));
      }
    } catch (error) {
      if (!isForbidden(error)) throw error;
      return collected();
    }
    return look(claim);
  };

  return {
    look,
    async settle(claim, posted) {
      const run =
        (await lookRepeatedly(claim, WAIT_FOR_ROW[posted])) ??
        (await deleteOrphans(claim, posted));
      if (run) await deleteDuplicates(run);
      return run;
    },
  };
};
