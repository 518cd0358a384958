import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../../clock';

/**
 * The call's result, or a TimeoutError when it takes longer: the call itself goes on, and what it does may still happen.
 */
export const boundedCall = async <T>(
  call: Promise<T>,
  {
    clock,
    ms,
    subject,
  }: {
    readonly clock: Clock;
    readonly ms: number;
    readonly subject: string;
  },
): Promise<T> => {
  const settled = new AbortController();
  const late = async () => {
    await clock.sleep(Math.max(0, ms), settled.signal);
    throw new KubeflowError('TimeoutError', {
      subject,
      fact: `the lease could not be written within ${ms} ms`,
      reason: 'LeaseWriteTimeout',
    });
  };
  try {
    return await Promise.race([call, late()]);
  } finally {
    settled.abort(new Error('settled'));
  }
};
