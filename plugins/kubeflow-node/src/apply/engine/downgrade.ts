import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { RevisionDescription } from '../contract';
import type { RevisionRecord } from '../revisions/contract';

/** Numbers of `v2.17.0`; undefined for a git ref that is no version. */
const numbersOf = (version: string): readonly number[] | undefined => {
  const match = /^v?(\d+(?:\.\d+)*)$/.exec(version);
  return match?.[1]?.split('.').map(Number);
};

const isLower = (version: string, than: string): boolean => {
  const left = numbersOf(version);
  const right = numbersOf(than);
  if (!left || !right) return false;
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};

/** GitHub numbers the runs of all workflows in ascending order; a rerun keeps its number. */
const isOlderRun = (
  { origin }: RevisionDescription,
  last: RevisionDescription,
): boolean => {
  const isSameRepository = origin.repository === last.origin.repository;
  const run = Number(origin.workflowRunId);
  const lastRun = Number(last.origin.workflowRunId);
  return (
    isSameRepository && run < lastRun && origin.commit !== last.origin.commit
  );
};

/** Row 45: why this must not replace what is installed; undefined when it is not older. */
export const downgradeRefusal = (
  subject: string,
  wanted: RevisionDescription,
  installed: RevisionRecord | undefined,
): KubeflowError | undefined => {
  if (!installed) return undefined;
  const remedy = 'Deploy the newer one, or set allow-downgrade: true';
  if (
    wanted.profile === installed.profile &&
    isLower(wanted.version, installed.version)
  ) {
    return new KubeflowError('ConflictError', {
      subject,
      fact: `version ${wanted.version} is older than ${installed.version}, which is installed`,
      reason: 'Downgrade',
      remedy,
    });
  }
  if (!isOlderRun(wanted, installed)) return undefined;
  return new KubeflowError('ConflictError', {
    subject,
    fact: `workflow run ${wanted.origin.workflowRunId} is older than run ${installed.origin.workflowRunId}, which deployed another commit here since`,
    reason: 'Downgrade',
    remedy,
  });
};
