import {
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { NewRun, Run } from '../model';
import { meaningOf } from './answers';
import type { Claiming, Held } from './claiming';
import type { RunSubmission, RunTarget, SubmittedRun } from './contract';
import type { RunLookup } from './lookForRun';
import type { Patience } from './patience';
import { describeOrigin } from './stamps';
import type { SubmissionParts } from './submissionParts';
import { runNameOf } from './submissionKey';

/** What KFP is about to be asked for; known before anything can go wrong. */
export interface RunIntent {
  readonly runId: string;
  readonly displayName: string;
}

/** Everything that one submission works with. */
export interface Submission {
  readonly target: RunTarget;
  readonly submission: RunSubmission;
  readonly patience: Patience;
  readonly claiming: Claiming;
  readonly parts: SubmissionParts;
  readonly lookup: RunLookup;
  readonly onIntent?: (intent: RunIntent) => void;
  readonly onWarning?: (message: string) => void;
}

const POST_DEADLINE = 30_000;
const MOST_POSTS = 3;

/** A run as the answer of a submission. */
export const submittedRun = (
  run: Run,
  outcome: SubmittedRun['outcome'],
  asked?: NewRun,
): SubmittedRun => ({
  runId: run.runId,
  displayName: run.displayName,
  experimentId: run.experimentId ?? asked?.experimentId ?? '',
  pipelineId: run.pipelineId ?? asked?.pipelineId ?? '',
  pipelineVersionId: run.pipelineVersionId ?? asked?.pipelineVersionId ?? '',
  outcome,
  state: run.state,
});

const newRun = async (context: Submission, held: Held): Promise<NewRun> => {
  const { submission, parts } = context;
  const [experimentId, pipelineId, pipelineVersionId] = await Promise.all([
    parts.experimentId(),
    parts.pipelineId(),
    parts.versionId(),
  ]);
  return {
    runId: held.claim.runId,
    displayName: runNameOf(
      submission.runName,
      submission.key,
      held.claim.fence,
    ),
    description: describeOrigin(submission.origin, submission.key),
    experimentId,
    pipelineId,
    pipelineVersionId,
    parameters: submission.parameters,
    pipelineRoot: submission.pipelineRoot,
    serviceAccount: submission.serviceAccount,
  };
};

const unclear = (context: Submission, run: NewRun, cause: unknown) =>
  new KubeflowError('ServiceUnavailableError', {
    subject: context.target.subject,
    fact: `KFP did not start run '${
      run.displayName
    }' in ${MOST_POSTS} tries; last answer: ${
      cause instanceof Error ? cause.message : String(cause)
    }`,
    reason: 'RunNotStarted',
    remedy: `Read the log of deployment ml-pipeline in namespace ${context.target.pipelines.namespace}, then run the job again: it finds run ${run.runId} if it exists`,
    cause,
  });

const answeredInFull = (error: unknown) =>
  isKubeflowError(error) && error.upstreamStatus === 500;

/** Stops a submission that has been cancelled before KFP is asked, and gives the claim back. */
const stopIfCancelled = async (
  { patience, claiming }: Submission,
  held: Held,
) => {
  try {
    patience.proceed();
  } catch (error) {
    await claiming.release(held);
    throw error;
  }
};

/** After a POST that failed: the run if it is there all the same, else the claim for the next POST. */
const afterFailure = async (
  context: Submission,
  held: Held,
  failed: {
    readonly run: NewRun;
    readonly error: unknown;
    readonly tries: number;
  },
): Promise<SubmittedRun | Held> => {
  const { claiming, lookup } = context;
  const { run, error, tries } = failed;
  if (meaningOf(error) === 'refused') {
    await claiming.release(held);
    throw error;
  }
  const found = await lookup.settle(
    held.claim,
    answeredInFull(error) ? 'answered' : 'unanswered',
  );
  if (found) {
    const ours = found.displayName === run.displayName;
    return submittedRun(found, ours ? 'created' : 'adopted', run);
  }
  if (tries + 1 >= MOST_POSTS) throw unclear(context, run, error);
  return claiming.takeOver(held);
};

/**
 * Asks KFP for the run of a claim that is ours. Returns the run, or the claim as it stands when it
 * was lost on the way (its new holder is to be watched) or when POST shall be tried again under a
 * new fence.
 *
 * @param tries - POSTs that have failed before this one
 */
export const startRun = async (
  context: Submission,
  held: Held,
  tries: number,
): Promise<SubmittedRun | Held> => {
  const { target, claiming, lookup, patience } = context;
  if (held.claim.fence > held.claim.since && tries === 0) {
    const started = await lookup.settle(held.claim, 'long ago');
    if (started) return submittedRun(started, 'adopted');
  }
  const run = await newRun(context, held);
  if (patience.clock.now() > held.until - POST_DEADLINE) {
    return claiming.takeOver(held);
  }
  await stopIfCancelled(context, held);
  context.onIntent?.({ runId: held.claim.runId, displayName: run.displayName });
  // Beside the POST, and not waited for: what it does not get done, a later submission does.
  void claiming.clearAway();
  let created: Run;
  try {
    created = await patience.within(
      POST_DEADLINE,
      target.pipelines.createRun(run),
    );
  } catch (error) {
    return afterFailure(context, held, { run, error, tries });
  }
  if (created.runId !== run.runId) {
    // Without it, others find the run by its name.
    await claiming.recordRunId(held, created.runId).catch(() => undefined);
  }
  return submittedRun(created, 'created', run);
};
