import type { TaskGraph } from '@kubeflow-fleet/plugin-kubeflow-common';
import { isTerminal } from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock, type Clock } from '../../clock';
import type {
  FinishedRun,
  RunProgress,
  RunTarget,
  SubmittedRun,
} from './contract';
import { endOfWait } from './endOfWait';
import { progressNow, tasksNow } from './observedRun';
import type { ObservedRun } from './observedRun';
import { createPollSchedule } from './pollSchedule';
import type { PollSchedule } from './pollSchedule';
import { createRunPoller } from './runPoller';
import { startWorkflowFeed } from './workflowFeed';

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
}

// A Workflow that is watched needs the KFP API only to learn that the run was deleted or archived.
const POLL_BESIDE_WATCH = 60_000;
const POLL_WHEN_ABSENT = 5_000;

interface Wait extends ObservedRun {
  readonly options: WaitOptions;
  readonly clock: Clock;
  readonly startedAt: number;
  readonly schedule: PollSchedule;
  lastProgress: string;
  changedAt: number;
  /** When the KFP API is asked next. */
  pollAt: number;
  /** Resolves when the question that is under way has its answer. */
  answered?: Promise<void>;
}

const report = (wait: Wait) => {
  const progress = progressNow(wait);
  const text = JSON.stringify(progress);
  if (text === wait.lastProgress) return;
  wait.lastProgress = text;
  wait.changedAt = wait.clock.now();
  wait.options.onProgress?.(progress);
};

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
  });
};

const ask = async (wait: Wait) => {
  await wait.poller.poll();
  wait.answered = undefined;
  wait.pollAt = wait.clock.now() + pauseUntilPoll(wait);
};

/**
 * Waits for the next question's time or the answer to the last one, a change of the Workflow, the
 * deadline or the signal: a KFP API that hangs holds none of the others up.
 */
const rest = async (wait: Wait) => {
  const { clock, feed, answered, options, startedAt } = wait;
  const over = new AbortController();
  const { signal } = options;
  const stop = () => over.abort(new Error('detached'));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const deadline = startedAt + options.timeoutMs;
  const until = answered ? deadline : Math.min(wait.pollAt, deadline);
  try {
    await Promise.race([
      clock
        .sleep(Math.max(0, until - clock.now()), over.signal)
        .catch(() => undefined),
      feed.changed(),
      ...(answered ? [answered] : []),
    ]);
  } finally {
    signal?.removeEventListener('abort', stop);
    over.abort(new Error('woken'));
  }
};

const follow = async (wait: Wait): Promise<FinishedRun> => {
  const { clock, feed, options, startedAt } = wait;
  const { signal, timeoutMs } = options;
  let feedState = feed.state;
  for (;;) {
    if (!wait.answered && clock.now() >= wait.pollAt) wait.answered = ask(wait);
    await rest(wait);
    if (feed.state !== feedState) {
      // A watch that broke or a Workflow that went: the KFP API is what is left to ask.
      if (feed.state !== 'present') wait.pollAt = clock.now();
      feedState = feed.state;
    }
    const isDetached = signal?.aborted === true;
    const now = clock.now();
    const finished = endOfWait(wait, { now, startedAt, timeoutMs, isDetached });
    report(wait);
    if (finished) return finished;
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
 * Outages of any length are waited through, until `timeoutMs`; a question that hangs holds up neither
 * that, nor `signal`, nor what the Workflow says.
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
      graph: options.graph,
      options,
      clock,
      startedAt: clock.now(),
      poller: createRunPoller({ target, runId, clock, onWarning }),
      feed,
      schedule: createPollSchedule(),
      lastProgress: '',
      changedAt: clock.now(),
      pollAt: clock.now(),
    });
  } finally {
    feed.stop();
  }
};
