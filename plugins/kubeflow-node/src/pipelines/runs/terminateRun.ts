import {
  isTerminal,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Run } from '../model';
import { isNotFound, meaningOf } from './answers';
import { systemClock, type Clock } from '../../clock';
import type { RunTarget } from './contract';
import { createPatience } from './patience';
import type { Patience } from './patience';
import { workflowCollection, workflowsOfRun } from './runWorkflows';
import { wasCanceled } from './verdict';

/**
 * `terminated`: it has ended, and by this. `already-finished`: it had ended, or was gone, before.
 * `requested`: KFP has taken the order; pods may run on for their grace period.
 */
export type Termination = 'terminated' | 'already-finished' | 'requested';

export interface TerminateOptions {
  readonly clock?: Clock;
  /** Whole of it; default 6 s, for the runner kills an action 7.5 s after it cancels it. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT = 6_000;
const POST_SHARE = 0.6;
const MAY_APPEAR = 3_000;
const FIRST_LOOK = 250;
const SLOWEST_LOOK = 1_000;

type Ordered =
  | 'taken'
  /** KFP has nothing to terminate: the run has ended, is ending, or does not exist. */
  | 'refused'
  | 'uncertain';

interface Context {
  readonly target: RunTarget;
  readonly runId: string;
  readonly patience: Patience;
}

// KFP's 400 "Row not found", under either name.
const nothingToDo = new Set(['InputError', 'ConflictError']);

const order = async ({
  target,
  runId,
  patience,
}: Context): Promise<Ordered> => {
  try {
    // Time is left to look what a POST without an answer did.
    await patience.within(
      patience.left() * POST_SHARE,
      target.pipelines.terminateRun(runId),
    );
    return 'taken';
  } catch (error) {
    if (meaningOf(error) === 'uncertain') return 'uncertain';
    const name = error instanceof Error ? error.name : '';
    if (nothingToDo.has(name) || isNotFound(error)) return 'refused';
    throw error;
  }
};

/** The run, `gone`, or undefined when there was no answer. */
const look = async ({
  target,
  runId,
  patience,
}: Context): Promise<Run | 'gone' | undefined> => {
  try {
    return await patience.within(
      patience.left(),
      target.pipelines.getRun(runId),
    );
  } catch (error) {
    if (isNotFound(error)) return 'gone';
    if (meaningOf(error) === 'refused') throw error;
    return undefined;
  }
};

/** KFP marks the run before it tells the Workflow; after a 500 in between, nobody has told it. */
const tellWorkflow = async ({ target, runId, patience }: Context) => {
  const { kubernetes } = target;
  if (!kubernetes) return;
  const stop = async () => {
    const workflows = (await workflowsOfRun(target, runId)) ?? [];
    for (const { metadata } of workflows) {
      await kubernetes.patch(
        workflowCollection(target.pipelines.namespace),
        metadata.name,
        { spec: { activeDeadlineSeconds: 0 } },
      );
    }
  };
  // What it could not do, the next look shows.
  await patience.within(patience.left(), stop()).catch(() => undefined);
};

const unconfirmed = ({ target, runId }: Context, timeoutMs: number) =>
  new KubeflowError('TimeoutError', {
    subject: target.subject,
    fact: `KFP did not confirm within ${
      timeoutMs / 1000
    } s that run ${runId} is being terminated`,
    reason: 'TerminationUnconfirmed',
    remedy: `Terminate it by hand: POST /apis/v2beta1/runs/${runId}:terminate, or Terminate on its page`,
  });

/** What a run that has ended says; a FAILED one ended by the order if KFP took it while it ran. */
const endOf = (run: Run, taken: boolean): Termination | undefined => {
  if (!isTerminal(run.state)) return undefined;
  const byOrder =
    run.state === 'CANCELED' ||
    (run.state === 'FAILED' && (taken || wasCanceled(run)));
  return byOrder ? 'terminated' : 'already-finished';
};

const noSuchRun = ({ target, runId }: Context) =>
  new KubeflowError('NotFoundError', {
    subject: target.subject,
    fact: `there is no run ${runId}`,
    reason: 'NotFound',
    remedy: 'Nothing has to be terminated, unless the id is wrong',
  });

interface Progress {
  ordered: Ordered;
  /** KFP has taken the order, from us or from someone else. */
  confirmed: boolean;
  seen: boolean;
}

/** Does what the run's state asks for; returns the outcome when it is known. */
const react = async (
  context: Context,
  progress: Progress,
  run: Run,
): Promise<Termination | undefined> => {
  progress.seen = true;
  const end = endOf(run, progress.confirmed);
  if (end) return end;
  if (run.state === 'CANCELING') {
    progress.confirmed = true;
    if (progress.ordered === 'uncertain') {
      await tellWorkflow(context);
      progress.ordered = 'taken';
    }
  } else if (progress.ordered !== 'taken') {
    progress.ordered = await order(context);
    progress.confirmed ||= progress.ordered === 'taken';
  }
  return undefined;
};

/**
 * Terminates a run, and looks until the truth is known or the time is up: one POST, repeated only
 * while KFP shows that it had no effect. KFP answers 400 for a run that has ended, 500 for one that it
 * has marked without telling the Workflow (it is then told here, where the Kubernetes API allows), and
 * ends a terminated run as FAILED. A run that is not there is waited for for 3 s: it may be one whose
 * POST is still on its way.
 *
 * @throws KubeflowError `NotFoundError`, reason `NotFound`, for a run that never appeared;
 * `TimeoutError`, reason `TerminationUnconfirmed`, when nothing shows in time that KFP has taken the
 * order; KFP's own refusals (401, 403).
 */
export const terminateRun = async (
  target: RunTarget,
  runId: string,
  options: TerminateOptions = {},
): Promise<Termination> => {
  const clock = options.clock ?? systemClock;
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT;
  const startedAt = clock.now();
  const patience = createPatience({
    clock,
    subject: target.subject,
    task: `terminate run ${runId}`,
    timeoutMs,
  });
  const context = { target, runId, patience };
  const ordered = await order(context);
  const confirmed = ordered === 'taken';
  const progress: Progress = { ordered, confirmed, seen: confirmed };
  let missing = false;
  let pause = FIRST_LOOK;
  while (patience.left() > 0) {
    const run = await look(context);
    missing = run === 'gone';
    if (run === 'gone') {
      if (progress.seen) return 'already-finished';
      if (clock.now() - startedAt >= MAY_APPEAR) throw noSuchRun(context);
    } else if (run) {
      const outcome = await react(context, progress, run);
      if (outcome) return outcome;
    }
    await clock.sleep(Math.min(pause, patience.left()));
    pause = Math.min(SLOWEST_LOOK, pause * 2);
  }
  if (progress.confirmed) return 'requested';
  throw missing ? noSuchRun(context) : unconfirmed(context, timeoutMs);
};
