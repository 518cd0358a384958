import type { KubernetesObject } from '../../kubernetes/objects';
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

const namesUpTo = (
  { runName, key }: LookupOptions,
  claim: StoredClaim,
  first: number,
): string[] => {
  const names: string[] = [];
  for (let fence = claim.fence; fence >= first; fence -= 1) {
    names.push(runNameOf(runName, key, fence));
  }
  return names;
};

const byName = async (
  options: LookupOptions,
  claim: StoredClaim,
): Promise<Run | undefined> => {
  const { pipelines } = options.target;
  const experimentId = await options.experimentId();
  const first = Math.max(claim.since, claim.fence - MOST_NAMES + 1);
  const found = await Promise.all(
    namesUpTo(options, claim, first).map(name =>
      pipelines.findRuns(experimentId, name),
    ),
  );
  // Runs of earlier generations have ids that we know.
  const earlier = new Set<string>();
  for (let generation = 1; generation < claim.generation; generation += 1) {
    earlier.add(runIdOf(options.key, generation));
  }
  return found.flat().find(run => !earlier.has(run.runId));
};

const look = (options: LookupOptions, claim: StoredClaim) =>
  options.patience.persist(async () => {
    const [byId, named] = await Promise.all([
      orUndefined(options.target.pipelines.getRun(claim.runId)),
      byName(options, claim),
    ]);
    return byId ?? named;
  });

const lookRepeatedly = async (
  options: LookupOptions,
  claim: StoredClaim,
  pauses: readonly number[],
): Promise<Run | undefined> => {
  for (const ms of [0, ...pauses]) {
    if (ms > 0) await options.patience.pause(ms);
    const run = await look(options, claim);
    if (run) return run;
  }
  return undefined;
};

const deleteAll = async (
  { target, patience }: LookupOptions,
  workflows: readonly KubernetesObject[],
) => {
  for (const workflow of workflows) {
    await patience.persist(() => deleteWorkflow(target, workflow));
  }
};

/** Deletes Workflows that a beaten POST left beside the run's own. */
const deleteDuplicates = async (options: LookupOptions, run: Run) => {
  const workflows = await options.patience.persist(() =>
    workflowsOfRun(options.target, run.runId),
  );
  if (!workflows || workflows.length < 2) return;
  const isOwn = (one: KubernetesObject) => runNameOn(one) === run.displayName;
  if (!workflows.some(isOwn)) return;
  await deleteAll(
    options,
    workflows.filter(one => !isOwn(one)),
  );
};

/** The run if it turned up at the last moment; else no Workflow of the claim is left. */
const deleteOrphans = async (
  options: LookupOptions,
  claim: StoredClaim,
  posted: Posted,
): Promise<Run | undefined> => {
  const collected = () =>
    lookRepeatedly(
      options,
      claim,
      posted === 'long ago' ? [] : WAIT_FOR_COLLECTION,
    );
  const workflows = await options.patience.persist(() =>
    workflowsOfRun(options.target, claim.runId),
  );
  if (!workflows) return collected();
  // One with a later fence is of whoever has taken over while this process stood still.
  const names = new Set(namesUpTo(options, claim, claim.since));
  const orphans = workflows.filter(one => names.has(runNameOn(one) ?? ''));
  if (orphans.length === 0) return undefined;
  const late = await look(options, claim);
  if (late) return late;
  try {
    await deleteAll(options, orphans);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return collected();
  }
  return look(options, claim);
};

/** See {@link RunLookup}. */
export const createRunLookup = (options: LookupOptions): RunLookup => ({
  look: claim => look(options, claim),
  async settle(claim, posted) {
    const run =
      (await lookRepeatedly(options, claim, WAIT_FOR_ROW[posted])) ??
      (await deleteOrphans(options, claim, posted));
    if (run) await deleteDuplicates(options, run);
    return run;
  },
});
