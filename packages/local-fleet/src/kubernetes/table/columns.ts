import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, asString, valueAt } from '../json';
import { age, humanDuration } from './age';

/** A column of `kubectl get`. */
export interface Column {
  readonly name: string;
  readonly type?: 'string' | 'integer' | 'date';
  readonly format?: string;
  /** Above 0 only in wide output. */
  readonly priority?: number;
  readonly cell: (object: KubernetesObject, now: number) => unknown;
}

const NONE = '<none>';

const at =
  (...path: readonly string[]): Column['cell'] =>
  object =>
    valueAt(object, ...path) ?? NONE;

const count =
  (...path: readonly string[]): Column['cell'] =>
  object =>
    Number(valueAt(object, ...path) ?? 0);

const column = (
  name: string,
  cell: Column['cell'],
  more: Omit<Column, 'name' | 'cell'> = {},
): Column => ({ name, cell, ...more });

export const NAME: Column = column('Name', ({ metadata }) => metadata.name, {
  format: 'name',
});
export const AGE: Column = column('Age', ({ metadata }, now) =>
  age(metadata.creationTimestamp, now),
);

const ready =
  (wanted: readonly string[], actual: readonly string[]): Column['cell'] =>
  object =>
    `${Number(valueAt(object, ...actual) ?? 0)}/${Number(
      valueAt(object, ...wanted) ?? 0,
    )}`;

const containerStatuses = (object: KubernetesObject) =>
  asArray(valueAt(object, 'status', 'containerStatuses')).map(asObject);

const podReady: Column['cell'] = object => {
  const statuses = containerStatuses(object);
  const total = asArray(valueAt(object, 'spec', 'containers')).length;
  return `${statuses.filter(({ ready: is }) => is === true).length}/${total}`;
};

/** What kubectl shows for a pod: why a container waits or ended, else the phase. */
const podStatus: Column['cell'] = object => {
  if (object.metadata.deletionTimestamp) return 'Terminating';
  const reasons = containerStatuses(object).map(
    status =>
      asString(valueAt(status, 'state', 'waiting', 'reason')) ??
      asString(valueAt(status, 'state', 'terminated', 'reason')),
  );
  return (
    reasons.find(Boolean) ??
    asString(valueAt(object, 'status', 'reason')) ??
    asString(valueAt(object, 'status', 'phase')) ??
    'Unknown'
  );
};

const restarts: Column['cell'] = object =>
  containerStatuses(object).reduce(
    (sum, status) => sum + Number(status.restartCount ?? 0),
    0,
  );

const ports: Column['cell'] = object =>
  asArray(valueAt(object, 'spec', 'ports'))
    .map(asObject)
    .map(({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`)
    .join(',') || NONE;

const nodeStatus: Column['cell'] = object => {
  const condition = asArray(valueAt(object, 'status', 'conditions'))
    .map(asObject)
    .find(({ type }) => type === 'Ready');
  const state = condition?.status === 'True' ? 'Ready' : 'NotReady';
  return valueAt(object, 'spec', 'unschedulable') === true
    ? `${state},SchedulingDisabled`
    : state;
};

const jobStatus: Column['cell'] = object =>
  asArray(valueAt(object, 'status', 'conditions'))
    .map(asObject)
    .find(
      ({ type, status }) =>
        (type === 'Complete' || type === 'Failed') && status === 'True',
    )?.type ?? 'Running';

const jobDuration: Column['cell'] = (object, now) => {
  const start = asString(valueAt(object, 'status', 'startTime'));
  const end = asString(valueAt(object, 'status', 'completionTime'));
  if (!start) return '';
  return humanDuration((end ? Date.parse(end) : now) - Date.parse(start));
};

const keysOf =
  (key: string): Column['cell'] =>
  object =>
    Object.keys(asObject(object[key])).length;

const role: Column['cell'] = ({ roleRef }) =>
  `${asObject(roleRef).kind}/${asObject(roleRef).name}`;

const integer = { type: 'integer' } as const;

/** Columns between NAME and AGE of the kinds that have some; the real server's, in its order. */
export const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  Namespace: [column('Status', at('status', 'phase'))],
  Pod: [
    column('Ready', podReady),
    column('Status', podStatus),
    column('Restarts', restarts),
  ],
  Service: [
    column('Type', at('spec', 'type')),
    column('Cluster-IP', at('spec', 'clusterIP')),
    column('External-IP', () => NONE),
    column('Port(s)', ports),
  ],
  Node: [
    column('Status', nodeStatus),
    column('Roles', () => NONE),
    column('Version', at('status', 'nodeInfo', 'kubeletVersion')),
  ],
  ConfigMap: [column('Data', keysOf('data'), integer)],
  Secret: [column('Type', at('type')), column('Data', keysOf('data'), integer)],
  ServiceAccount: [
    column('Secrets', ({ secrets }) => asArray(secrets).length, integer),
  ],
  PersistentVolumeClaim: [
    column('Status', at('status', 'phase')),
    column('Volume', at('spec', 'volumeName')),
    column('Capacity', at('status', 'capacity', 'storage')),
    column('StorageClass', at('spec', 'storageClassName')),
  ],
  Event: [
    column('Type', at('type')),
    column('Reason', at('reason')),
    column(
      'Object',
      ({ involvedObject }) =>
        `${String(asObject(involvedObject).kind).toLowerCase()}/${
          asObject(involvedObject).name
        }`,
    ),
    column('Message', at('message')),
  ],
  Deployment: [
    column('Ready', ready(['spec', 'replicas'], ['status', 'readyReplicas'])),
    column('Up-to-date', count('status', 'updatedReplicas'), integer),
    column('Available', count('status', 'availableReplicas'), integer),
  ],
  StatefulSet: [
    column('Ready', ready(['spec', 'replicas'], ['status', 'readyReplicas'])),
  ],
  ReplicaSet: [
    column('Desired', count('spec', 'replicas'), integer),
    column('Current', count('status', 'replicas'), integer),
    column('Ready', count('status', 'readyReplicas'), integer),
  ],
  DaemonSet: [
    column('Desired', count('status', 'desiredNumberScheduled'), integer),
    column('Ready', count('status', 'numberReady'), integer),
  ],
  Job: [
    column('Status', jobStatus),
    column(
      'Completions',
      ready(['spec', 'completions'], ['status', 'succeeded']),
    ),
    column('Duration', jobDuration),
  ],
  CronJob: [
    column('Schedule', at('spec', 'schedule')),
    column('Suspend', object =>
      valueAt(object, 'spec', 'suspend') ? 'True' : 'False',
    ),
  ],
  StorageClass: [
    column('Provisioner', at('provisioner')),
    column('ReclaimPolicy', at('reclaimPolicy')),
    column('VolumeBindingMode', at('volumeBindingMode')),
  ],
  Lease: [column('Holder', at('spec', 'holderIdentity'))],
  RoleBinding: [column('Role', role)],
  ClusterRoleBinding: [column('Role', role)],
  CustomResourceDefinition: [
    column('Created At', ({ metadata }) => metadata.creationTimestamp, {
      type: 'date',
    }),
  ],
};

/** Kinds whose columns already say the age. */
export const WITHOUT_AGE: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
]);
