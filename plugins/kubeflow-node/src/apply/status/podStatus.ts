import type { LiveObject } from '../api/objectApi';
import { describeCondition, findCondition } from './condition';
import { items, textOf, valueAt } from './liveValue';
import { current, failedForGood, failing, inProgress } from './status';
import type { ObjectStatus } from './status';

const containersWaitingFor = (live: LiveObject, reason: string) =>
  items(valueAt(live, 'status', 'containerStatuses'))
    .filter(
      container => valueAt(container, 'state', 'waiting', 'reason') === reason,
    )
    .map(container => textOf(valueAt(container, 'name')) ?? '?');

const running = (live: LiveObject): ObjectStatus => {
  const ready = findCondition(live, 'Ready');
  if (ready?.status === 'True') return current('the pod is ready');
  const crashing = containersWaitingFor(live, 'CrashLoopBackOff');
  return crashing.length > 0
    ? failing(`crash loop of container ${crashing.join(', ')}`)
    : inProgress(describeCondition(ready, 'the pod is not ready'));
};

const pending = (live: LiveObject): ObjectStatus => {
  const scheduled = findCondition(live, 'PodScheduled');
  return scheduled?.status === 'False'
    ? inProgress(describeCondition(scheduled, 'no node takes the pod'))
    : inProgress('the pod is starting');
};

/** V1 Pod. */
export const podStatus = (live: LiveObject): ObjectStatus => {
  const phase = textOf(valueAt(live, 'status', 'phase'));
  const message = textOf(valueAt(live, 'status', 'message'));
  switch (phase) {
    case 'Succeeded':
      return current('the pod has completed');
    case 'Failed':
      return failedForGood(message ?? 'the pod has failed');
    case 'Running':
      return running(live);
    case 'Pending':
    case undefined:
      return pending(live);
    default:
      return {
        status: 'Unknown',
        message: message ?? `the pod's phase is ${phase}`,
      };
  }
};
