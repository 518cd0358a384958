import { isTerminal } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Run } from '../model';
import { LEASE_MS } from './claim';
import type { Held } from './claiming';
import type { RunOrigin, SubmittedRun } from './contract';
import { startRun, submittedRun } from './startRun';
import type { Submission } from './startRun';
import { runNameOn, workflowsOfRun } from './runWorkflows';
import { wasCanceled } from './verdict';
import { stateOfPhase, workflowStatus } from './workflowStatus';

const LOOK_AGAIN = 1_000;
const LOOK_SOON = 200;

const isSuccess = (run: Run) =>
  run.state === 'SUCCEEDED' || run.state === 'SKIPPED';

/** True when this submitter came after the attempt that made the claim, not beside it. */
const cameLater = (held: Held, origin: RunOrigin) =>
  held.claim.workflowRunId !== origin.workflowRunId ||
  origin.attempt > held.claim.attempt;

/**
 * What a submitter that finds this run does with it. `later`: it came after whoever started the run,
 * as the re-run of a job does, not beside it.
 */
export const judge = (
  run: Run,
  later: boolean,
): 'adopt' | 'wait' | 'start another' => {
  if (isSuccess(run) || !later) return 'adopt';
  if (isTerminal(run.state)) return 'start another';
  return wasCanceled(run) ? 'wait' : 'adopt';
};

/** Where a submission stands between two steps. */
export interface Standing {
  readonly held: Held;
  /** What the last look found; undefined before the first one, null when there was nothing. */
  readonly found: Run | null | undefined;
  /** POSTs of ours that have failed. */
  readonly tries: number;
  /** True when the run was there before the claim: it is of an attempt whose claim is gone. */
  readonly claimWasGone: boolean;
}

/** KFP calls a run running for a second after its Workflow has failed, longer if its agent is down. */
const hasJustFailed = async (
  { target, patience }: Submission,
  run: Run,
): Promise<boolean> => {
  if (isTerminal(run.state)) return false;
  const workflows = await patience.persist(() =>
    workflowsOfRun(target, run.runId),
  );
  const own = workflows?.find(one => runNameOn(one) === run.displayName);
  return (
    own !== undefined && stateOfPhase(workflowStatus(own).phase) === 'FAILED'
  );
};

const withRun = async (
  context: Submission,
  { held, tries, claimWasGone }: Standing,
  run: Run,
): Promise<SubmittedRun | Held> => {
  const { claiming, patience, submission } = context;
  const later =
    cameLater(held, submission.origin) ||
    (claimWasGone && held.mine && tries === 0);
  const judgement = judge(run, later);
  const failed =
    judgement === 'start another' ||
    (judgement === 'adopt' && later && (await hasJustFailed(context, run)));
  if (failed) return claiming.nextGeneration(held);
  if (judgement === 'adopt') return submittedRun(run, 'adopted');
  await patience.pause(LOOK_AGAIN);
  return claiming.refresh(held);
};

const withoutRun = async (
  context: Submission,
  { held, tries }: Standing,
): Promise<SubmittedRun | Held> => {
  const { claiming, patience } = context;
  if (held.mine) return startRun(context, held, tries);
  const left = held.until - patience.clock.now();
  if (left <= 0) return claiming.takeOver(held);
  context.onWarning?.(
    `another job is starting this run, or died doing it; waiting up to ${Math.ceil(
      left / 1000,
    )} s`,
  );
  // A job that is alive takes a second or so: soon at first, then slower.
  const watched = LEASE_MS - left;
  await patience.pause(Math.min(LOOK_AGAIN, Math.max(LOOK_SOON, watched / 2)));
  return claiming.refresh(held);
};

const triesAfter = (standing: Standing, held: Held) =>
  standing.held.mine && held.mine && !standing.found ? standing.tries + 1 : 0;

/** Goes from a claim, own or another's, to the run of its key: looks, then adopts, waits or starts. */
export const reachRun = async (
  context: Submission,
  start: Standing,
): Promise<SubmittedRun> => {
  let standing = start;
  for (;;) {
    const found =
      standing.found === undefined
        ? (await context.lookup.look(standing.held.claim)) ?? null
        : standing.found;
    const now = { ...standing, found };
    const outcome = await (found
      ? withRun(context, now, found)
      : withoutRun(context, now));
    if ('runId' in outcome) return outcome;
    standing = {
      ...now,
      held: outcome,
      found: undefined,
      tries: triesAfter(now, outcome),
    };
  }
};
