import type {
  KubernetesObject,
  ResourceCollection,
} from '@kubeflow-fleet/plugin-kubeflow-node';

/** An object and the collection it belongs to. */
export type PlacedObject = readonly [ResourceCollection, KubernetesObject];

const core = (plural: string, namespace?: string): ResourceCollection => ({
  group: '',
  version: 'v1',
  plural,
  namespace,
});

const rbac = (plural: string) => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural,
});

const collections = new Map<string, ResourceCollection>([
  ['Namespace', core('namespaces')],
  ['Node', core('nodes')],
  ['ServiceAccount', core('serviceaccounts')],
  ['Role', rbac('roles')],
  ['ClusterRole', rbac('clusterroles')],
  ['RoleBinding', rbac('rolebindings')],
  ['ClusterRoleBinding', rbac('clusterrolebindings')],
  [
    'CustomResourceDefinition',
    {
      group: 'apiextensions.k8s.io',
      version: 'v1',
      plural: 'customresourcedefinitions',
    },
  ],
]);

/** The collection of an object of the kinds that a cluster starts with. */
export const placed = (object: KubernetesObject): PlacedObject => {
  const collection = collections.get(object.kind);
  if (!collection)
    throw new Error(`${object.kind} is no kind that a cluster starts with`);
  return [{ ...collection, namespace: object.metadata.namespace }, object];
};

/**
 * Service, pod and Endpoints of KFP's API. The API server's proxy reads legacy Endpoints and wants each
 * address to be of a pod of the namespace that has it.
 */
export function pipelineService(
  namespace: string,
  podIp: string,
): PlacedObject[] {
  const metadata = { name: 'ml-pipeline', namespace };
  const port = { name: 'http', port: 8888 };
  return [
    [
      core('services', namespace),
      { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [port] } },
    ],
    [
      core('pods', namespace),
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata,
        spec: {
          automountServiceAccountToken: false,
          containers: [{ name: 'ml-pipeline-api-server', image: 'local' }],
        },
      },
    ],
    [
      core('endpoints', namespace),
      {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata,
        subsets: [
          {
            addresses: [
              {
                ip: podIp,
                targetRef: { kind: 'Pod', name: metadata.name, namespace },
              },
            ],
            ports: [port],
          },
        ],
      },
    ],
  ];
}
