import type { ContractRequest } from './kubernetesRequest.test.fixture';
import {
  CONFIG_MAPS,
  DEPLOYMENTS,
  apply,
  configMap,
  get,
  patch,
  post,
  put,
  remove,
} from './kubernetesRequest.test.fixture';

const METADATA =
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

const M = `${CONFIG_MAPS}/m`;
const labelled = (name: string, data: object = {}, metadata: object = {}) =>
  configMap(name, data, { labels: { part: 'p-{ns}' }, ...metadata });

const groupNamed = (name: string) => (body: any) =>
  body.items
    ?.filter((item: any) => (item.metadata.name ?? '') === name)
    .map(({ metadata: _, ...rest }: any) => rest);

/** Go's parsers, printers and built-in roles say more than the emulator does. */
const codeOnly = ({ code, reason }: any) => ({ code, reason });
const withoutScale = (body: any) =>
  groupNamed('apps')(body).map((group: any) => ({
    ...group,
    versions: group.versions.map((version: any) => ({
      ...version,
      resources: version.resources.map(({ subresources, ...rest }: any) => ({
        ...rest,
        subresources: subresources?.filter(
          ({ subresource }: any) => subresource !== 'scale',
        ),
      })),
    })),
  }));

const discovery: readonly ContractRequest[] = [
  { ...get('/apis'), accept: AGGREGATED, pick: withoutScale },
  {
    ...get('/apis'),
    accept: AGGREGATED,
    pick: groupNamed('coordination.k8s.io'),
  },
  {
    ...get('/apis'),
    accept: AGGREGATED,
    pick: groupNamed('apiregistration.k8s.io'),
  },
  {
    ...get('/apis'),
    accept: AGGREGATED,
    pick: ({ kind, apiVersion, metadata }) => ({ kind, apiVersion, metadata }),
  },
  {
    ...get('/api'),
    accept: AGGREGATED,
    pick: body =>
      body.items[0].versions[0].resources.filter(
        ({ resource }: { resource: string }) =>
          ['configmaps', 'persistentvolumeclaims', 'secrets'].includes(
            resource,
          ),
      ),
  },
];

const metadataOnly: readonly ContractRequest[] = [
  apply(M, 'one', labelled('m', { a: 'b' })),
  { ...get(M), accept: METADATA },
  { ...get(M), accept: METADATA_LIST },
  {
    ...get(`${CONFIG_MAPS}?labelSelector=part%3Dp-{ns}`),
    accept: METADATA_LIST,
  },
  {
    ...get('/api/v1/configmaps?labelSelector=part%3Dp-{ns},part!%3Dq'),
    accept: METADATA_LIST,
    pick: ({ items: [one], ...rest }) => ({ ...rest, one }),
  },
  { ...get(`${CONFIG_MAPS}?labelSelector=part%3Dp-{ns}`), accept: METADATA },
  { ...get(CONFIG_MAPS), accept: 'application/json;as=Foo;g=meta.k8s.io;v=v1' },
  { ...get(CONFIG_MAPS), accept: 'text/html' },
  {
    ...apply(`${M}?dryRun=All`, 'one', labelled('m', { a: 'c' })),
    accept: METADATA,
  },
];

