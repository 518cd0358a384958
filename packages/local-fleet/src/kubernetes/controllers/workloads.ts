import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { valueAt } from '../json';
import type { Controller } from './controller';
import { condition, currentForm, writeStatus } from './controller';

type StatusOf = (object: KubernetesObject, time: string) => object;

const replicasOf = (object: KubernetesObject) =>
  Number(valueAt(object, 'spec', 'replicas') ?? 1);

const observed = ({ metadata }: KubernetesObject) => ({
  observedGeneration: metadata.generation,
});

const statefulSet: StatusOf = object => {
  const replicas = replicasOf(object);
  const revision = `${object.metadata.name}-${object.metadata.generation ?? 1}`;
  return {
    ...observed(object),
    replicas,
    readyReplicas: replicas,
    currentReplicas: replicas,
    updatedReplicas: replicas,
    availableReplicas: replicas,
    currentRevision: revision,
    updateRevision: revision,
  };
};

const replicaSet: StatusOf = object => {
  const replicas = replicasOf(object);
  return {
    ...observed(object),
    replicas,
    fullyLabeledReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
  };
};

const daemonSet: StatusOf = object => ({
  ...observed(object),
  currentNumberScheduled: 1,
  desiredNumberScheduled: 1,
  numberAvailable: 1,
  numberMisscheduled: 0,
  numberReady: 1,
  updatedNumberScheduled: 1,
});

const job: StatusOf = (object, time) => ({
  startTime: object.metadata.creationTimestamp,
  completionTime: time,
  succeeded: Number(valueAt(object, 'spec', 'completions') ?? 1),
  ready: 0,
  terminating: 0,
  uncountedTerminatedPods: {},
  conditions: [
    {
      ...condition('SuccessCriteriaMet', time, {
        reason: 'CompletionsReached',
      }),
      lastProbeTime: time,
    },
    {
      ...condition('Complete', time, { reason: 'CompletionsReached' }),
      lastProbeTime: time,
    },
  ],
});

const STATUSES: Readonly<Record<string, StatusOf>> = {
  StatefulSet: statefulSet,
  ReplicaSet: replicaSet,
  DaemonSet: daemonSet,
  Job: job,
};

/** ReplicaSets of a Deployment are its controller's work, which makes their pods. */
const isOwned = ({ metadata }: KubernetesObject) =>
  metadata.ownerReferences !== undefined;

/** Workloads become ready (jobs complete) without pods of their own; Deployments are elsewhere. */
export const workloads: Controller = (
  { cluster, schedule },
  resource,
  { type, object, previous },
) => {
  const statusOf = STATUSES[resource.kind];
  const isBuiltIn = resource.group === 'apps' || resource.group === 'batch';
  if (!statusOf || !isBuiltIn || type === 'DELETED') return;
  const isNewForm =
    previous?.metadata.generation !== object.metadata.generation;
  if (!isNewForm || isOwned(object)) return;
  if (!cluster.settings.becomesReady(object)) return;
  schedule(cluster.settings.readyDelayMs, () => {
    const live = currentForm(cluster, resource, object);
    if (live && !live.metadata.deletionTimestamp)
      writeStatus(cluster, live, statusOf(live, cluster.writer.timestamp()));
  });
};
