import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { createVirtualClock } from '../../../testing/virtualClock';
import { submitRun } from '../submitRun';
import type { SubmitOptions } from '../submitRun';
import { accessCluster } from './clusterAccess';
import type { AccessOptions } from './clusterAccess';
import { SimulatedCluster } from './simulatedCluster';
import { sampleSubmission } from './submissions';

/** A cluster on a clock of its own, and jobs that submit to it: each `submit` is another runner's. */
export const submittingWorld = () => {
  const clock = createVirtualClock();
  const cluster = new SimulatedCluster({ clock });
  let holders = 0;
  const submit = (
    change: Parameters<typeof sampleSubmission>[0] = {},
    access: Partial<AccessOptions> = {},
    options: Pick<SubmitOptions, 'signal' | 'timeoutMs' | 'onWarning'> = {},
  ) => {
    const { target, calls } = accessCluster({ cluster, clock, ...access });
    holders += 1;
    const submitted = submitRun(target, sampleSubmission(change), {
      clock,
      random: () => 0.5,
      holder: `runner-${holders}`,
      ...options,
    });
    return { submitted, calls };
  };
  return { clock, cluster, submit };
};

/** The error that the work ends with, undefined when it succeeds. */
export const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as KubeflowError,
  );
