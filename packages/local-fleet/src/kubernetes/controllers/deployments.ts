import { createHash } from 'node:crypto';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { exactJson } from '../exactJson';
import { asArray, asObject, valueAt } from '../json';
import { deleteOptions } from '../objects/deletion';
import { NAMESPACES } from '../objects/namespaceLifecycle';
import { generatedName } from '../objects/objectNames';
import { deploymentOf } from '../service/deploymentPods';
import type { Controller } from './controller';
import {
  CONTROLLER_WRITE,
  condition,
  currentForm,
  requireResource,
  writeStatus,
} from './controller';

const DEPLOYMENTS = {
  group: 'apps',
  plural: 'deployments',
  kind: 'Deployment',
};
const REPLICA_SETS = {
  group: 'apps',
  plural: 'replicasets',
  kind: 'ReplicaSet',
};
const PODS = { group: '', plural: 'pods', kind: 'Pod' };
const HASH_LABEL = 'pod-template-hash';
const BACKGROUND = deleteOptions({}, new URLSearchParams());

const replicasOf = (object: KubernetesObject) =>
  Number(valueAt(object, 'spec', 'replicas') ?? 1);

const controlledBy = (owner: KubernetesObject) => (object: KubernetesObject) =>
  asArray(object.metadata.ownerReferences)
    .map(asObject)
    .some(({ uid, controller }) => controller && uid === owner.metadata.uid);

const ownedBy = ({ apiVersion, kind, metadata }: KubernetesObject) => [
  {
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  },
];

const templateOf = (deployment: KubernetesObject, hash: string) => {
  const template = asObject(asObject(deployment.spec).template);
  const metadata = asObject(template.metadata);
  return {
    metadata: {
      ...metadata,
      labels: { ...asObject(metadata.labels), [HASH_LABEL]: hash },
    },
    spec: asObject(template.spec),
  };
};

const hashOf = (deployment: KubernetesObject) =>
  createHash('sha256')
    .update(exactJson(asObject(deployment.spec).template))
    .digest('hex')
    .slice(0, 10);

const setOf = (
  deployment: KubernetesObject,
  hash: string,
): KubernetesObject => {
  const template = templateOf(deployment, hash);
  const { matchLabels } = asObject(asObject(deployment.spec).selector);
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels: template.metadata.labels as Record<string, string>,
      ownerReferences: ownedBy(deployment),
    },
    spec: {
      replicas: replicasOf(deployment),
      selector: {
        matchLabels: { ...asObject(matchLabels), [HASH_LABEL]: hash },
      },
      template,
    },
  };
};

const podOf = (set: KubernetesObject): KubernetesObject => {
  const template = asObject(asObject(set.spec).template);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...asObject(template.metadata),
      name: generatedName(`${set.metadata.name}-`, Math.random),
      namespace: set.metadata.namespace,
      ownerReferences: ownedBy(set),
    },
    spec: template.spec,
  };
};

/** The ReplicaSet of the newest template; older ones go, and their pods with them. */
const currentSet = (
  cluster: Cluster,
  deployment: KubernetesObject,
): KubernetesObject => {
  const { store, writer, remover } = cluster;
  const { namespace } = deployment.metadata;
  const resource = requireResource(cluster, 'apps/v1', 'ReplicaSet');
  const wanted = setOf(deployment, hashOf(deployment));
  for (const set of store
    .list(REPLICA_SETS, namespace)
    .filter(controlledBy(deployment)))
    if (set.metadata.name !== wanted.metadata.name)
      remover.delete(resource, set, BACKGROUND);
  const live = store.get(REPLICA_SETS, namespace, wanted.metadata.name);
  return live ?? writer.create(resource, wanted, CONTROLLER_WRITE);
};

const podsOf = ({ store }: Cluster, set: KubernetesObject) =>
  store.list(PODS, set.metadata.namespace).filter(controlledBy(set));

const scale = (cluster: Cluster, set: KubernetesObject, wanted: number) => {
  const resource = requireResource(cluster, 'v1', 'Pod');
  const found = podsOf(cluster, set);
  found
    .slice(wanted)
    .forEach(pod => cluster.remover.delete(resource, pod, BACKGROUND));
  for (let count = found.length; count < wanted; count++)
    cluster.writer.create(resource, podOf(set), CONTROLLER_WRITE);
};