const applying: readonly ContractRequest[] = [
  apply(`${CONFIG_MAPS}/dry?dryRun=All`, 'one', labelled('dry', { a: 'b' })),
  get(`${CONFIG_MAPS}/dry`),
  apply(`${M}?dryRun=All`, 'one', labelled('m', { a: 'changed' })),
  get(M),
  apply(M, 'one', labelled('m', { a: 'b' })),
  apply(M, 'one', labelled('m', { a: 'c' }, { resourceVersion: '1' })),
  apply(M, 'one', labelled('m', { a: 'c' }, { resourceVersion: '{rv}' })),
  apply(M, 'one', labelled('m', { a: 'd' }, { resourceVersion: 'x' })),
  apply(M, 'one', labelled('m', { a: 'd' }, { uid: '{uid}' })),
  apply(M, 'one', labelled('m', { a: 'e' }, { uid: 'other' })),
  apply(
    `${CONFIG_MAPS}/none`,
    'one',
    labelled('none', {}, { resourceVersion: '1' }),
  ),
  apply(`${CONFIG_MAPS}/none`, 'one', labelled('none', {}, { uid: 'x' })),
  get(`${CONFIG_MAPS}/none`),
  patch(`${M}?fieldManager=editor`, { data: { a: 'edited', z: '1' } }),
  get(M),
  apply(M, 'one', labelled('m', { a: 'd' })),
  apply(`${M}?dryRun=All`, 'one', labelled('m', { a: 'd' })),
  apply(M, 'one', labelled('m')),
  get(M),
  apply(M, 'one', labelled('m', { a: 'edited' })),
  apply(M, 'one', labelled('m', { a: 'f' })),
  apply(`${M}?force=true`, 'one', labelled('m', { a: 'f' })),
  put(`${M}?fieldManager=putter`, labelled('m', { a: 'g' })),
  get(M),
  apply(`${M}?force=true&dryRun=All`, 'one', labelled('m', { a: 'h' })),
  apply(M, 'one', labelled('m', { a: 'g' }, { annotations: { n: '1' } })),
  apply(M, 'one', { ...labelled('m', { a: 'g' }), kind: 'Nope' }),
  apply(M, 'one', { ...labelled('m', { a: 'g' }), apiVersion: 'v2' }),
  apply(M, 'one', { ...labelled('other', { a: 'g' }) }),
  apply(M, 'one', labelled('m', { a: 'g' }, { namespace: 'default' })),
  apply(M, 'one', labelled('m', { a: 'g' }, { namespace: '{ns}' })),
  { ...apply(M, 'one', 'a: [1'), pick: codeOnly },
  { ...apply(M, 'one', ''), pick: codeOnly },
  { ...apply(M, 'one', '[]'), pick: codeOnly },
  apply(
    `${M}?fieldValidation=Strict`,
    'one',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: g, a: h}\n',
  ),
  apply(
    M,
    'one',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: g, a: h}\n',
  ),
  apply(
    `${M}?fieldValidation=Strict`,
    'one',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"a":"g"},"data":{"a":"h"}}',
  ),
  apply(`${M}?fieldValidation=Strict`, 'one', {
    ...labelled('m'),
    foo: { bar: 1 },
  }),
  apply(M, 'one', labelled('m', { a: null })),
  apply(M, 'one', labelled('m', { a: true })),
  apply(
    '/api/v1/namespaces/missing-ns/configmaps/m',
    'one',
    configMap('m', {}, { namespace: 'missing-ns' }),
  ),
];

const S = '/api/v1/namespaces/{ns}/secrets';
const secret = (data: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'fixed' },
  data,
  ...more,
});

const immutables: readonly ContractRequest[] = [
  apply(
    `${S}/fixed`,
    'one',
    secret({ a: 'Yg==' }, { immutable: true, type: 'Opaque' }),
  ),
  apply(`${S}/fixed`, 'one', secret({ a: 'Yw==' }, { immutable: true })),
  apply(`${S}/fixed`, 'one', secret({ a: 'Yg==' })),
  apply(`${S}/fixed?dryRun=All`, 'one', secret({ a: 'Yw==' })),
  apply(`${S}/fixed`, 'one', secret({ a: 'Yg==' }, { immutable: true })),
  apply(`${S}/text`, 'one', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'text' },
    stringData: { a: 'b' },
  }),
  apply(`${CONFIG_MAPS}/fixed`, 'one', {
    ...configMap('fixed', { a: 'b' }),
    immutable: true,
  }),
  apply(`${CONFIG_MAPS}/fixed`, 'one', {
    ...configMap('fixed', { a: 'c' }),
    immutable: true,
  }),
  apply(`${S}/bad`, 'one', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'bad' },
    data: { a: '%%%' },
  }),
];

const withBody = (path: string, body: unknown): ContractRequest => ({
  ...remove(path),
  body,
});
const held = labelled('held', {}, { finalizers: ['example.com/hold'] });
const HELD = `${CONFIG_MAPS}/held`;

