import type { ContractRequest } from './kubernetesRequest.test.fixture';
import { apply } from './kubernetesRequest.test.fixture';

const named = (
  path: string,
  apiVersion: string,
  {
    kind,
    ...more
  }: { readonly kind: string; readonly [field: string]: unknown },
): ContractRequest =>
  apply(`${path}?dryRun=All`, 'one', {
    apiVersion,
    kind,
    metadata: { name: path.split('/').at(-1) },
    ...more,
  });

/** What the server fills in, kind by kind. */
export const otherKinds: readonly ContractRequest[] = [
  named('/api/v1/namespaces/n-{ns}', 'v1', { kind: 'Namespace' }),
  named('/api/v1/namespaces/{ns}/serviceaccounts/a', 'v1', {
    kind: 'ServiceAccount',
  }),
  named(
    '/apis/scheduling.k8s.io/v1/priorityclasses/p-{ns}',
    'scheduling.k8s.io/v1',
    { kind: 'PriorityClass', value: 10, description: 'x' },
  ),
  named(
    '/apis/networking.k8s.io/v1/namespaces/{ns}/networkpolicies/n',
    'networking.k8s.io/v1',
    {
      kind: 'NetworkPolicy',
      spec: {
        podSelector: {},
        ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }],
      },
    },
  ),
  named('/apis/policy/v1/namespaces/{ns}/poddisruptionbudgets/p', 'policy/v1', {
    kind: 'PodDisruptionBudget',
    spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } },
  }),
  {
    ...named(
      '/apis/autoscaling/v2/namespaces/{ns}/horizontalpodautoscalers/h',
      'autoscaling/v2',
      {
        kind: 'HorizontalPodAutoscaler',
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
  named('/apis/storage.k8s.io/v1/storageclasses/s-{ns}', 'storage.k8s.io/v1', {
    kind: 'StorageClass',
    provisioner: 'x/y',
  }),
  named(
    '/apis/storage.k8s.io/v1/csidrivers/d-{ns}.example',
    'storage.k8s.io/v1',
    { kind: 'CSIDriver', spec: { attachRequired: true } },
  ),
  named('/api/v1/namespaces/{ns}/persistentvolumeclaims/c', 'v1', {
    kind: 'PersistentVolumeClaim',
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '20Gi' } },
    },
  }),
  named('/api/v1/namespaces/{ns}/resourcequotas/q', 'v1', {
    kind: 'ResourceQuota',
    spec: { hard: { 'requests.nvidia.com/gpu': 4, cpu: '8' } },
  }),
  named('/api/v1/namespaces/{ns}/limitranges/l', 'v1', {
    kind: 'LimitRange',
    spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] },
  }),
  named(
    '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles/r',
    'rbac.authorization.k8s.io/v1',
    {
      kind: 'Role',
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    },
  ),
  named(
    '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings/r',
    'rbac.authorization.k8s.io/v1',
    {
      kind: 'RoleBinding',
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
    {
      kind: 'ClusterRole',
      aggregationRule: {
        clusterRoleSelectors: [{ matchLabels: { 'none-{ns}': 'true' } }],
      },
    },
  ),
  named(
    '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/w-{ns}',
    'admissionregistration.k8s.io/v1',
    {
      kind: 'MutatingWebhookConfiguration',
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
    {
      kind: 'APIService',
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
  named('/api/v1/namespaces/{ns}/services/s', 'v1', {
    kind: 'Service',
    spec: {
      selector: { a: 'b' },
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 81, targetPort: 'x', protocol: 'UDP' },
      ],
    },
  }),
  named('/apis/batch/v1/namespaces/{ns}/cronjobs/j', 'batch/v1', {
    kind: 'CronJob',
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
