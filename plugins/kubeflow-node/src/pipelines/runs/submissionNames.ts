import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Problem } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { RunSubmission } from './contract';
import { runNameOf } from './submissionKey';

const length = (text: string) => Array.from(text.trim()).length;

/** A DNS subdomain of RFC 1123: KFP takes any text, and the pods of the run are then refused. */
const isServiceAccount = (name: string) =>
  name.length <= 253 && /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(name);

/**
 * Checks the names of a submission, which needs no cluster.
 *
 * @throws KubeflowError `InputError`, reason `InvalidSubmission`, with every problem.
 */
export const checkSubmissionNames = (
  submission: Pick<
    RunSubmission,
    'pipelineName' | 'experiment' | 'key' | 'runName' | 'serviceAccount'
  >,
  subject?: string,
): void => {
  const problems: Problem[] = [];
  const check = (what: string, value: string, longest: number) => {
    if (length(value) < 1 || length(value) > longest) {
      problems.push({
        message: `${what} must have 1 to ${longest} characters, has ${length(
          value,
        )}`,
      });
    }
  };
  check('the pipeline name', submission.pipelineName, 127);
  check('the experiment name', submission.experiment, 128);
  check('the submission key', submission.key, 1_000);
  if (submission.pipelineName.includes('/')) {
    problems.push({
      message: `the pipeline name must not contain '/': KFP cannot find it again`,
    });
  }
  const { serviceAccount } = submission;
  if (serviceAccount !== undefined && !isServiceAccount(serviceAccount)) {
    problems.push({
      message: `the service account '${printable(
        serviceAccount,
      )}' must be a Kubernetes name: lower case letters, digits, '-' and '.', at most 253`,
    });
  }
  if (problems.length > 0) {
    throw new KubeflowError('InputError', {
      subject,
      fact: problems.map(problem => problem.message).join('; '),
      reason: 'InvalidSubmission',
      remedy: 'Change the names and run again',
      problems,
    });
  }
  runNameOf(submission.runName, submission.key, 1);
};