const isReady = (pod: KubernetesObject) =>
  asArray(valueAt(pod, 'status', 'conditions'))
    .map(asObject)
    .some(({ type, status }) => type === 'Ready' && status === 'True');

const counts = (wanted: number, existing: number, ready: number) => ({
  replicas: existing || undefined,
  updatedReplicas: existing || undefined,
  readyReplicas: ready || undefined,
  availableReplicas: ready || undefined,
  unavailableReplicas: wanted - ready || undefined,
});

const conditionsOf = (
  deployment: KubernetesObject,
  set: KubernetesObject,
  {
    isAvailable,
    time,
  }: { readonly isAvailable: boolean; readonly time: string },
) => {
  const before = asArray(valueAt(deployment, 'status', 'conditions')).map(
    asObject,
  );
  const kept = (next: ReturnType<typeof condition>) => {
    const old = before.find(each => each.type === next.type);
    const isSame = old?.status === next.status && old?.reason === next.reason;
    return isSame ? old : { ...next, lastUpdateTime: time };
  };
  const available = isAvailable
    ? condition('Available', time, {
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      })
    : {
        ...condition('Available', time, {
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        }),
        status: 'False',
      };
  const progress = `ReplicaSet "${set.metadata.name}"`;
  const progressing = isAvailable
    ? condition('Progressing', time, {
        reason: 'NewReplicaSetAvailable',
        message: `${progress} has successfully progressed.`,
      })
    : condition('Progressing', time, {
        reason: 'ReplicaSetUpdated',
        message: `${progress} is progressing.`,
      });
  return [kept(available), kept(progressing)];
};

const isEnding = ({ store }: Cluster, deployment: KubernetesObject) => {
  const { namespace, deletionTimestamp } = deployment.metadata;
  const owner = store.get(NAMESPACES, undefined, namespace ?? '');
  return Boolean(deletionTimestamp || owner?.metadata.deletionTimestamp);
};

const withoutUndefined = (status: object) =>
  Object.fromEntries(
    Object.entries(status).filter(([, value]) => value !== undefined),
  );

/** Makes the pods that a Deployment asks for and reports how many are ready. */
const sync = (cluster: Cluster, deployment: KubernetesObject): void => {
  const live = currentForm(cluster, DEPLOYMENTS, deployment);
  if (!live || isEnding(cluster, live)) return;
  const wanted = replicasOf(live);
  const set = currentSet(cluster, live);
  scale(cluster, set, wanted);
  const existing = podsOf(cluster, set);
  const ready = existing.filter(isReady).length;
  const time = cluster.writer.timestamp();
  writeStatus(
    cluster,
    { ...live, status: {} },
    withoutUndefined({
      observedGeneration: live.metadata.generation,
      ...counts(wanted, existing.length, ready),
      conditions: conditionsOf(live, set, {
        isAvailable: ready >= wanted,
        time,
      }),
    }),
  );
};

const deploymentOfPod = (cluster: Cluster, pod: KubernetesObject) => {
  const name = deploymentOf(cluster, pod);
  return name
    ? cluster.store.get(DEPLOYMENTS, pod.metadata.namespace, name)
    : undefined;
};

/** Deployments get a ReplicaSet and pods; they are available when the pods are ready. */
export const deployments: Controller = (
  { cluster, schedule },
  resource,
  { type, object, previous },
) => {
  if (resource.kind === 'Pod' && resource.group === '') {
    const owner = deploymentOfPod(cluster, object);
    if (owner && type !== 'ADDED') schedule(0, () => sync(cluster, owner));
    return;
  }
  if (resource.kind !== DEPLOYMENTS.kind || type === 'DELETED') return;
  const isNewForm =
    previous?.metadata.generation !== object.metadata.generation;
  if (isNewForm && cluster.settings.becomesReady(object))
    schedule(cluster.settings.readyDelayMs, () => sync(cluster, object));
};
