import { type TimeLimit, untilCancelled } from '@kubeflow-fleet/action-toolkit';
import {
  type FleetCluster,
  hasReason,
  isKubeflowError,
  isTerminal,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  diagnoseFailure,
  type FinishedRun,
  type RunProgress,
  type RunTarget,
  submitRun,
  type SubmittedRun,
  terminateRun,
  type Termination,
  waitForRun,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ClusterReport, SubmitPorts, SubmitRequest } from './contract';
import { clusterTimeLimit } from './timeLimit';

/** For terminating a run whose time is over: nobody is waiting behind the door. */
const TERMINATE_MS = 30_000;
/** For a run that may have been started by a request without an answer. */
const WITHDRAW_MS = 10_000;
/** For the reason of a failure, from a cluster that may have ceased to answer. */
const EXPLAIN_MS = 15_000;
const LAST_LOOK_MS = 1_000;
/** In which what is cancelled ends by itself, and tells more. */
const CANCEL_GRACE_MS = 300;
/** In which a POST on its way tells whether there is a run. */
const POST_GRACE_MS = 2_500;

const CONNECT = { task: 'connect', graceMs: CANCEL_GRACE_MS };
const SUBMIT = { task: 'submit the run', graceMs: POST_GRACE_MS };

type Outcome = Omit<ClusterReport, 'succeeded'>;

interface Order {
  readonly runId: string;
  readonly timeoutMs: number;
}

/** One cluster's part, with what is known so far: an exception must not lose it. */
interface Part {
  readonly cluster: FleetCluster;
  readonly request: SubmitRequest;
  readonly ports: SubmitPorts;
  readonly limit: TimeLimit;
  intendedRunId?: string;
  submitted?: SubmittedRun;
  finished?: FinishedRun;
  /** True once its time was over, or the job cancelled while it submitted. */
  gaveUp?: boolean;
  /** True when no run of this part can still be going. */
  endIsKnown?: boolean;
}

const outcomeOf = (part: Part, error?: unknown): Outcome => ({
  cluster: part.cluster,
  submitted: part.submitted,
  finished: part.finished,
  error,
  leftGoing:
    (part.ports.signal.aborted || part.gaveUp === true) &&
    part.request.onCancel === 'terminate' &&
    (part.submitted ?? part.intendedRunId) !== undefined &&
    !part.endIsKnown,
});

/** Submits to one cluster and waits there; whatever goes wrong is in the report. */
export async function runOnCluster(
  cluster: FleetCluster,
  request: SubmitRequest,
  ports: SubmitPorts,
): Promise<Outcome> {
  const limit = clusterTimeLimit(cluster, request, ports);
  const part: Part = { cluster, request, ports, limit };
  try {
    const connection = await limit.spend(CONNECT, () => ports.connect(cluster));
    try {
      await runAndWait(part, connection.target);
    } finally {
      connection.close();
    }
    return outcomeOf(part);
  } catch (error) {
    return outcomeOf(part, error);
  }
}

async function runAndWait(part: Part, target: RunTarget): Promise<void> {
  part.submitted = await submit(part, target);
  part.ports.observer.submitted(part.cluster, part.submitted);
  if (!part.request.wait && !isOverAlready(part.submitted)) return;
  const finished = await wait(part, target, part.submitted);
  part.finished = await explain(part, target, finished);
  part.finished = await settle(part, target, part.finished);
}

/** An adopted run has an end to tell of, also to whoever does not wait for one. */
const isOverAlready = ({ state }: SubmittedRun) => isTerminal(state);

async function submit(part: Part, target: RunTarget): Promise<SubmittedRun> {
  const { cluster, request, ports, limit } = part;
  try {
    return await limit.spend(SUBMIT, ({ timeoutMs, signal }) =>
      submitRun(target, request.submissionFor(cluster), {
        clock: ports.clock,
        signal,
        timeoutMs,
        onIntent: ({ runId }) => {
          part.intendedRunId = runId;
          ports.observer.intended(cluster, runId);
        },
        onWarning: text => ports.observer.warned(cluster, text),
      }),
    );
  } catch (error) {
    part.gaveUp = ports.signal.aborted || hasReason(error, 'DeadlineExceeded');
    await withdraw(part, target);
    throw error;
  }
}

