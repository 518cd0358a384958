import type { FinishedRun } from './contract';
import { finishedRun, progressNow } from './observedRun';
import type { ObservedRun } from './observedRun';
import { verdictOf } from './verdict';
import { stateOfPhase } from './workflowStatus';

/** When it is asked whether a wait is over. Times in milliseconds. */
export interface WaitMoment {
  readonly now: number;
  readonly startedAt: number;
  readonly timeoutMs: number;
  readonly isDetached: boolean;
}

// KFP learns of a Workflow's end about 1 s after it, and after at most 30 s by its agent's resync.
const WAIT_FOR_WORKFLOW = 2_000;
const GRACE_IF_SEEN = 60_000;
const GRACE_IF_NEVER_SEEN = 180_000;

const workflowDeleted = (observed: ObservedRun): FinishedRun => {
  const { namespace } = observed.target.pipelines;
  const { runId, state = 'no state' } = progressNow(observed);
  return finishedRun(observed, 'FAILED', {
    task: '(run)',
    reason: 'WorkflowDeleted',
    message: `its Argo Workflow is gone from namespace ${namespace}, so KFP will report ${state} for ever`,
    logLines: [],
    remedy: `Delete run ${runId} in KFP, then run the job again`,
  });
};

const isAbandoned = ({ feed }: ObservedRun, { now }: WaitMoment): boolean => {
  if (feed.state !== 'absent' || feed.absentSince === undefined) return false;
  const grace = feed.seen ? GRACE_IF_SEEN : GRACE_IF_NEVER_SEEN;
  return now - feed.absentSince >= grace;
};

/** What the Workflow's own end says: KFP says the same a second later. */
const verdictOfWorkflow = ({
  feed,
  poller,
}: ObservedRun): FinishedRun['verdict'] | undefined => {
  const { workflow } = feed;
  const state =
    feed.state === 'present' ? stateOfPhase(workflow?.phase) : undefined;
  if (state === 'SUCCEEDED') return 'SUCCEEDED';
  if (state !== 'FAILED') return undefined;
  return workflow?.terminated || poller.canceled ? 'TERMINATED' : 'FAILED';
};

const verdictOfRun = ({
  poller,
  feed,
}: ObservedRun): FinishedRun['verdict'] | undefined =>
  poller.run &&
  verdictOf(poller.run, {
    canceled: poller.canceled || feed.workflow?.terminated === true,
  });

/**
 * KFP's history leaves CANCELING out when a run ends before the next report: the Workflow remembers,
 * so a failure that the first look finds is kept back until the Workflow has been read.
 */
const mayTellMore = (
  { feed }: ObservedRun,
  { now, startedAt, timeoutMs }: WaitMoment,
): boolean =>
  feed.state === 'starting' &&
  now - startedAt < Math.min(WAIT_FOR_WORKFLOW, timeoutMs);

/** The run with a verdict; undefined while the wait has to go on. */
export const endOfWait = (
  observed: ObservedRun,
  moment: WaitMoment,
): FinishedRun | undefined => {
  const verdict =
    (observed.poller.deleted ? 'DELETED' : undefined) ??
    verdictOfRun(observed) ??
    verdictOfWorkflow(observed);
  if (verdict === 'FAILED' && mayTellMore(observed, moment)) return undefined;
  if (verdict) return finishedRun(observed, verdict);
  if (isAbandoned(observed, moment)) return workflowDeleted(observed);
  if (moment.isDetached) return finishedRun(observed, 'DETACHED');
  return moment.now - moment.startedAt >= moment.timeoutMs
    ? finishedRun(observed, 'TIMED_OUT')
    : undefined;
};
