import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  diagnoseFailure,
  type FinishedRun,
  type RunProgress,
  type RunTarget,
  submitRun,
  type SubmittedRun,
  terminateRun,
  waitForRun,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ClusterReport, SubmitPorts, SubmitRequest } from './contract';
import { untilCancelled } from './untilCancelled';

/** For terminating a run whose time is over: nobody is waiting behind the door. */
const TERMINATE_MS = 60_000;
const LAST_LOOK_MS = 1_000;
/** In which what is cancelled ends by itself, and tells more. */
const CANCEL_GRACE_MS = 300;
/** In which a POST on its way tells whether there is a run. */
const POST_GRACE_MS = 2_500;

type Outcome = Omit<ClusterReport, 'succeeded'>;

/** One cluster's part, with what is known so far: an exception must not lose it. */
interface Part {
  readonly cluster: FleetCluster;
  readonly request: SubmitRequest;
  readonly ports: SubmitPorts;
  intendedRunId?: string;
  submitted?: SubmittedRun;
  finished?: FinishedRun;
  /** True when no run of this part can still be going. */
  endIsKnown?: boolean;
}

const outcomeOf = (part: Part, error?: unknown): Outcome => ({
  cluster: part.cluster,
  submitted: part.submitted,
  finished: part.finished,
  error,
  leftGoing:
    part.ports.signal.aborted &&
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
  const part: Part = { cluster, request, ports };
  try {
    const connection = await untilCancelled(
      ports.connect(cluster),
      ports,
      CANCEL_GRACE_MS,
    );
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
  if (!part.request.wait) return;
  const finished = await wait(part, target, part.submitted);
  part.finished = await explain(part, target, finished);
  part.finished = await settle(part, target, part.finished);
}

async function submit(part: Part, target: RunTarget): Promise<SubmittedRun> {
  const { cluster, request, ports } = part;
  const submitted = submitRun(target, request.submissionFor(cluster), {
    clock: ports.clock,
    signal: ports.signal,
    onIntent: ({ runId }) => {
      part.intendedRunId = runId;
      ports.observer.intended(cluster, runId);
    },
    onWarning: text => ports.observer.warned(cluster, text),
  });
  try {
    return await untilCancelled(submitted, ports, POST_GRACE_MS);
  } catch (error) {
    await withdraw(part, target);
    throw error;
  }
}

/** Cancelled while it was being submitted: the run may be there, and nobody else will end it. */
async function withdraw(part: Part, target: RunTarget): Promise<void> {
  const { intendedRunId: runId, request, ports } = part;
  if (!ports.signal.aborted || !runId || request.onCancel === 'detach') return;
  await terminate(part, target, runId);
}

async function terminate(part: Part, target: RunTarget, runId: string) {
  const { signal, clock, cancelBudgetMs } = part.ports;
  const outcome = await terminateRun(target, runId, {
    clock,
    timeoutMs: signal.aborted ? cancelBudgetMs() : TERMINATE_MS,
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
    timeoutMs: request.timeoutMs,
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
  { ports }: Part,
  target: RunTarget,
  finished: FinishedRun,
): Promise<FinishedRun> {
  const { verdict } = finished;
  const isWorthIt = verdict === 'FAILED' || verdict === 'TIMED_OUT';
  if (!isWorthIt || ports.signal.aborted) return finished;
  return { ...finished, failure: await diagnoseFailure(target, finished) };
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
  const outcome = await terminate(part, target, runId);
  if (outcome === 'already-finished') return lastLook(part, target, finished);
  // A time-out stays one: the run was ended because of it.
  return verdict === 'TIMED_OUT'
    ? finished
    : { ...finished, verdict: 'TERMINATED' };
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
