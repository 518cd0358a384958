import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { asArray, asObject } from '../json';
import { deleteOptions } from '../objects/deletion';
import type { Resource } from '../resources';
import type { ResourceName } from '../status';
import type { Controller } from './controller';
import { currentForm, requireResource } from './controller';

interface Dependent {
  readonly resource: Resource;
  readonly object: KubernetesObject;
}

const ownersOf = (object: KubernetesObject) =>
  asArray(object.metadata.ownerReferences).map(asObject);

const dependentsOf = (cluster: Cluster, uid: string | undefined): Dependent[] =>
  cluster.registry.all().flatMap(resource =>
    cluster.store
      .list(resource)
      .filter(object => ownersOf(object).some(owner => owner.uid === uid))
      .map(object => ({ resource, object })),
  );

const BACKGROUND = deleteOptions({}, new URLSearchParams());

const withoutOwner = (object: KubernetesObject, uid: unknown) => ({
  ...object,
  metadata: {
    ...object.metadata,
    ownerReferences: ownersOf(object).filter(owner => owner.uid !== uid),
  },
});

/** Deletes what only this owner owned; other dependents lose the reference. */
const collect = (cluster: Cluster, owner: KubernetesObject) => {
  const { uid } = owner.metadata;
  for (const { resource, object } of dependentsOf(cluster, uid)) {
    if (ownersOf(object).length > 1)
      cluster.store.put(resource, withoutOwner(object, uid));
    else cluster.remover.delete(resource, object, BACKGROUND);
  }
};

const dropFinalizer = (
  cluster: Cluster,
  object: KubernetesObject,
  finalizer: string,
) => {
  const resource = requireResource(cluster, object.apiVersion, object.kind);
  const finalizers = asArray(object.metadata.finalizers).filter(
    each => each !== finalizer,
  );
  cluster.writer.commit(resource, {
    ...object,
    metadata: { ...object.metadata, finalizers },
  });
};

const orphan = (cluster: Cluster, owner: KubernetesObject) => {
  const { uid } = owner.metadata;
  for (const { resource, object } of dependentsOf(cluster, uid))
    cluster.store.put(resource, withoutOwner(object, uid));
  dropFinalizer(cluster, owner, 'orphan');
};

const foreground = (cluster: Cluster, owner: KubernetesObject) => {
  collect(cluster, owner);
  if (dependentsOf(cluster, owner.metadata.uid).length === 0)
    dropFinalizer(cluster, owner, 'foregroundDeletion');
};

const continueDeletion = (
  cluster: Cluster,
  resource: ResourceName,
  object: KubernetesObject,
) => {
  const live = currentForm(cluster, resource, object);
  const finalizers = asArray(live?.metadata.finalizers);
  if (!live) return;
  if (finalizers.includes('orphan')) orphan(cluster, live);
  else if (finalizers.includes('foregroundDeletion')) foreground(cluster, live);
};

const waitingOwners = (
  cluster: Cluster,
  object: KubernetesObject,
): KubernetesObject[] =>
  ownersOf(object).flatMap(({ apiVersion, kind, name }) => {
    const resource = cluster.registry.findKind(
      String(apiVersion),
      String(kind),
    );
    const namespace = resource?.namespaced
      ? object.metadata.namespace
      : undefined;
    const owner =
      resource && cluster.store.get(resource, namespace, String(name));
    return owner?.metadata.deletionTimestamp ? [owner] : [];
  });

/** Uids that some object has named as its owner: most deletions then need no search. */
const ownersOfCluster = new WeakMap<Cluster, Set<unknown>>();

const knownOwners = (cluster: Cluster): Set<unknown> => {
  const known = ownersOfCluster.get(cluster) ?? new Set();
  ownersOfCluster.set(cluster, known);
  return known;
};

/** Background, foreground and orphaning deletion of dependents by `ownerReferences`. */
export const garbage: Controller = (
  { cluster, schedule },
  resource,
  { type, object },
) => {
  const owners = knownOwners(cluster);
  ownersOf(object).forEach(owner => owners.add(owner.uid));
  if (type === 'ADDED') return;
  if (type === 'MODIFIED') {
    if (object.metadata.deletionTimestamp)
      schedule(0, () => continueDeletion(cluster, resource, object));
    return;
  }
  const isOwner = owners.delete(object.metadata.uid);
  if (!isOwner && ownersOf(object).length === 0) return;
  schedule(0, () => {
    if (isOwner) collect(cluster, object);
    for (const owner of waitingOwners(cluster, object)) {
      const found = requireResource(cluster, owner.apiVersion, owner.kind);
      continueDeletion(cluster, found, owner);
    }
  });
};
