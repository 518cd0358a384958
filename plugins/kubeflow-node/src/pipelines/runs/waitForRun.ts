import type {
  RuntimeState,
  TaskGraph,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { isTerminal } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  Clock,
  FinishedRun,
  RunProgress,
  RunTarget,
  SubmittedRun,
} from './contract';
import { createPollSchedule } from './pollSchedule';
import type { PollSchedule } from './pollSchedule';
import { createRunPoller } from './runPoller';
import type { RunPoller } from './runPoller';
import { systemClock } from './systemClock';
import { taskStatuses } from './taskStatuses';
import { verdictOf } from './verdict';
import { startWorkflowFeed } from './workflowFeed';
import type { WorkflowFeed } from './workflowFeed';
import { stateOfPhase } from './workflowStatus';

export interface WaitOptions {
  readonly graph: TaskGraph;
  readonly clock?: Clock;
  /** Ends the wait with the verdict DETACHED. */
  readonly signal?: AbortSignal;
  /** Ends the wait with the verdict TIMED_OUT; the run goes on. */
  readonly timeoutMs: number;
  /** Called when a state changed, of the run or of a task, and once at the start. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called once for each thing that a person should know; a sentence without the cluster's name. */
  readonly onWarning?: (message: string) => void;
  /** How long such a run takes, if known: the KFP API is then asked more often around its end. */
  readonly expectedMs?: number;
}

// A Workflow that is watched needs the KFP API only to learn that the run was deleted or archived.
const POLL_BESIDE_WATCH = 60_000;
const POLL_WHEN_ABSENT = 5_000;
// KFP learns of a Workflow's end about 1 s after it, and after at most 30 s by its agent's resync.
const WAIT_FOR_WORKFLOW = 2_000;
const GRACE_IF_SEEN = 60_000;
const GRACE_IF_NEVER_SEEN = 180_000;

interface Wait {
  readonly target: RunTarget;
  readonly submitted: SubmittedRun;
  readonly options: WaitOptions;
  readonly clock: Clock;
  readonly startedAt: number;
  readonly poller: RunPoller;
  readonly feed: WorkflowFeed;
  readonly schedule: PollSchedule;
  lastProgress: string;
  changedAt: number;
}

const stateNow = ({ feed, poller }: Wait): RuntimeState | undefined => {
  const { workflow } = feed;
  const polled = poller.run?.state;
  if (feed.state !== 'present' || !workflow || isTerminal(polled)) {
    return polled;
  }
  const phase = stateOfPhase(workflow.phase);
  return workflow.terminated && !isTerminal(phase)
    ? 'CANCELING'
    : phase ?? polled;
};

const tasksNow = ({ poller, feed, options }: Wait): readonly TaskStatus[] =>
  taskStatuses(
    { state: poller.run?.state, tasks: poller.run?.tasks ?? [] },
    feed.workflow,
    options.graph,
  );

const report = (wait: Wait) => {
  const progress: RunProgress = {
    runId: wait.submitted.runId,
    state: stateNow(wait),
    tasks: tasksNow(wait),
  };
  const text = JSON.stringify(progress);
  if (text === wait.lastProgress) return;
  wait.lastProgress = text;
  wait.changedAt = wait.clock.now();
  wait.options.onProgress?.(progress);
};

const finish = (
  wait: Wait,
  verdict: FinishedRun['verdict'],
  failure?: FinishedRun['failure'],
): FinishedRun => {
  report(wait);
  const { workflow } = wait.feed;
  const { run } = wait.poller;
  return {
    runId: wait.submitted.runId,
    state: stateNow(wait),
    tasks: tasksNow(wait),
    verdict,
    startedAt: workflow?.startedAt ?? run?.createdAt,
    finishedAt: run?.finishedAt ?? workflow?.finishedAt,
    graph: wait.options.graph,
    failure,
  };
};

const workflowDeleted = (wait: Wait): FinishedRun => {
  const { namespace } = wait.target.pipelines;
  return finish(wait, 'FAILED', {
    task: '(run)',
    reason: 'WorkflowDeleted',
    message: `its Argo Workflow is gone from namespace ${namespace}, so KFP will report ${
      stateNow(wait) ?? 'no state'
    } for ever`,
    logLines: [],
    remedy: `Delete run ${wait.submitted.runId} in KFP, then run the job again`,
  });
};

const isAbandoned = ({ feed, clock }: Wait): boolean => {
  if (feed.state !== 'absent' || feed.absentSince === undefined) return false;
  const grace = feed.seen ? GRACE_IF_SEEN : GRACE_IF_NEVER_SEEN;
  return clock.now() - feed.absentSince >= grace;
};

/** What the Workflow's own end says: KFP says the same a second later. */
const verdictOfWorkflow = ({
  feed,
  poller,
}: Wait): FinishedRun['verdict'] | undefined => {
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
}: Wait): FinishedRun['verdict'] | undefined =>
  poller.run &&
  verdictOf(poller.run, {
    canceled: poller.canceled || feed.workflow?.terminated === true,
  });

