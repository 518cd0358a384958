import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';

/** Kubernetes group of the deployer role, by its access entry. */
export const DEPLOYERS = 'kubeflow-fleet:deployers';
/** Kubernetes group of the administrators. */
export const ADMINS = 'local-fleet:admins';

const RBAC = 'rbac.authorization.k8s.io/v1';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** What submitting and watching runs needs in KFP's namespace, and no more: as the action's README prints it. */
const submitRules: readonly Rule[] = [
  {
    apiGroups: [''],
    resources: ['services/proxy'],
    // RBAC compares with the whole name of the URL: `ml-pipeline` alone would not match.
    resourceNames: ['ml-pipeline:http'],
    verbs: ['get', 'create', 'delete'],
  },
  {
    apiGroups: [''],
    resources: ['configmaps'],
    verbs: ['get', 'list', 'create', 'update', 'delete'],
  },
  {
    apiGroups: ['argoproj.io'],
    resources: ['workflows'],
    verbs: ['list', 'watch', 'patch', 'delete'],
  },
  {
    apiGroups: [''],
    resources: ['pods'],
    verbs: ['list'],
  },
  {
    apiGroups: [''],
    resources: ['pods/log'],
    verbs: ['get'],
  },
];

/** What placement reads over the whole cluster; no Karpenter here is then a fact, not a guess. */
const capacityRules: readonly Rule[] = [
  {
    apiGroups: [''],
    resources: ['nodes', 'pods'],
    verbs: ['list'],
  },
  {
    apiGroups: ['karpenter.sh'],
    resources: ['nodepools'],
    verbs: ['list'],
  },
];

const role = (
  kind: 'Role' | 'ClusterRole',
  namespace: string | undefined,
  rules: readonly Rule[],
): KubernetesObject => ({
  apiVersion: RBAC,
  kind,
  metadata: {
    name: `kubeflow-fleet-${kind === 'Role' ? 'submit' : 'capacity'}`,
    ...(namespace && { namespace }),
  },
  rules,
});

const binding = (
  reference: { readonly kind: 'Role' | 'ClusterRole'; readonly name: string },
  group: string,
  namespace?: string,
): KubernetesObject => ({
  apiVersion: RBAC,
  kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
  metadata: {
    name: `${reference.name}-${group.replace(':', '-')}`,
    ...(namespace && { namespace }),
  },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', ...reference },
  subjects: [
    { kind: 'Group', name: group, apiGroup: 'rbac.authorization.k8s.io' },
  ],
});

/** KFP's namespace, and who may do what in it: deployers submit, admins do everything. */
export const clusterAccessObjects = (
  namespace: string,
): readonly KubernetesObject[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  role('Role', namespace, submitRules),
  role('ClusterRole', undefined, capacityRules),
  binding(
    { kind: 'Role', name: 'kubeflow-fleet-submit' },
    DEPLOYERS,
    namespace,
  ),
  binding({ kind: 'ClusterRole', name: 'kubeflow-fleet-capacity' }, DEPLOYERS),
  binding({ kind: 'ClusterRole', name: 'cluster-admin' }, ADMINS),
];