const deletions: readonly ContractRequest[] = [
  withBody(M, { preconditions: { uid: 'nope' } }),
  withBody(M, { preconditions: { resourceVersion: '1' } }),
  withBody(M, { propagationPolicy: 'Nope' }),
  withBody(M, { propagationPolicy: 'Background', orphanDependents: true }),
  withBody(M, { dryRun: ['Some'] }),
  withBody(M, {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    dryRun: ['All'],
    propagationPolicy: 'Background',
  }),
  remove(`${M}?dryRun=All`),
  get(M),
  withBody(M, {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Background',
    preconditions: { uid: '{uid}', resourceVersion: '{rv}' },
  }),
  get(M),
  withBody(M, { preconditions: { uid: 'nope' } }),
  apply(HELD, 'one', held),
  withBody(HELD, { preconditions: { uid: '{uid}' } }),
  remove(HELD),
  get(HELD),
  apply(
    HELD,
    'one',
    labelled('held', { a: 'b' }, { finalizers: ['example.com/hold'] }),
  ),
  patch(HELD, { metadata: { finalizers: ['example.com/other'] } }),
  patch(HELD, { metadata: { finalizers: null } }),
  get(HELD),
];

const LEASES = '/apis/coordination.k8s.io/v1/namespaces/{ns}/leases';
const lease = (spec: object, metadata: object = {}) => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'l', ...metadata },
  spec,
});
const TIME = '2025-01-02T03:04:05.000000Z';

const leases: readonly ContractRequest[] = [
  post(
    LEASES,
    lease({
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      acquireTime: TIME,
      renewTime: TIME,
      leaseTransitions: 1,
    }),
  ),
  post(LEASES, lease({ holderIdentity: 'b' })),
  put(
    `${LEASES}/l`,
    lease({ holderIdentity: 'b' }, { resourceVersion: '{rv}' }),
  ),
  put(`${LEASES}/l`, lease({ holderIdentity: 'c' }, { resourceVersion: '1' })),
  put(`${LEASES}/l`, lease({ holderIdentity: 'c', leaseDurationSeconds: 0 })),
  patch(`${LEASES}/l`, {
    metadata: { resourceVersion: '1' },
    spec: { holderIdentity: 'd' },
  }),
  {
    ...patch(`${LEASES}/l`, { spec: { renewTime: '2025-01-02T03:04:05Z' } }),
    pick: codeOnly,
  },
  {
    ...patch(`${LEASES}/l`, { spec: { renewTime: 'yesterday' } }),
    pick: codeOnly,
  },
  withBody(`${LEASES}/l`, { preconditions: { uid: '{uid}' } }),
];

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const CRD = `${CRDS}/things.{ns}.example`;
const THINGS = '/apis/{ns}.example/v1/namespaces/{ns}/things';
const version = (name: string, more: object = {}) => ({
  name,
  served: true,
  storage: name === 'v1',
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: {
            size: { type: 'integer', format: 'int64', default: 3 },
            ratio: { type: 'number' },
            open: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      },
    },
  },
  ...more,
});
const definition = (
  versions: readonly object[],
  spec: object = {},
  metadata: object = {},
) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.{ns}.example', ...metadata },
  spec: {
    group: '{ns}.example',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
    versions,
    ...spec,
  },
});
const thing = (spec: string) =>
  `apiVersion: "{ns}.example/v1"\nkind: Thing\nmetadata: {name: t}\nspec: ${spec}\n`;

const definitions: readonly ContractRequest[] = [
  apply(`${CRD}?dryRun=All`, 'one', definition([version('v1')])),
  apply(CRD, 'one', definition([version('v1'), version('v1beta1')])),
  { ...get(CRD), afterMs: 1500 },
  apply(CRD, 'one', definition([version('v1'), version('v1beta1')])),
  apply(CRD, 'one', definition([version('v1')], { scope: 'Cluster' })),
  apply(
    CRD,
    'one',
    definition([version('v1')], { names: { kind: 'Thing', plural: 'thongs' } }),
  ),
  apply(CRD, 'one', definition([version('v2', { storage: true })])),
  apply(CRD, 'one', definition([])),
  {
    ...apply(CRD, 'one', definition([version('v1', { storage: false })])),
    pick: codeOnly,
  },
  apply(`${THINGS}/t`, 'one', thing('{size: 9007199254740993}')),
  apply(
    `${THINGS}/t`,
    'one',
    '{"apiVersion":"{ns}.example/v1","kind":"Thing","metadata":{"name":"t"},"spec":{"size":9223372036854775807,"open":{"big":9007199254740995,"list":[9007199254740993],"float":1.5}}}',
  ),
  get(`${THINGS}/t`),
  patch(
    `${THINGS}/t`,
    '{"spec":{"open":{"big":-9007199254740993}}}',
    'application/merge-patch+json',
  ),
  apply(`${THINGS}/t`, 'one', thing('{size: 1.5}')),
  apply(`${THINGS}/t`, 'one', thing('{size: "1"}')),
  apply(`${THINGS}/t`, 'one', thing('{size: 99999999999999999999}')),
  apply(
    `${THINGS}/t?force=true`,
    'one',
    thing('{ratio: 1.5, open: {a: 010, b: 1_000, c: 12:30:45, d: yes}}'),
  ),
  put(`${THINGS}/t`, {
    apiVersion: '{ns}.example/v1',
    kind: 'Thing',
    metadata: { name: 't' },
    spec: {},
  }),
  apply(`${THINGS}/t`, 'one', thing('{nope: 1}')),
  apply(`${THINGS}/t?fieldValidation=Strict`, 'one', thing('{nope: 1}')),
  remove(`${THINGS}/t`),
  remove(CRD),
];

