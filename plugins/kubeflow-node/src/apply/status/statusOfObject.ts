import type { LiveObject } from '../api/objectApi';
import { groupOf } from './apiGroup';
import { apiServiceStatus, definitionStatus } from './apiKindStatus';
import { conditionsOf, describeCondition, findCondition } from './condition';
import {
  claimStatus,
  disruptionBudgetStatus,
  namespaceStatus,
  serviceStatus,
} from './coreKindStatus';
import { jobStatus } from './jobStatus';
import { numberOf, valueAt } from './liveValue';
import { podStatus } from './podStatus';
import { current, failing, inProgress } from './status';
import type { ObjectStatus } from './status';
import {
  daemonSetStatus,
  deploymentStatus,
  replicaSetStatus,
  statefulSetStatus,
} from './workloadStatus';

const BY_KIND: Readonly<Record<string, (live: LiveObject) => ObjectStatus>> = {
  'Namespace.': namespaceStatus,
  'Pod.': podStatus,
  'PersistentVolumeClaim.': claimStatus,
  'Service.': serviceStatus,
  'Deployment.apps': deploymentStatus,
  'StatefulSet.apps': statefulSetStatus,
  'DaemonSet.apps': daemonSetStatus,
  'ReplicaSet.apps': replicaSetStatus,
  'Job.batch': jobStatus,
  // It is a timetable: the Jobs that it starts are not ours.
  'CronJob.batch': () => current('the CronJob is scheduled'),
  'PodDisruptionBudget.policy': disruptionBudgetStatus,
  'CustomResourceDefinition.apiextensions.k8s.io': definitionStatus,
  'APIService.apiregistration.k8s.io': apiServiceStatus,
};

/** Groups whose every kind gets a Ready condition from its controller, so that none yet means "not yet". */
const ALWAYS_JUDGED: ReadonlySet<string> = new Set(['cert-manager.io']);

const terminating = ({ metadata }: LiveObject): ObjectStatus | undefined => {
  if (!metadata.deletionTimestamp) return undefined;
  const holders = (metadata.finalizers ?? []).join(', ');
  return {
    status: 'Terminating',
    message: holders
      ? `it is being deleted and held by ${holders}`
      : 'it is being deleted',
  };
};

const unobserved = (live: LiveObject): ObjectStatus | undefined => {
  const generation = live.metadata.generation ?? 0;
  const observed = numberOf(
    valueAt(live, 'status', 'observedGeneration'),
    generation,
  );
  return observed === generation
    ? undefined
    : inProgress(
        `its controller has seen generation ${observed} of ${generation}`,
      );
};

const abnormal = (live: LiveObject): ObjectStatus | undefined => {
  for (const condition of conditionsOf(live)) {
    if (condition.status === 'True' && condition.type === 'Reconciling') {
      return inProgress(describeCondition(condition, 'it is being reconciled'));
    }
    if (condition.status === 'True' && condition.type === 'Stalled') {
      return failing(describeCondition(condition, 'it is stalled'));
    }
  }
  return undefined;
};

const readiness = (live: LiveObject): ObjectStatus => {
  const ready = findCondition(live, 'Ready');
  if (ready) {
    return ready.status === 'True'
      ? current(describeCondition(ready, 'it is ready'))
      : inProgress(describeCondition(ready, 'it is not ready'));
  }
  return ALWAYS_JUDGED.has(groupOf(live.apiVersion))
    ? inProgress('its controller has not judged it yet')
    : current('it exists');
};

/**
 * How far a live object has come, as kstatus computes it; pure, so nothing in it depends on the time.
 *
 * Where it differs from kstatus, on purpose: a Job is Current when it has completed or is suspended (kstatus: as soon
 * as it has started); a LoadBalancer Service needs an address of its load balancer (kstatus: a cluster IP, which
 * every Service has); a paused Deployment is judged by its replicas (kstatus: never Current); a workload that its
 * controller has not looked at is InProgress; an unschedulable pod is InProgress however long (kstatus: Failed after
 * 15 s), as an autoscaler may help it; a condition of an older generation is not heard; kinds of cert-manager without a
 * Ready condition are InProgress.
 *
 * Kept from kstatus, and worth knowing: a custom resource without status or without a known condition is Current, so
 * one that was just created may be called Current before its controller has seen it; `Ready: False` is InProgress, never
 * Failed; a DaemonSet that fits no node, and anything scaled to 0, is Current; a StatefulSet with OnDelete is Current.
 */
export const statusOfObject = (live: LiveObject): ObjectStatus => {
  const ofKind = BY_KIND[`${live.kind}.${groupOf(live.apiVersion)}`];
  return (
    terminating(live) ??
    unobserved(live) ??
    abnormal(live) ??
    (ofKind ? ofKind(live) : readiness(live))
  );
};
