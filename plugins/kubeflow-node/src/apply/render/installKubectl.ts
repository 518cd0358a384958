import {
  KubeflowError,
  hasReason,
} from '@kubeflow-fleet/plugin-kubeflow-common';

/** What to do without a fitting kubectl. */
export const installKubectl =
  'Add a step with azure/setup-kubectl before this one (version 1.27 or newer), or run the job on an image that has kubectl, such as ubuntu-latest';

/** The program's answer, with a remedy of its own when kubectl is not there. */
export async function withKubectlRemedy<T>(running: Promise<T>): Promise<T> {
  try {
    return await running;
  } catch (error) {
    if (!hasReason(error, 'ProgramMissing')) throw error;
    throw new KubeflowError('NotFoundError', {
      reason: 'KubectlMissing',
      subject: error.subject,
      fact: error.fact,
      remedy: installKubectl,
      cause: error,
    });
  }
}
