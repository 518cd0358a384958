import {
  isTerminal,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Run } from '../model';
import { isNotFound, meaningOf } from './answers';
import type { Clock, RunTarget } from './contract';
import { createPatience } from './patience';
import type { Patience } from './patience';
import { workflowCollection, workflowsOfRun } from './runWorkflows';
import { systemClock } from './systemClock';
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
const FIRST_LOOK = 250;
const SLOWEST_LOOK = 1_000;

type Ordered =
  | 'taken'
  /** 400: KFP has no such run that could be terminated, because it has ended or is ending. */
  | 'refused'
  | 'uncertain';

interface Context {
  readonly target: RunTarget;
  readonly runId: string;
  readonly patience: Patience;
}

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
    if (name === 'InputError' || isNotFound(error)) return 'refused';
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
const endOf = (
  run: Run | 'gone' | undefined,
  taken: boolean,
): Termination | undefined => {
  if (run === 'gone') return 'already-finished';
  if (!run || !isTerminal(run.state)) return undefined;
  const byOrder =
    run.state === 'CANCELED' ||
    (run.state === 'FAILED' && (taken || wasCanceled(run)));
  return byOrder ? 'terminated' : 'already-finished';
};

/**
 * Terminates a run, and looks until the truth is known or the time is up: one POST, repeated only
 * while KFP shows that it had no effect. KFP answers 400 for a run that has ended, 500 for one that it
 * has marked without telling the Workflow (it is then told here, where the Kubernetes API allows), and
 * ends a terminated run as FAILED.
 *
 * @throws KubeflowError `TimeoutError`, reason `TerminationUnconfirmed`, when nothing shows in time
 * that KFP has taken the order; KFP's own refusals (401, 403).
 */
export const terminateRun = async (
  target: RunTarget,
  runId: string,
  options: TerminateOptions = {},
): Promise<Termination> => {
  const clock = options.clock ?? systemClock;
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT;
  const patience = createPatience({
    clock,
    subject: target.subject,
    task: `terminate run ${runId}`,
    timeoutMs,
  });
  const context = { target, runId, patience };
  let ordered = await order(context);
  let confirmed = ordered === 'taken';
  let pause = FIRST_LOOK;
  while (patience.left() > 0) {
    const run = await look(context);
    const end = endOf(run, confirmed);
    if (end) return end;
    if (run !== 'gone' && run?.state === 'CANCELING') {
      confirmed = true;
      if (ordered === 'uncertain') {
        await tellWorkflow(context);
        ordered = 'taken';
      }
    } else if (run && ordered === 'uncertain') {
      ordered = await order(context);
      confirmed ||= ordered === 'taken';
    }
    await clock.sleep(Math.min(pause, patience.left()));
    pause = Math.min(SLOWEST_LOOK, pause * 2);
  }
  if (confirmed) return 'requested';
  throw unconfirmed(context, timeoutMs);
};
