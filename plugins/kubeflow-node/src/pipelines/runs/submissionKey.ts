import { createHash } from 'node:crypto';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { canonicalJson } from '../spec/canonicalJson';

/** What makes two submissions the same one. */
export interface SubmissionIdentity {
  /** `owner/name`. */
  readonly repository: string;
  readonly pipelineName: string;
  /** {@link CompiledPipeline.contentHash}. */
  readonly contentHash: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly commit: string;
  /** Path of the workflow file, or its name. */
  readonly workflow: string;
  /** Id of the job in the workflow file; every leg of a matrix has the same one. */
  readonly job: string;
  /**
   * `GITHUB_RUN_ID`: the same for every attempt of a workflow run. Leave it out where all workflow
   * runs of one commit shall share one pipeline run.
   */
  readonly workflowRunId?: string;
}

const KEY_LENGTH = 16;
const LONGEST_RUN_NAME = 128;

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/**
 * The key of a submission: 16 hex digits, equal for equal identities.
 *
 * The attempt of the workflow run is no part of it, so a re-run has its first attempt's key. What a
 * re-run then does depends on the run it finds: it adopts one that is going or has succeeded, and
 * starts the next generation when the earlier run ended FAILED or CANCELED (see `submitRun`). Two
 * jobs of one attempt, legs of a matrix included, share one run even if it fails.
 */
export const submissionKey = (identity: SubmissionIdentity): string =>
  sha256(
    canonicalJson([
      identity.repository.toLowerCase(),
      identity.pipelineName,
      identity.contentHash,
      identity.parameters,
      identity.commit,
      identity.workflow,
      identity.job,
      identity.workflowRunId ?? '',
    ]),
  )
    .toString('hex')
    .slice(0, KEY_LENGTH);

/** The key as it goes into names: itself when it is a short DNS label, else its hash. */
export const keySlug = (key: string): string =>
  /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/.test(key)
    ? key
    : sha256(key).toString('hex').slice(0, KEY_LENGTH);

/**
 * Id of the run of this key and generation: a UUID of version 5's shape, made of both. Everyone who
 * submits the key asks KFP for this id, so a run can be looked up before its creator tells anyone.
 */
export const runIdOf = (key: string, generation: number): string => {
  const bytes = sha256(`kubeflow-fleet/run/${key}/${generation}`).subarray(
    0,
    16,
  );
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
};

/**
 * `<prefix>-<key>`, with the claim's fence behind it from the second one on: the name tells whose
 * Workflow it is. The prefix is shortened to keep the whole within KFP's 128 characters; a longer
 * name is a 500 that leaves a Workflow running.
 *
 * @throws KubeflowError `InputError`, reason `InvalidRunName`, for a blank prefix.
 */
export const runNameOf = (
  prefix: string,
  key: string,
  fence: number,
): string => {
  const trimmed = prefix.trim();
  if (trimmed === '') {
    throw new KubeflowError('InputError', {
      fact: 'the run name is empty',
      reason: 'InvalidRunName',
      remedy: 'Give the run a name of 1 to 90 characters',
    });
  }
  const suffix = `-${keySlug(key)}${fence > 1 ? `-${fence}` : ''}`;
  const room = LONGEST_RUN_NAME - suffix.length;
  return `${Array.from(trimmed).slice(0, room).join('').trimEnd()}${suffix}`;
};
