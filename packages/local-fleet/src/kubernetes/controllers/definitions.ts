import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { asArray, asObject, asString, equal, valueAt } from '../json';
import { DEFINITION_FINALIZER, deleteOptions } from '../objects/deletion';
import type { ResourceName } from '../status';
import type { Controller } from './controller';
import {
  condition,
  currentForm,
  requireResource,
  writeStatusAs,
} from './controller';

const storageVersion = (crd: KubernetesObject) =>
  asArray(valueAt(crd, 'spec', 'versions'))
    .map(asObject)
    .find(version => version.storage === true)?.name;

/** Serves a definition's versions and says so in its status. */
export const establish = (cluster: Cluster, crd: KubernetesObject): void => {
  cluster.registry.serve(crd);
  const time = cluster.writer.timestamp();
  const status = {
    acceptedNames: valueAt(crd, 'spec', 'names'),
    conditions: [
      condition('NamesAccepted', time, {
        reason: 'NoConflicts',
        message: 'no conflicts found',
      }),
      condition('Established', time, {
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      }),
    ],
    storedVersions: [
      ...new Set([
        ...asArray(valueAt(crd, 'status', 'storedVersions')),
        storageVersion(crd),
      ]),
    ],
  };
  writeStatusAs(cluster, 'kube-apiserver', { live: crd, status });
};

/** Deletes the custom resources; true when none is left. */
const removeInstances = (cluster: Cluster, crd: KubernetesObject): boolean => {
  const name = {
    group: asString(valueAt(crd, 'spec', 'group')) ?? '',
    plural: asString(valueAt(crd, 'spec', 'names', 'plural')) ?? '',
    kind: asString(valueAt(crd, 'spec', 'names', 'kind')) ?? '',
  };
  const resource = cluster.registry
    .all()
    .find(each => each.group === name.group && each.plural === name.plural);
  if (!resource) return true;
  const options = deleteOptions({}, new URLSearchParams());
  for (const object of cluster.store.list(resource))
    cluster.remover.delete(resource, object, options);
  return cluster.store.list(resource).length === 0;
};

const DEFINITIONS = {
  group: 'apiextensions.k8s.io',
  plural: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
};

/** Takes the finalizer off when the last custom resource has gone. */
const finish = (cluster: Cluster, crd: KubernetesObject): void => {
  const live = currentForm(cluster, DEFINITIONS, crd);
  if (!live || !removeInstances(cluster, live)) return;
  const finalizers = asArray(live.metadata.finalizers).filter(
    each => each !== DEFINITION_FINALIZER,
  );
  cluster.writer.commit(requireResource(cluster, live.apiVersion, live.kind), {
    ...live,
    metadata: { ...live.metadata, finalizers },
  });
};

/** A custom resource that a finalizer held has gone: its definition may go too. */
const finishDefinitionOf = (
  cluster: Cluster,
  { group, plural }: ResourceName,
): void => {
  const crd = cluster.store.get(DEFINITIONS, undefined, `${plural}.${group}`);
  if (crd?.metadata.deletionTimestamp) finish(cluster, crd);
};

/** Serves custom resources while their definition exists. */
export const definitions: Controller = (
  { cluster, schedule },
  resource,
  { type, object, previous },
) => {
  if (resource.kind !== DEFINITIONS.kind) {
    if (type === 'DELETED')
      schedule(0, () => finishDefinitionOf(cluster, resource));
    return;
  }
  if (type === 'DELETED') {
    cluster.registry.withdraw(object.metadata.name);
    return;
  }
  if (object.metadata.deletionTimestamp) {
    schedule(0, () => finish(cluster, object));
    return;
  }
  if (previous && equal(previous.spec, object.spec)) return;
  schedule(cluster.settings.readyDelayMs, () => {
    const live = currentForm(cluster, resource, object);
    if (live) establish(cluster, live);
  });
};
