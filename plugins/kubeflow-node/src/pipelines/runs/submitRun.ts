import { randomUUID } from 'node:crypto';
import { isTerminal } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Run } from '../model';
import { factOf, orUndefined } from './answers';
import { claimStoreOf } from './claimStore';
import { createClaiming } from './claiming';
import type { Held } from './claiming';
import { systemClock, type Clock } from '../../clock';
import type { RunSubmission, RunTarget, SubmittedRun } from './contract';
import { createRunLookup } from './lookForRun';
import { createPatience } from './patience';
import { submittedRun } from './startRun';
import type { RunIntent, Submission } from './startRun';
import { checkSubmissionNames } from './submissionNames';
import { createParts } from './submissionParts';
import { keySlug, runIdOf } from './submissionKey';
import { judge, reachRun } from './reachRun';

export interface SubmitOptions {
  readonly clock?: Clock;
  /** Ends the submission with the signal's reason; a POST on its way is waited for. */
  readonly signal?: AbortSignal;
  /** Whole submission; default 5 minutes. */
  readonly timeoutMs?: number;
  /** Called before KFP is asked for a run, for whoever must be able to find it after a crash. */
  readonly onIntent?: (intent: RunIntent) => void;
  /** Called with what a person should know while nothing happens; a sentence without the cluster's name. */
  readonly onWarning?: (message: string) => void;
  /** Random name of this submitter, and chance for the pauses; injected by tests. */
  readonly holder?: string;
  readonly random?: () => number;
}

const MOST_FOR_RELEASE = 2_000;
const TELL_AGAIN_AFTER = 60_000;
const DEFAULT_TIMEOUT = 5 * 60_000;

/** Tells of trouble once a minute: several calls meet it at the same time. */
const troubleTeller = (
  clock: Clock,
  onWarning: (message: string) => void = () => undefined,
) => {
  let toldAt = -Infinity;
  return (error: unknown) => {
    if (clock.now() - toldAt < TELL_AGAIN_AFTER) return;
    toldAt = clock.now();
    onWarning(
      `cannot submit the run yet, and goes on trying: ${factOf(error)}`,
    );
  };
};

const openSubmission = (
  target: RunTarget,
  submission: RunSubmission,
  options: SubmitOptions,
): Submission => {
  const { pipelines } = target;
  const clock = options.clock ?? systemClock;
  const patience = createPatience({
    clock,
    signal: options.signal,
    subject: target.subject,
    task: `submit run '${submission.runName}'`,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT,
    random: options.random,
    onTrouble: troubleTeller(clock, options.onWarning),
  });
  const parts = createParts({ ...submission, pipelines, patience });
  const slug = keySlug(submission.key);
  return {
    target,
    submission,
    patience,
    parts,
    claiming: createClaiming({
      store: claimStoreOf(target),
      slug,
      key: slug,
      origin: submission.origin,
      holder: options.holder ?? randomUUID(),
      patience,
      random: options.random ?? Math.random,
    }),
    lookup: createRunLookup({
      target,
      key: slug,
      runName: submission.runName,
      experimentId: parts.experimentId,
      patience,
    }),
    onIntent: options.onIntent,
    onWarning: options.onWarning,
  };
};

/** A re-run has to ask the Workflow first whether a run that KFP calls running still is. */
const isAdoptable = (run: Run, { origin }: RunSubmission) =>
  judge(run, true) === 'adopt' &&
  (isTerminal(run.state) || origin.attempt === 1);

/**
 * The first round trip: the claim, the first generation's run, the experiment and the pipeline. A
 * run that even a later attempt would adopt needs no claim, for no generation can have followed it.
 */
const claimAndLook = async (
  context: Submission,
): Promise<{ held: Held; run?: Run } | { adoptable: Run }> => {
  const { claiming, parts, patience, target, submission } = context;
  const claimed = claiming.acquire();
  claimed.catch(() => undefined);
  const base = Promise.all([parts.experimentId(), parts.pipelineId(), claimed]);
  base.catch(() => undefined);
  try {
    const first = patience.persist(() =>
      orUndefined(target.pipelines.getRun(runIdOf(keySlug(submission.key), 1))),
    );
    // The version goes up while the claim is still being made, unless there is a run already.
    const version = first.then(run => (run ? '' : parts.versionId()));
    version.catch(() => undefined);
    const run = await first;
    if (run && isAdoptable(run, submission)) return { adoptable: run };
    const [, , held] = await base;
    return { held, run };
  } catch (error) {
    const released = claimed.then(held =>
      held.mine ? claiming.release(held) : undefined,
    );
    await patience.within(MOST_FOR_RELEASE, released).catch(() => undefined);
    throw error;
  }
};

const claimAndReach = async (context: Submission): Promise<SubmittedRun> => {
  const opening = await claimAndLook(context);
  if ('adoptable' in opening) {
    return submittedRun(opening.adoptable, 'adopted');
  }
  const { held, run } = opening;
  const first = held.claim.generation === 1;
  return reachRun(context, {
    held,
    found: first ? run ?? null : undefined,
    tries: 0,
    claimWasGone: held.mine && run !== undefined,
  });
};

/**
 * Submits a run exactly once per key, whatever is lost on the way.
 *
 * 1. A claim is made by an atomic create: a ConfigMap beside the runs, or, where only the KFP API is
 *    in reach, a uniquely named version of the pipeline `kubeflow-fleet-claims`.
 * 2. The run is looked for by the id that the key gives ({@link runIdOf}) and by its names: whoever
 *    finds it adopts it. A later attempt that finds it FAILED or CANCELED claims the next generation.
 * 3. The claim's holder POSTs with that id. After a 500, a time-out or a lost answer it looks again;
 *    a Workflow without a run is waited for and deleted (KFP deletes such ones too, when its agent
 *    next reports them), then it POSTs under a new fence.
 * 4. A holder that shows no life for a lease of 60 s is replaced, conditional on its claim. Should it
 *    wake up and POST all the same, KFP refuses a second run with the id, and the Workflow that this
 *    leaves is told from the run's own by the fence in its name, and deleted.
 *
 * Round trips until the run is confirmed: 3, for a new pipeline and for a repeated one alike
 * (claim + look + experiment + pipeline; version; POST). 1 when it is adopted; up to 4 when a re-run
 * adopts, for it asks the Workflow whether a run that KFP calls running still is.
 *
 * Limits: by the KFP API alone a Workflow without a run cannot be seen, so KFP is given 35 s to
 * delete it, and claims are never deleted (ConfigMaps are, after 35 days). A run that a human retries
 * by hand after its successor was started goes on beside it.
 *
 * @throws KubeflowError `InputError` for names that KFP cannot take; `ConflictError`, reason
 * `VersionContentDiffers` (row 48) or `ForeignClaim`; `ServiceUnavailableError`, reason
 * `RunNotStarted`, after three POSTs without a run; `TimeoutError` past `timeoutMs`; and the refusals
 * of KFP and of the Kubernetes API.
 */
export const submitRun = async (
  target: RunTarget,
  submission: RunSubmission,
  options: SubmitOptions = {},
): Promise<SubmittedRun> => {
  checkSubmissionNames(submission, target.subject);
  const over = new AbortController();
  const signals = [over.signal, ...(options.signal ? [options.signal] : [])];
  const signal = AbortSignal.any(signals);
  const context = openSubmission(target, submission, { ...options, signal });
  try {
    return await claimAndReach(context);
  } finally {
    // What went out at once and is not needed any more is not repeated any more.
    over.abort(new Error('the submission is over'));
  }
};
