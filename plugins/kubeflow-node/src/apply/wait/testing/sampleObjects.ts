import type { ResourceId } from '../../manifest';

/** An id in namespace kubeflow. */
export const id = (kind: string, name: string, group = 'apps'): ResourceId => ({
  group,
  kind,
  namespace: 'kubeflow',
  name,
});

/** What every object of the set carries. */
export const labels = { app: 'ours' };

/** A Deployment of one replica, of which so many are ready. */
export const deployment = (
  name: string,
  ready: number,
  status: object = {},
) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'kubeflow', generation: 1, labels },
  spec: { replicas: 1, selector: { matchLabels: { app: name } } },
  status: {
    observedGeneration: 1,
    replicas: 1,
    updatedReplicas: 1,
    readyReplicas: ready,
    availableReplicas: ready,
    conditions: [{ type: 'Available', status: ready ? 'True' : 'False' }],
    ...status,
  },
});

/** A pod of a workload. */
export const pod = (app: string, status: object, name = `${app}-1`) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'kubeflow', labels: { app } },
  spec: { initContainers: [{ name: 'setup' }], containers: [{ name: 'main' }] },
  status,
});

/** A claim that waits for its volume. */
export const claim = (className?: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'mysql', namespace: 'kubeflow', labels },
  spec: { storageClassName: className },
  status: { phase: 'Pending' },
});

/** A StorageClass. */
export const storageClass = (
  name: string,
  mode: string,
  isDefault = 'false',
) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name,
    annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault },
  },
  volumeBindingMode: mode,
});

/** A warning about an object. */
export const event = (
  kind: string,
  name: string,
  { reason, message }: { readonly reason: string; readonly message: string },
) => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `${name}.${reason}`, namespace: 'kubeflow' },
  involvedObject: { kind, name },
  type: 'Warning',
  reason,
  message,
});