const DEPLOYMENT = `${DEPLOYMENTS}/d`;
const deployed = (container: object, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd' },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'd' } },
    template: {
      metadata: { labels: { app: 'd' } },
      spec: { containers: [{ name: 'main', image: 'i:1', ...container }] },
    },
    ...spec,
  },
});

const workloads: readonly ContractRequest[] = [
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    deployed({ securityContext: { runAsUser: 1 } }),
  ),
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    JSON.stringify(
      deployed({
        livenessProbe: { tcpSocket: { port: 1 } },
        resources: { requests: { cpu: '0.5', memory: '1024Mi' } },
      }),
    ),
  ),
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    deployed(
      { env: null, resources: null, volumeMounts: [] },
      { strategy: null, paused: null },
    ),
  ),
  apply(`${CONFIG_MAPS}/nulls?dryRun=All`, 'one', {
    ...configMap('nulls', { a: null, b: '' }),
    metadata: {
      name: 'nulls',
      creationTimestamp: null,
      labels: null,
      annotations: { x: null },
    },
  }),
  apply(
    DEPLOYMENT,
    'one',
    deployed({ env: [{ name: 'A', value: 'b' }], resources: {} }),
  ),
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    deployed({}, { selector: { matchLabels: { app: 'e' } } }),
  ),
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    deployed(
      {},
      {
        selector: { matchLabels: { app: 'e' } },
        template: {
          metadata: { labels: { app: 'e' } },
          spec: { containers: [{ name: 'main', image: 'i:1' }] },
        },
      },
    ),
  ),
  {
    ...apply(`${DEPLOYMENT}?dryRun=All`, 'one', {
      ...deployed({}),
      status: { replicas: 4 },
    }),
    pick: ({ spec }) => spec,
  },
  apply('/apis/apps/v1/namespaces/{ns}/statefulsets/s?dryRun=All', 'one', {
    ...deployed({}, { serviceName: 's', strategy: undefined }),
    kind: 'StatefulSet',
    metadata: { name: 's' },
  }),
  apply('/apis/apps/v1/namespaces/{ns}/daemonsets/s?dryRun=All', 'one', {
    ...deployed({}, { replicas: undefined }),
    kind: 'DaemonSet',
    metadata: { name: 's' },
  }),
];

const named = (
  path: string,
  group: string,
  kind: string,
  more: object,
): ContractRequest =>
  apply(`${path}?dryRun=All`, 'one', {
    apiVersion: group,
    kind,
    metadata: { name: path.split('/').at(-1) },
    ...more,
  });

