import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, asString } from '../json';
import type { Controller } from './controller';
import { condition, currentForm, writeStatus } from './controller';

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

/** Pods of clients run as soon as they are created; logs end and go with their pod. */
export const pods: Controller = (
  { cluster, schedule, isOwnPod },
  resource,
  { type, object },
) => {
  if (resource.kind !== 'Pod' || resource.group !== '') return;
  const { namespace = '', name } = object.metadata;
  const phase = asString(asObject(object.status).phase);
  if (type === 'DELETED') cluster.logs.remove({ namespace, name });
  if (phase === 'Succeeded' || phase === 'Failed')
    cluster.logs.end({ namespace, name });
  if (type !== 'ADDED' || isOwnPod(object)) return;
  if (!cluster.settings.becomesReady(object)) return;
  schedule(cluster.settings.readyDelayMs, () => {
    const live = currentForm(cluster, resource, object);
    if (!live || live.metadata.deletionTimestamp) return;
    const time = cluster.writer.timestamp();
    const address = cluster.backends.nextAddress();
    writeStatus(cluster, live, runningStatus(live, { time, address }));
  });
};