/** Given up while it was being submitted: the run may be there, and nobody else will end it. */
async function withdraw(part: Part, target: RunTarget): Promise<void> {
  const { intendedRunId: runId, request } = part;
  if (!part.gaveUp || !runId || request.onCancel === 'detach') return;
  await tryToEnd(part, target, { runId, timeoutMs: WITHDRAW_MS });
}

/** Ends a run as well as it can be done: there is another failure to report. The post step tries again. */
async function tryToEnd(
  part: Part,
  target: RunTarget,
  order: Order,
): Promise<Termination | undefined> {
  try {
    return await terminate(part, target, order);
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    part.endIsKnown = error.reason === 'NotFound';
    if (!part.endIsKnown) {
      const text = `run ${order.runId} may still be going: ${error.fact}`;
      part.ports.observer.warned(part.cluster, text);
    }
    return undefined;
  }
}

async function terminate(
  part: Part,
  target: RunTarget,
  { runId, timeoutMs }: Order,
) {
  const { signal, clock, cancelBudgetMs } = part.ports;
  const outcome = await terminateRun(target, runId, {
    clock,
    timeoutMs: signal.aborted ? cancelBudgetMs() : timeoutMs,
  });
  part.endIsKnown = outcome !== 'requested';
  return outcome;
}

/** The wait, which a cancel ends at once even while a question hangs in the network. */
async function wait(
  part: Part,
  target: RunTarget,
  submitted: SubmittedRun,
): Promise<FinishedRun> {
  const { cluster, request, ports } = part;
  const { graph } = request.submissionFor(cluster).pipeline;
  let seen: RunProgress = { runId: submitted.runId, tasks: [] };
  const finished = waitForRun(target, submitted, {
    graph,
    clock: ports.clock,
    signal: ports.signal,
    timeoutMs: part.limit.left(),
    onProgress: progress => {
      seen = progress;
      ports.observer.progress(cluster, progress);
    },
    onWarning: text => ports.observer.warned(cluster, text),
  });
  try {
    return await untilCancelled(finished, ports, CANCEL_GRACE_MS);
  } catch (error) {
    if (error !== ports.signal.reason) throw error;
    return { ...seen, verdict: 'DETACHED', graph };
  }
}

/** Adds why a run failed, or hangs: before it is terminated, while its pods are there. */
async function explain(
  { ports: { clock, signal } }: Part,
  target: RunTarget,
  finished: FinishedRun,
): Promise<FinishedRun> {
  const { verdict } = finished;
  const isWorthIt = verdict === 'FAILED' || verdict === 'TIMED_OUT';
  if (!isWorthIt || signal.aborted) return finished;
  const over = new AbortController();
  try {
    const failure = await Promise.race([
      diagnoseFailure(target, finished),
      clock.sleep(EXPLAIN_MS, over.signal).then(() => finished.failure),
    ]);
    return { ...finished, failure };
  } finally {
    over.abort(new Error('explained'));
  }
}

/** Applies `on-cancel` to a run that the wait left going. */
async function settle(
  part: Part,
  target: RunTarget,
  finished: FinishedRun,
): Promise<FinishedRun> {
  const { verdict, runId } = finished;
  const isLeftGoing = verdict === 'DETACHED' || verdict === 'TIMED_OUT';
  part.endIsKnown = !isLeftGoing;
  if (!isLeftGoing || part.request.onCancel === 'detach') return finished;
  const isLate = verdict === 'TIMED_OUT';
  part.gaveUp = isLate;
  const end = isLate ? tryToEnd : terminate;
  const outcome = await end(part, target, { runId, timeoutMs: TERMINATE_MS });
  if (outcome === 'already-finished') return lastLook(part, target, finished);
  // A time-out stays one: the run was ended because of it.
  return isLate ? finished : { ...finished, verdict: 'TERMINATED' };
}

/** The run ended by itself between the last look and the terminate call. */
async function lastLook(
  { ports, submitted }: Part,
  target: RunTarget,
  finished: FinishedRun,
): Promise<FinishedRun> {
  const last = await waitForRun(target, submitted!, {
    graph: finished.graph,
    clock: ports.clock,
    timeoutMs: LAST_LOOK_MS,
  });
  return last.verdict === 'TIMED_OUT' ? finished : last;
}