const otherKinds: readonly ContractRequest[] = [
  named('/api/v1/namespaces/n-{ns}', 'v1', 'Namespace', {}),
  named(
    '/api/v1/namespaces/{ns}/serviceaccounts/a',
    'v1',
    'ServiceAccount',
    {},
  ),
  named(
    '/apis/scheduling.k8s.io/v1/priorityclasses/p-{ns}',
    'scheduling.k8s.io/v1',
    'PriorityClass',
    { value: 10, description: 'x' },
  ),
  named(
    '/apis/networking.k8s.io/v1/namespaces/{ns}/networkpolicies/n',
    'networking.k8s.io/v1',
    'NetworkPolicy',
    {
      spec: {
        podSelector: {},
        ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }],
      },
    },
  ),
  named(
    '/apis/policy/v1/namespaces/{ns}/poddisruptionbudgets/p',
    'policy/v1',
    'PodDisruptionBudget',
    { spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } } },
  ),
  {
    ...named(
      '/apis/autoscaling/v2/namespaces/{ns}/horizontalpodautoscalers/h',
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      {
        spec: {
          maxReplicas: 3,
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'd',
          },
          metrics: [
            {
              type: 'Resource',
              resource: {
                name: 'cpu',
                target: { type: 'Utilization', averageUtilization: 80 },
              },
            },
          ],
        },
      },
    ),
    pick: ({ spec }) => spec,
  },
  named(
    '/apis/storage.k8s.io/v1/storageclasses/s-{ns}',
    'storage.k8s.io/v1',
    'StorageClass',
    { provisioner: 'x/y' },
  ),
  named(
    '/apis/storage.k8s.io/v1/csidrivers/d-{ns}.example',
    'storage.k8s.io/v1',
    'CSIDriver',
    { spec: { attachRequired: true } },
  ),
  named(
    '/api/v1/namespaces/{ns}/persistentvolumeclaims/c',
    'v1',
    'PersistentVolumeClaim',
    {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '20Gi' } },
      },
    },
  ),
  named('/api/v1/namespaces/{ns}/resourcequotas/q', 'v1', 'ResourceQuota', {
    spec: { hard: { 'requests.nvidia.com/gpu': 4, cpu: '8' } },
  }),
  named('/api/v1/namespaces/{ns}/limitranges/l', 'v1', 'LimitRange', {
    spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] },
  }),
  named(
    '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles/r',
    'rbac.authorization.k8s.io/v1',
    'Role',
    { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  ),
  named(
    '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings/r',
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    {
      roleRef: {
        kind: 'Role',
        name: 'r',
        apiGroup: 'rbac.authorization.k8s.io',
      },
      subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: '{ns}' }],
    },
  ),
  named(
    '/apis/rbac.authorization.k8s.io/v1/clusterroles/agg-{ns}',
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    {
      aggregationRule: {
        clusterRoleSelectors: [{ matchLabels: { 'none-{ns}': 'true' } }],
      },
    },
  ),
  named(
    '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/w-{ns}',
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration',
    {
      webhooks: [
        {
          name: 'a.example.com',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          clientConfig: { service: { name: 's', namespace: '{ns}' } },
          rules: [
            {
              apiGroups: ['none.example'],
              apiVersions: ['v1'],
              operations: ['CREATE'],
              resources: ['things'],
            },
          ],
        },
      ],
    },
  ),
  named(
    '/apis/apiregistration.k8s.io/v1/apiservices/v1.x-{ns}.example',
    'apiregistration.k8s.io/v1',
    'APIService',
    {
      spec: {
        group: 'x-{ns}.example',
        version: 'v1',
        groupPriorityMinimum: 1000,
        versionPriority: 10,
        service: { name: 's', namespace: '{ns}' },
        insecureSkipTLSVerify: true,
      },
    },
  ),
  named('/api/v1/namespaces/{ns}/services/s', 'v1', 'Service', {
    spec: {
      selector: { a: 'b' },
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 81, targetPort: 'x', protocol: 'UDP' },
      ],
    },
  }),
  named('/apis/batch/v1/namespaces/{ns}/cronjobs/j', 'batch/v1', 'CronJob', {
    spec: {
      schedule: '* * * * *',
      jobTemplate: {
        spec: {
          template: {
            spec: {
              restartPolicy: 'OnFailure',
              containers: [{ name: 'a', image: 'a' }],
            },
          },
        },
      },
    },
  }),
];

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

const access: readonly ContractRequest[] = [
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
      post(`${RBAC}/rolebindings`, binding('c', 'ClusterRole', 'edit')),
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

/** What the apply engine asks of a server, in order. */
export const applyRequests: readonly ContractRequest[] = [
  ...discovery,
  ...metadataOnly,
  ...applying,
  ...immutables,
  ...deletions,
  ...leases,
  ...definitions,
  ...workloads,
  ...otherKinds,
  ...access,
];
