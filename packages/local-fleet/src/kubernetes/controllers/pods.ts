import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { asArray, asObject, asString, valueAt } from '../json';
import { serveDeploymentOf } from '../service/deploymentPods';
import { bindClaim, isBound } from './claims';
import type { Controller, ControllerContext } from './controller';
import { condition, currentForm, writeStatus } from './controller';

const PODS = { group: '', plural: 'pods', kind: 'Pod' };
const CLAIMS = {
  group: '',
  plural: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
};

const containerStatus = (container: unknown, time: string) => {
  const { name, image } = asObject(container);
  return {
    name,
    image,
    imageID: '',
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: time } },
    lastState: {},
  };
};

/** The status of a pod whose containers run and are ready. */
export const runningStatus = (
  pod: KubernetesObject,
  { time, address }: { readonly time: string; readonly address: string },
): object => ({
  phase: 'Running',
  podIP: address,
  podIPs: [{ ip: address }],
  hostIP: '192.168.0.1',
  startTime: time,
  qosClass: 'BestEffort',
  conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(
    type => ({
      ...condition(type, time, { reason: '' }),
      lastProbeTime: null,
    }),
  ),
  containerStatuses: asArray(asObject(pod.spec).containers).map(container =>
    containerStatus(container, time),
  ),
});

const claimNames = (pod: KubernetesObject): string[] =>
  asArray(asObject(pod.spec).volumes).flatMap(volume => {
    const name = valueAt(volume, 'persistentVolumeClaim', 'claimName');
    return typeof name === 'string' ? [name] : [];
  });

/** Why a volume keeps the pod from its node, in the scheduler's words; its claims get bound on the way. */
const unscheduled = (
  cluster: Cluster,
  pod: KubernetesObject,
): string | undefined => {
  const { namespace } = pod.metadata;
  for (const name of claimNames(pod)) {
    const claim = cluster.store.get(CLAIMS, namespace, name);
    if (!claim) return `persistentvolumeclaim "${name}" not found`;
    if (cluster.settings.becomesReady(claim))
      bindClaim(cluster, claim, 'first-consumer');
    const now = cluster.store.get(CLAIMS, namespace, name);
    if (now && !isBound(now))
      return 'pod has unbound immediate PersistentVolumeClaims';
  }
  return undefined;
};

const run = (cluster: Cluster, pod: KubernetesObject) => {
  const live = currentForm(cluster, PODS, pod);
  const phase = asString(asObject(live?.status).phase);
  if (!live || live.metadata.deletionTimestamp || phase === 'Running') return;
  const time = cluster.writer.timestamp();
  const why = unscheduled(cluster, live);
  if (why) {
    const refused = condition('PodScheduled', time, {
      reason: 'Unschedulable',
      message: `0/1 nodes are available: ${why}.`,
    });
    writeStatus(cluster, live, {
      phase: 'Pending',
      conditions: [{ ...refused, status: 'False', lastProbeTime: null }],
    });
    return;
  }
  const address = cluster.backends.nextAddress();
  serveDeploymentOf(cluster, live, address);
  writeStatus(cluster, live, runningStatus(live, { time, address }));
};

const follow = (
  { cluster, schedule, isOwnPod }: ControllerContext,
  pod: KubernetesObject,
) => {
  if (isOwnPod(pod) || !cluster.settings.becomesReady(pod)) return;
  schedule(cluster.settings.readyDelayMs, () => run(cluster, pod));
};

/** Pods of clients run as soon as they are created and their claims are bound; logs end and go with their pod. */
export const pods: Controller = (context, resource, { type, object }) => {
  const { cluster } = context;
  if (resource.group !== '') return;
  // A pod may be there before its claim, and waits for a volume that waits for it.
  if (resource.kind === CLAIMS.kind && type !== 'DELETED') {
    for (const pod of cluster.store.list(PODS, object.metadata.namespace))
      if (claimNames(pod).includes(object.metadata.name)) follow(context, pod);
    return;
  }
  if (resource.kind !== 'Pod') return;
  const { namespace = '', name } = object.metadata;
  const phase = asString(asObject(object.status).phase);
  if (type === 'DELETED') {
    cluster.logs.remove({ namespace, name });
    cluster.backends.forget(String(valueAt(object, 'status', 'podIP')));
  }
  if (phase === 'Succeeded' || phase === 'Failed')
    cluster.logs.end({ namespace, name });
  if (type === 'ADDED') follow(context, object);
};
