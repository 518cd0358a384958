import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { NAMESPACES } from '../objects/namespaceLifecycle';
import { deleteOptions } from '../objects/deletion';
import type { Controller } from './controller';
import { CONTROLLER_WRITE, currentForm, requireResource } from './controller';

const fill = (cluster: Cluster, namespace: string) => {
  const { writer, settings } = cluster;
  writer.create(
    requireResource(cluster, 'v1', 'ServiceAccount'),
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    },
    CONTROLLER_WRITE,
  );
  if (!settings.certificateAuthority) return;
  writer.create(
    requireResource(cluster, 'v1', 'ConfigMap'),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'kube-root-ca.crt', namespace },
      data: { 'ca.crt': settings.certificateAuthority },
    },
    CONTROLLER_WRITE,
  );
};

/** Deletes what is in the namespace; true when nothing is left. */
const empty = (cluster: Cluster, namespace: string): boolean => {
  const options = deleteOptions({}, new URLSearchParams());
  const resources = cluster.registry.all().filter(each => each.namespaced);
  for (const resource of resources)
    for (const object of cluster.store.list(resource, namespace))
      cluster.remover.delete(resource, object, options);
  return resources.every(
    resource => cluster.store.list(resource, namespace).length === 0,
  );
};

const finish = (cluster: Cluster, namespace: KubernetesObject) => {
  const live = currentForm(cluster, NAMESPACES, namespace);
  if (!live || !empty(cluster, live.metadata.name)) return;
  cluster.store.remove(NAMESPACES, undefined, live.metadata.name);
};

/** New namespaces get their service account; deleted ones go when their content has gone. */
export const namespaces: Controller = (
  { cluster, schedule },
  resource,
  { type, object },
) => {
  if (resource.kind === 'Namespace' && resource.group === '') {
    if (type === 'ADDED') fill(cluster, object.metadata.name);
    if (type === 'MODIFIED' && object.metadata.deletionTimestamp)
      schedule(cluster.settings.readyDelayMs, () => finish(cluster, object));
    return;
  }
  if (type !== 'DELETED' || !object.metadata.namespace) return;
  const owner = cluster.store.get(
    NAMESPACES,
    undefined,
    object.metadata.namespace,
  );
  // The last object that a finalizer held has gone.
  if (owner?.metadata.deletionTimestamp)
    schedule(0, () => finish(cluster, owner));
};
