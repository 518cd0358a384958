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

const storage = (plural: string) => ({
  group: 'storage.k8s.io',
  version: 'v1',
  plural,
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
  ['ConfigMap', core('configmaps')],
  ['Secret', core('secrets')],
  ['Service', core('services')],
  ['PersistentVolumeClaim', core('persistentvolumeclaims')],
  ['Deployment', { group: 'apps', version: 'v1', plural: 'deployments' }],
  ['StorageClass', storage('storageclasses')],
  ['CSIDriver', storage('csidrivers')],
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
