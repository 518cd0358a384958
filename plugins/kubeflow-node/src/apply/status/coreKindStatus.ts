import type { LiveObject } from '../api/objectApi';
import { describeCondition, findCondition } from './condition';
import { items, textOf, valueAt } from './liveValue';
import { current, failedForGood, inProgress } from './status';
import type { ObjectStatus } from './status';

/** V1 Namespace. */
export const namespaceStatus = (live: LiveObject): ObjectStatus => {
  const phase = textOf(valueAt(live, 'status', 'phase'));
  if (phase === 'Terminating') {
    return { status: 'Terminating', message: 'the namespace is being deleted' };
  }
  return current('the namespace is active');
};

/** V1 PersistentVolumeClaim. One that waits for its first consumer is InProgress: only its class and pods tell more. */
export const claimStatus = (live: LiveObject): ObjectStatus => {
  const phase = textOf(valueAt(live, 'status', 'phase'));
  if (phase === 'Lost') {
    return failedForGood('its volume is lost');
  }
  if (phase !== 'Bound') return inProgress('it is not bound to a volume');
  const resizing = findCondition(live, 'FileSystemResizePending');
  return resizing?.status === 'True'
    ? current(
        `it is bound; ${describeCondition(resizing, 'its growth is pending')}`,
      )
    : current('it is bound');
};

/** V1 Service. */
export const serviceStatus = (live: LiveObject): ObjectStatus => {
  const type = textOf(valueAt(live, 'spec', 'type'));
  const addresses = items(valueAt(live, 'status', 'loadBalancer', 'ingress'));
  return type === 'LoadBalancer' && addresses.length === 0
    ? inProgress('it has no load balancer yet')
    : current('the Service is ready');
};

/** Policy/v1 PodDisruptionBudget. */
export const disruptionBudgetStatus = (live: LiveObject): ObjectStatus =>
  valueAt(live, 'status', 'observedGeneration') === undefined
    ? inProgress('its controller has not seen it yet')
    : current('its allowed disruptions are computed');
