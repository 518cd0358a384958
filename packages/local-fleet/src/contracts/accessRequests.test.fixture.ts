import type { ContractRequest } from './kubernetesRequest.test.fixture';
import {
  CONFIG_MAPS,
  apply,
  configMap,
  get,
  patch,
  post,
  remove,
} from './kubernetesRequest.test.fixture';
import { codeOnly } from './appliedObjects.test.fixture';

const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}';
const role = (name: string, rules: readonly object[]) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name },
  rules,
});
const binding = (name: string, kind: string, target: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name },
  roleRef: { kind, name: target, apiGroup: 'rbac.authorization.k8s.io' },
  subjects: [{ kind: 'ServiceAccount', name: 'limited', namespace: '{ns}' }],
});
const RULES = [
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['roles', 'rolebindings'],
    verbs: ['get', 'create', 'patch', 'update'],
  },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'patch'] },
];
const byAccount = (request: ContractRequest): ContractRequest => ({
  ...request,
  as: 'account',
});
const review = (attributes: object): ContractRequest => ({
  ...byAccount(
    post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: attributes },
    }),
  ),
  pick: ({ kind, status: { allowed } }) => ({ kind, allowed }),
});
const GET_PODS = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };

/** What RBAC says beyond the verb of a request. */
export const access: readonly ContractRequest[] = [
  post('/api/v1/namespaces/{ns}/serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'limited' },
  }),
  post(`${RBAC}/roles`, role('limited', RULES)),
  post(`${RBAC}/rolebindings`, binding('limited', 'Role', 'limited')),
  {
    ...post('/api/v1/namespaces/{ns}/serviceaccounts/limited/token', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3600 },
    }),
    pick: ({ kind }) => kind,
  },
  { ...byAccount(get(`${CONFIG_MAPS}/fixed`)), afterMs: 500 },
  byAccount(apply(`${CONFIG_MAPS}/new`, 'one', configMap('new'))),
  byAccount(
    apply(`${CONFIG_MAPS}/fixed`, 'one', {
      ...configMap('fixed', { a: 'b' }),
      immutable: true,
    }),
  ),
  byAccount(remove(`${CONFIG_MAPS}/fixed`)),
  byAccount(get('/api/v1/configmaps')),
  byAccount(post(`${RBAC}/roles`, role('more', [GET_PODS]))),
  byAccount(post(`${RBAC}/roles`, role('same', [RULES[1]!]))),
  byAccount(apply(`${RBAC}/roles/more`, 'one', role('more', [GET_PODS]))),
  byAccount(
    apply(`${RBAC}/roles/same`, 'one', role('same', [RULES[1]!, GET_PODS])),
  ),
  byAccount(
    post(
      `${RBAC}/roles`,
      role('star', [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
    ),
  ),
  byAccount(post(`${RBAC}/rolebindings`, binding('b', 'Role', 'same'))),
  {
    ...byAccount(
      post(
        `${RBAC}/rolebindings`,
        binding('c', 'ClusterRole', 'cluster-admin'),
      ),
    ),
    pick: codeOnly,
  },
  byAccount(post(`${RBAC}/rolebindings`, binding('d', 'Role', 'not-there'))),
  patch(`${RBAC}/roles/limited`, {
    rules: [
      ...RULES,
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['roles', 'clusterroles'],
        verbs: ['escalate', 'bind'],
      },
    ],
  }),
  {
    ...byAccount(post(`${RBAC}/roles`, role('more', [GET_PODS]))),
    afterMs: 500,
  },
  byAccount(post(`${RBAC}/rolebindings`, binding('e', 'Role', 'more'))),
  review({ verb: 'patch', resource: 'configmaps', namespace: '{ns}' }),
  review({ verb: 'delete', resource: 'configmaps', namespace: '{ns}' }),
  review({ verb: '*', group: '*', resource: '*' }),
  {
    ...byAccount(
      post('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectRulesReview',
        spec: { namespace: '{ns}' },
      }),
    ),
    pick: ({ kind, status: { incomplete, resourceRules } }) => ({
      kind,
      incomplete,
      hasConfigMaps: resourceRules.some(
        ({ resources }: { resources: string[] }) =>
          resources.includes('configmaps'),
      ),
    }),
  },
];
