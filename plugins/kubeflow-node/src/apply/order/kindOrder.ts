import type { ResourceId } from '../manifest';

/** Groups that every API server has by itself; what is served under any other is a custom resource. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

export type KindClass =
  | 'first'
  | 'definition'
  | 'built-in'
  | 'custom'
  | 'webhook';

type Kind = Pick<ResourceId, 'group' | 'kind'>;

/** What others need to be accepted: classes that admission looks up, and namespaces. */
const FIRST: ReadonlySet<string> = new Set([
  'Namespace.',
  'PriorityClass.scheduling.k8s.io',
  'RuntimeClass.node.k8s.io',
  'StorageClass.storage.k8s.io',
  'IngressClass.networking.k8s.io',
]);

const FOR_PODS: ReadonlySet<string> = new Set([
  'PriorityClass.scheduling.k8s.io',
  'RuntimeClass.node.k8s.io',
]);

/**
 * Admission looks it up for pods alone: the templates of workloads are accepted without it, and their controllers
 * make the pods again.
 */
export const isForPods = ({ group, kind }: Kind): boolean =>
  FOR_PODS.has(`${kind}.${group}`);

/**
 * Order within a wave, so that what a workload asks for is mostly there when it starts. Nothing waits for it. A
 * kind that is not listed comes after ServiceAccounts and roles, before the workloads.
 */
const RANKS: readonly (readonly string[])[] = [
  ['Namespace'],
  ['PriorityClass', 'RuntimeClass', 'StorageClass', 'IngressClass'],
  ['ResourceQuota', 'LimitRange', 'NetworkPolicy'],
  ['ServiceAccount'],
  ['ClusterRole', 'Role'],
  ['ClusterRoleBinding', 'RoleBinding'],
  ['Secret', 'ConfigMap'],
  ['PersistentVolume', 'CSIDriver'],
  ['PersistentVolumeClaim'],
  ['Service', 'Endpoints', 'EndpointSlice', 'PodDisruptionBudget'],
  // Whatever is not named here.
  [],
  ['DaemonSet', 'StatefulSet', 'Deployment', 'ReplicaSet', 'Pod'],
  ['Job', 'CronJob'],
  ['HorizontalPodAutoscaler', 'Ingress'],
  // Behind it stands a Service of the set.
  ['APIService'],
];
const OTHERS = RANKS.findIndex(kinds => kinds.length === 0);
const RANK_OF = new Map(
  RANKS.flatMap((kinds, rank) => kinds.map(kind => [kind, rank] as const)),
);

export const isBuiltIn = ({ group }: Kind): boolean =>
  BUILT_IN_GROUPS.has(group);

/** Which part of a deploy a kind belongs to. */
export const classOf = ({ group, kind }: Kind): KindClass => {
  if (FIRST.has(`${kind}.${group}`)) return 'first';
  if (group === 'apiextensions.k8s.io') return 'definition';
  if (!isBuiltIn({ group, kind })) return 'custom';
  return group === 'admissionregistration.k8s.io' &&
    kind.endsWith('WebhookConfiguration')
    ? 'webhook'
    : 'built-in';
};

/** Place within a wave; lower comes first. */
export const rankOf = ({ kind }: Kind): number => RANK_OF.get(kind) ?? OTHERS;
