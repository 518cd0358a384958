import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';

const API_VERSION = 'rbac.authorization.k8s.io/v1';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const BOOTSTRAP = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

const rule = (group: string, resources: string[], verbs: string[]) => ({
  apiGroups: [group],
  resources,
  verbs,
});

const CORE_READABLE = [
  'configmaps',
  'endpoints',
  'events',
  'limitranges',
  'persistentvolumeclaims',
  'persistentvolumeclaims/status',
  'pods',
  'pods/log',
  'pods/status',
  'resourcequotas',
  'namespaces',
  'serviceaccounts',
  'services',
  'services/status',
];
const CORE_WRITABLE = [
  'configmaps',
  'endpoints',
  'events',
  'persistentvolumeclaims',
  'pods',
  'secrets',
  'serviceaccounts',
  'services',
  'services/proxy',
];
const WORKLOADS: readonly (readonly [string, string[]])[] = [
  [
    'apps',
    [
      'daemonsets',
      'deployments',
      'deployments/scale',
      'deployments/status',
      'replicasets',
      'statefulsets',
      'statefulsets/scale',
      'statefulsets/status',
    ],
  ],
  ['batch', ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status']],
  ['autoscaling', ['horizontalpodautoscalers']],
  ['policy', ['poddisruptionbudgets']],
  ['networking.k8s.io', ['ingresses', 'ingresses/status', 'networkpolicies']],
  ['discovery.k8s.io', ['endpointslices']],
];

const viewRules = [
  rule('', CORE_READABLE, READ),
  ...WORKLOADS.map(([group, resources]) => rule(group, resources, READ)),
];
const editRules = [
  rule('', CORE_WRITABLE, [...READ, ...WRITE]),
  rule(
    '',
    ['pods/exec', 'pods/portforward', 'pods/attach', 'pods/proxy'],
    ['get', ...WRITE],
  ),
  rule('', ['serviceaccounts'], ['impersonate']),
  rule('', ['serviceaccounts/token'], ['create']),
  rule('coordination.k8s.io', ['leases'], [...READ, ...WRITE]),
  ...WORKLOADS.map(([group, resources]) => rule(group, resources, WRITE)),
];
const adminRules = [
  rule('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
  rule(
    'rbac.authorization.k8s.io',
    ['rolebindings', 'roles'],
    [...READ, ...WRITE],
  ),
];

const clusterRole = (
  name: string,
  rules: object[],
  more: { readonly labels?: object; readonly aggregate?: string } = {},
): KubernetesObject => ({
  apiVersion: API_VERSION,
  kind: 'ClusterRole',
  metadata: { name, labels: { ...BOOTSTRAP, ...more.labels } },
  ...(more.aggregate && {
    aggregationRule: {
      clusterRoleSelectors: [
        {
          matchLabels: {
            [`rbac.authorization.k8s.io/aggregate-to-${more.aggregate}`]:
              'true',
          },
        },
      ],
    },
  }),
  rules,
});

const aggregatesTo = (role: string) => ({
  [`rbac.authorization.k8s.io/aggregate-to-${role}`]: 'true',
});

const binding = (
  role: string,
  groups: readonly string[],
): KubernetesObject => ({
  apiVersion: API_VERSION,
  kind: 'ClusterRoleBinding',
  metadata: { name: role, labels: BOOTSTRAP },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: role,
  },
  subjects: groups.map(name => ({
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'Group',
    name,
  })),
});

const userRoles = (): KubernetesObject[] => [
  clusterRole('cluster-admin', [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ]),
  clusterRole('system:aggregate-to-view', viewRules, {
    labels: aggregatesTo('view'),
  }),
  clusterRole('system:aggregate-to-edit', editRules, {
    labels: aggregatesTo('edit'),
  }),
  clusterRole('system:aggregate-to-admin', adminRules, {
    labels: aggregatesTo('admin'),
  }),
  clusterRole('view', [], {
    labels: aggregatesTo('edit'),
    aggregate: 'view',
  }),
  clusterRole('edit', [], {
    labels: aggregatesTo('admin'),
    aggregate: 'edit',
  }),
  clusterRole('admin', [], { aggregate: 'admin' }),
];

const basicRoles = (): KubernetesObject[] => [
  clusterRole('system:discovery', [
    {
      nonResourceURLs: [
        '/api',
        '/api/*',
        '/apis',
        '/apis/*',
        '/healthz',
        '/livez',
        '/openapi',
        '/openapi/*',
        '/readyz',
        '/version',
        '/version/',
      ],
      verbs: ['get'],
    },
  ]),
  clusterRole('system:public-info-viewer', [
    {
      nonResourceURLs: [
        '/healthz',
        '/livez',
        '/readyz',
        '/version',
        '/version/',
      ],
      verbs: ['get'],
    },
  ]),
  clusterRole('system:basic-user', [
    rule(
      'authorization.k8s.io',
      ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      ['create'],
    ),
    rule('authentication.k8s.io', ['selfsubjectreviews'], ['create']),
  ]),
];

const basicBindings = (): KubernetesObject[] => [
  binding('cluster-admin', ['system:masters']),
  binding('system:discovery', ['system:authenticated']),
  binding('system:basic-user', ['system:authenticated']),
  binding('system:public-info-viewer', [
    'system:authenticated',
    'system:unauthenticated',
  ]),
];

/**
 * The roles that every cluster has. `admin`, `edit` and `view` are aggregated, as in a real cluster; their
 * rules are the real ones reduced to the resources that the emulator serves.
 */
export const builtInRoles = (): KubernetesObject[] => [
  ...userRoles(),
  ...basicRoles(),
  ...basicBindings(),
];
