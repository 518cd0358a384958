/**
 * Kinds that no controller judges: to exist is all that they can do, so nothing is asked about them. It also keeps
 * the right to list Secrets out of what a deploy needs.
 */
const STATUSLESS: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'LimitRange',
  'ResourceQuota',
  'CronJob.batch',
  'Role.rbac.authorization.k8s.io',
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'NetworkPolicy.networking.k8s.io',
  'IngressClass.networking.k8s.io',
  'PriorityClass.scheduling.k8s.io',
  'RuntimeClass.node.k8s.io',
  'StorageClass.storage.k8s.io',
  'CSIDriver.storage.k8s.io',
]);

/** True for a group kind (`ClusterRole.rbac.authorization.k8s.io`) that is ready as soon as it exists. */
export const isStatusless = (groupKind: string): boolean =>
  STATUSLESS.has(groupKind);
