import type { LiveObject } from '../api/objectApi';
import { describeCondition, findCondition } from './condition';
import { numberOf, valueAt } from './liveValue';
import {
  current,
  failedForGood,
  inProgress,
  type ObjectStatus,
} from './status';

const count = (live: LiveObject, name: string) =>
  numberOf(valueAt(live, 'status', name), 0);

const wanted = (live: LiveObject) =>
  numberOf(valueAt(live, 'spec', 'replicas'), 1);

const replicas = (number: number) =>
  number === 1 ? '1 replica is' : `${number} replicas are`;

const soFar = (has: number, wants: number, what: string) =>
  `${has} of ${replicas(wants)} ${what}`;

/** The first of these that does not hold is what it waits for. */
const firstShortage = (
  shortages: readonly (readonly [has: number, wants: number, what: string])[],
): ObjectStatus | undefined => {
  const short = shortages.find(([has, wants]) => has < wants);
  return short && inProgress(soFar(...short));
};

const surplus = (live: LiveObject): ObjectStatus | undefined => {
  const extra = count(live, 'replicas') - wanted(live);
  return extra > 0
    ? inProgress(`${replicas(extra)} of the former version still to end`)
    : undefined;
};

/** Its controller has not looked at it since it was made, so its counts say nothing. */
const isUnseen = (live: LiveObject) =>
  valueAt(live, 'status', 'observedGeneration') === undefined;

const unseen = inProgress('its controller has not seen it yet');

const UNLIMITED = 2 ** 31 - 1;

const rollout = (live: LiveObject): ObjectStatus | undefined => {
  const deadline = numberOf(
    valueAt(live, 'spec', 'progressDeadlineSeconds'),
    UNLIMITED,
  );
  const progressing = findCondition(live, 'Progressing');
  // Without a deadline the controller sets no such condition; a paused rollout never gets to its end.
  if (deadline === UNLIMITED || valueAt(live, 'spec', 'paused') === true) {
    return undefined;
  }
  return progressing?.status === 'True' &&
    progressing.reason === 'NewReplicaSetAvailable'
    ? undefined
    : inProgress(
        describeCondition(progressing, 'its new ReplicaSet is not available'),
      );
};

/** Apps/v1 Deployment. */
export const deploymentStatus = (live: LiveObject): ObjectStatus => {
  if (isUnseen(live)) return unseen;
  const progressing = findCondition(live, 'Progressing');
  const wants = wanted(live);
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return failedForGood(
      `the rollout made no progress within its deadline, ${soFar(
        count(live, 'availableReplicas'),
        wants,
        'available',
      )}`,
    );
  }
  const available = findCondition(live, 'Available');
  const updated = count(live, 'updatedReplicas');
  return (
    firstShortage([
      [count(live, 'replicas'), wants, 'created'],
      [updated, wants, 'updated'],
    ]) ??
    surplus(live) ??
    firstShortage([
      [count(live, 'availableReplicas'), updated, 'available'],
      [count(live, 'readyReplicas'), wants, 'ready'],
    ]) ??
    rollout(live) ??
    (available?.status === 'True'
      ? current(`${replicas(wants)} available`)
      : inProgress(describeCondition(available, 'it is not available')))
  );
};

const revisionRollout = (live: LiveObject): ObjectStatus => {
  const wants = wanted(live);
  const partition = numberOf(
    valueAt(live, 'spec', 'updateStrategy', 'rollingUpdate', 'partition'),
    0,
  );
  const updated = count(live, 'updatedReplicas');
  if (partition > 0) {
    return (
      firstShortage([[updated, wants - partition, 'updated']]) ??
      current(`${replicas(updated)} updated, as the partition asks`)
    );
  }
  const isMixed =
    valueAt(live, 'status', 'currentRevision') !==
    valueAt(live, 'status', 'updateRevision');
  return isMixed
    ? inProgress(soFar(updated, wants, 'of the new revision'))
    : firstShortage([[count(live, 'currentReplicas'), wants, 'current']]) ??
        current(`${replicas(wants)} ready`);
};

/** Apps/v1 StatefulSet. */
export const statefulSetStatus = (live: LiveObject): ObjectStatus => {
  if (valueAt(live, 'spec', 'updateStrategy', 'type') === 'OnDelete') {
    return current('its pods are updated when someone deletes them (OnDelete)');
  }
  if (isUnseen(live)) return unseen;
  const wants = wanted(live);
  return (
    firstShortage([
      [count(live, 'replicas'), wants, 'created'],
      [count(live, 'readyReplicas'), wants, 'ready'],
    ]) ??
    surplus(live) ??
    revisionRollout(live)
  );
};

/** Apps/v1 DaemonSet: on no node at all is Current, as in kstatus. */
export const daemonSetStatus = (live: LiveObject): ObjectStatus => {
  const wants = numberOf(valueAt(live, 'status', 'desiredNumberScheduled'), -1);
  if (isUnseen(live) || wants < 0) return unseen;
  return (
    firstShortage([
      [count(live, 'currentNumberScheduled'), wants, 'scheduled'],
      [count(live, 'updatedNumberScheduled'), wants, 'updated'],
      [count(live, 'numberAvailable'), wants, 'available'],
      [count(live, 'numberReady'), wants, 'ready'],
    ]) ?? current(`${replicas(wants)} ready`)
  );
};

/** Apps/v1 ReplicaSet. */
export const replicaSetStatus = (live: LiveObject): ObjectStatus => {
  if (isUnseen(live)) return unseen;
  const failure = findCondition(live, 'ReplicaFailure');
  if (failure?.status === 'True') {
    return inProgress(describeCondition(failure, 'its pods are refused'));
  }
  const wants = wanted(live);
  return (
    firstShortage([
      [count(live, 'fullyLabeledReplicas'), wants, 'labelled'],
      [count(live, 'availableReplicas'), wants, 'available'],
      [count(live, 'readyReplicas'), wants, 'ready'],
    ]) ??
    surplus(live) ??
    current(`${replicas(wants)} ready`)
  );
};
