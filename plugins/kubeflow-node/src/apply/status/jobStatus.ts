import type { LiveObject } from '../api/objectApi';
import { describeCondition, findCondition } from './condition';
import { numberOf, valueAt } from './liveValue';
import { current, failedForGood, inProgress } from './status';
import type { ObjectStatus } from './status';

/** Batch/v1 Job: Current when it has completed (see `statusOfObject` for kstatus' other opinion). */
export const jobStatus = (live: LiveObject): ObjectStatus => {
  const failed = findCondition(live, 'Failed');
  if (failed?.status === 'True') {
    return failedForGood(
      `the Job has failed: ${describeCondition(failed, 'no reason given')}`,
    );
  }
  if (findCondition(live, 'Complete')?.status === 'True') {
    return current('the Job has completed');
  }
  if (valueAt(live, 'spec', 'suspend') === true) {
    return current('the Job is suspended on purpose');
  }
  const count = (name: string) => numberOf(valueAt(live, 'status', name), 0);
  const completions = numberOf(
    valueAt(live, 'spec', 'completions'),
    numberOf(valueAt(live, 'spec', 'parallelism'), 1),
  );
  return valueAt(live, 'status', 'startTime') === undefined
    ? inProgress('the Job has not started')
    : inProgress(
        `${count('succeeded')} of ${completions} completions, ${count(
          'active',
        )} pods are running, ${count('failed')} have failed`,
      );
};
