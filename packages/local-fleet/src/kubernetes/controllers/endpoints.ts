import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { asArray, asObject, asString, equal, isObject, valueAt } from '../json';
import type { JsonObject } from '../json';
import { deleteOptions } from '../objects/deletion';
import { NAMESPACES } from '../objects/namespaceLifecycle';
import type { Controller } from './controller';
import { CONTROLLER_WRITE, requireResource } from './controller';

const SERVICES = { group: '', plural: 'services', kind: 'Service' };
const PODS = { group: '', plural: 'pods', kind: 'Pod' };

const isReady = (pod: KubernetesObject) =>
  !pod.metadata.deletionTimestamp &&
  asArray(valueAt(pod, 'status', 'conditions'))
    .map(asObject)
    .some(({ type, status }) => type === 'Ready' && status === 'True');

const selectedPods = ({ store }: Cluster, service: KubernetesObject) => {
  const selector = Object.entries(
    asObject(valueAt(service, 'spec', 'selector')),
  );
  return store
    .list(PODS, service.metadata.namespace)
    .filter(
      pod =>
        isReady(pod) &&
        selector.every(([key, value]) => pod.metadata.labels?.[key] === value),
    );
};

/** The pod's port of a Service's port: a number, or the name of a container's port. */
const targetOf = (port: JsonObject, pod: KubernetesObject | undefined) => {
  if (typeof port.targetPort !== 'string')
    return Number(port.targetPort ?? port.port);
  const found = asArray(valueAt(pod, 'spec', 'containers'))
    .flatMap(container => asArray(asObject(container).ports))
    .map(asObject)
    .find(({ name }) => name === port.targetPort);
  return Number(found?.containerPort ?? port.port);
};

const portsOf = (
  service: KubernetesObject,
  pod: KubernetesObject | undefined,
) =>
  asArray(valueAt(service, 'spec', 'ports'))
    .map(asObject)
    .map(port => ({
      ...(asString(port.name) && { name: port.name }),
      port: targetOf(port, pod),
      protocol: port.protocol ?? 'TCP',
    }));

const addressOf = (pod: KubernetesObject) => ({
  ip: String(valueAt(pod, 'status', 'podIP')),
  targetRef: {
    kind: 'Pod',
    namespace: pod.metadata.namespace,
    name: pod.metadata.name,
    uid: pod.metadata.uid,
  },
});

const endpointsOf = (
  { metadata: { name, namespace } }: KubernetesObject,
  pods: readonly KubernetesObject[],
  ports: readonly object[],
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: { name, namespace },
  ...(pods.length > 0 && {
    subsets: [{ addresses: pods.map(addressOf), ports }],
  }),
});

const sliceOf = (
  { metadata: { name, namespace, uid } }: KubernetesObject,
  pods: readonly KubernetesObject[],
  ports: readonly object[],
): KubernetesObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: `${name}-local`,
    namespace,
    labels: { 'kubernetes.io/service-name': name },
    ownerReferences: [
      { apiVersion: 'v1', kind: 'Service', name, uid, controller: true },
    ],
  },
  addressType: 'IPv4',
  endpoints: pods.map(addressOf).map(({ ip, targetRef }) => ({
    addresses: [ip],
    conditions: { ready: true },
    targetRef,
  })),
  ports,
});

const CONTENT = ['subsets', 'endpoints', 'ports', 'addressType'] as const;

const put = (cluster: Cluster, wanted: KubernetesObject) => {
  const { store, writer } = cluster;
  const resource = requireResource(cluster, wanted.apiVersion, wanted.kind);
  const { namespace, name } = wanted.metadata;
  const live = store.get(resource, namespace, name);
  if (!live) {
    writer.create(resource, wanted, CONTROLLER_WRITE);
    return;
  }
  if (CONTENT.every(field => equal(live[field], wanted[field]))) return;
  const { subsets: _, ...rest } = live;
  writer.replace(
    resource,
    { live, next: { ...rest, ...wanted, metadata: live.metadata } },
    CONTROLLER_WRITE,
  );
};

/** Brings the Endpoints and the EndpointSlice of one Service up to date with its ready pods. */
export const syncEndpoints = (
  cluster: Cluster,
  service: KubernetesObject,
): void => {
  const { store } = cluster;
  const { namespace = '', name } = service.metadata;
  const live = store.get(SERVICES, namespace, name);
  const owner = store.get(NAMESPACES, undefined, namespace);
  const isEnding = owner?.metadata.deletionTimestamp !== undefined;
  if (!live || isEnding || !isObject(valueAt(live, 'spec', 'selector'))) return;
  const pods = selectedPods(cluster, live);
  const ports = portsOf(live, pods[0]);
  put(cluster, endpointsOf(live, pods, ports));
  put(cluster, sliceOf(live, pods, ports));
};

const removeEndpoints = (
  cluster: Cluster,
  { metadata: { name, namespace } }: KubernetesObject,
) => {
  const resource = requireResource(cluster, 'v1', 'Endpoints');
  const live = cluster.store.get(resource, namespace, name);
  const options = deleteOptions({}, new URLSearchParams());
  if (live) cluster.remover.delete(resource, live, options);
};

const isAddressChange = (
  object: KubernetesObject,
  previous: KubernetesObject | undefined,
) =>
  !previous ||
  isReady(object) !== isReady(previous) ||
  valueAt(object, 'status', 'podIP') !== valueAt(previous, 'status', 'podIP') ||
  !equal(object.metadata.labels, previous.metadata.labels);

/** Services with a selector lead to the pods that are ready. */
export const endpoints: Controller = (
  { cluster, schedule },
  resource,
  { type, object, previous },
) => {
  if (resource.group !== '') return;
  if (resource.kind === SERVICES.kind) {
    if (type === 'DELETED') schedule(0, () => removeEndpoints(cluster, object));
    else schedule(0, () => syncEndpoints(cluster, object));
    return;
  }
  if (resource.kind !== PODS.kind) return;
  if (type !== 'DELETED' && !isAddressChange(object, previous)) return;
  schedule(0, () =>
    cluster.store
      .list(SERVICES, object.metadata.namespace)
      .forEach(service => syncEndpoints(cluster, service)),
  );
};