/**
 * KFP's history leaves CANCELING out when a run ends before the next report: the Workflow remembers,
 * so a failure that the first look finds is kept back until the Workflow has been read.
 */
const mayTellMore = ({ feed, clock, startedAt, options }: Wait): boolean =>
  feed.state === 'starting' &&
  clock.now() - startedAt < Math.min(WAIT_FOR_WORKFLOW, options.timeoutMs);

const pauseUntilPoll = (wait: Wait): number => {
  const { feed, poller, clock, schedule, startedAt, changedAt } = wait;
  if (poller.retryInMs !== undefined) return poller.retryInMs;
  if (feed.state === 'present') return POLL_BESIDE_WATCH;
  if (feed.state === 'absent') return POLL_WHEN_ABSENT;
  const tasks = tasksNow(wait);
  return schedule.next({
    now: clock.now(),
    startedAt,
    changedAt,
    tasksEnded: tasks.length > 0 && tasks.every(task => isTerminal(task.state)),
    expectedMs: wait.options.expectedMs,
  });
};

/** Waits until the next poll, a change of the Workflow, the deadline or the signal. */
const rest = async (wait: Wait, until: number) => {
  const over = new AbortController();
  const { signal } = wait.options;
  const stop = () => over.abort(new Error('detached'));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    await Promise.race([
      wait.clock
        .sleep(Math.max(0, until - wait.clock.now()), over.signal)
        .catch(() => undefined),
      wait.feed.changed(),
    ]);
  } finally {
    signal?.removeEventListener('abort', stop);
    over.abort(new Error('woken'));
  }
};

const verdictNow = (wait: Wait): FinishedRun | undefined => {
  const { poller, options, clock, startedAt } = wait;
  const verdict =
    (poller.deleted ? 'DELETED' : undefined) ??
    verdictOfRun(wait) ??
    verdictOfWorkflow(wait);
  if (verdict === 'FAILED' && mayTellMore(wait)) return undefined;
  if (verdict) return finish(wait, verdict);
  if (isAbandoned(wait)) return workflowDeleted(wait);
  if (options.signal?.aborted) return finish(wait, 'DETACHED');
  return clock.now() - startedAt >= options.timeoutMs
    ? finish(wait, 'TIMED_OUT')
    : undefined;
};

const follow = async (wait: Wait): Promise<FinishedRun> => {
  const { clock, poller, feed, options, startedAt } = wait;
  let pollAt = clock.now();
  let feedState = feed.state;
  for (;;) {
    if (clock.now() >= pollAt) {
      await poller.poll();
      pollAt = clock.now() + pauseUntilPoll(wait);
    }
    if (feed.state !== feedState) {
      // A watch that broke or a Workflow that went: the KFP API is what is left to ask.
      if (feed.state !== 'present') pollAt = Math.min(pollAt, clock.now());
      feedState = feed.state;
    }
    const finished = verdictNow(wait);
    if (finished) return finished;
    report(wait);
    await rest(wait, Math.min(pollAt, startedAt + options.timeoutMs));
  }
};

/**
 * Waits for a run's end and returns it with a verdict; a run that failed is an outcome, no error.
 *
 * Where the Workflow can be watched (verbs list and watch on `workflows.argoproj.io`), its end is
 * seen one round trip after Argo wrote it, before KFP itself knows, with about 60 requests an hour.
 * Elsewhere the KFP API is polled within a budget, see {@link createPollSchedule}.
 *
 * Only SUCCEEDED, SKIPPED, FAILED and CANCELED end the wait: PAUSED, CANCELING, an absent and an
 * unknown state (warned of once) do not. FAILED after CANCELING is TERMINATED, for KFP never says
 * CANCELED; a run that is not found twice is DELETED; one whose Workflow has been gone for a minute
 * while KFP still calls it running is FAILED with the reason `WorkflowDeleted`.
 *
 * @throws KubeflowError when the API refuses the question (401, 403, 400) for 5 minutes on end.
 * Outages of any length are waited through, until `timeoutMs`.
 */
export const waitForRun = async (
  target: RunTarget,
  submitted: SubmittedRun,
  options: WaitOptions,
): Promise<FinishedRun> => {
  const clock = options.clock ?? systemClock;
  const warned = new Set<string>();
  const onWarning = (message: string) => {
    if (warned.has(message)) return;
    warned.add(message);
    options.onWarning?.(message);
  };
  const { runId, displayName } = submitted;
  const feed = startWorkflowFeed({
    target,
    runId,
    displayName,
    clock,
    onWarning,
  });
  try {
    return await follow({
      target,
      submitted,
      options,
      clock,
      startedAt: clock.now(),
      poller: createRunPoller({ target, runId, clock, onWarning }),
      feed,
      schedule: createPollSchedule(),
      lastProgress: '',
      changedAt: clock.now(),
    });
  } finally {
    feed.stop();
  }
};
