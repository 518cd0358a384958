import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { RevisionDescription } from '../contract';

/** `v2.17.0` as [2, 17, 0]; undefined for what is no release. */
const numbersOf = (version: string): readonly number[] | undefined => {
  const match = /^v?(\d+(?:\.\d+)*)$/.exec(version);
  return match?.[1]?.split('.').map(Number);
};

const isOlderVersion = (next: string, installed: string): boolean => {
  const [a, b] = [numbersOf(next), numbersOf(installed)];
  if (!a || !b) return false;
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};

/** GitHub counts the runs of all workflows up: a smaller id began earlier, from an older push. */
const isOlderRun = (
  next: RevisionDescription['origin'],
  installed: RevisionDescription['origin'],
): boolean => {
  const [a = '', b = ''] = [next.workflowRunId, installed.workflowRunId];
  return (
    next.repository !== undefined &&
    next.repository === installed.repository &&
    /^\d+$/.test(a) &&
    /^\d+$/.test(b) &&
    BigInt(a) < BigInt(b)
  );
};

/**
 * Why this revision may not follow the installed one (row 45): it is an older version of the same profile, or comes from a
 * workflow run that began before the one that deployed last, such as a deploy that was queued or started again. A revert
 * is a new push with a new run, and passes. Undefined when nothing speaks against it.
 */
export const downgradeRefusal = (
  next: RevisionDescription,
  installed: RevisionDescription | undefined,
  subject: string,
): KubeflowError | undefined => {
  if (!installed) return undefined;
  const facts = [
    ...(next.profile === installed.profile &&
    isOlderVersion(next.version, installed.version)
      ? [`version ${installed.version} is installed, ${next.version} is older`]
      : []),
    ...(isOlderRun(next.origin, installed.origin)
      ? [
          `workflow run ${installed.origin.workflowRunId} deployed last, run ${next.origin.workflowRunId} is older`,
        ]
      : []),
  ];
  return facts.length === 0
    ? undefined
    : new KubeflowError('ConflictError', {
        subject,
        fact: facts.join('; '),
        reason: 'Downgrade',
        remedy: 'Deploy the newest commit, or set allow-downgrade: true',
      });
};
