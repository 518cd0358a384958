import {
  type ManifestObject,
  resourceKey,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** Some manifests give them a namespace all the same. */
const CLUSTER_SCOPED = [
  'ClusterRole',
  'ClusterRoleBinding',
  'DecoratorController',
];

/** Keys of the objects, sorted, as inventories and lists have them. */
export const keysOf = (objects: readonly ManifestObject[]): readonly string[] =>
  objects
    .map(({ apiVersion, kind, metadata: { namespace, name } }) =>
      resourceKey({
        group: apiVersion.includes('/') ? apiVersion.split('/')[0] ?? '' : '',
        kind,
        namespace: CLUSTER_SCOPED.includes(kind) ? undefined : namespace,
        name,
      }),
    )
    .sort();
