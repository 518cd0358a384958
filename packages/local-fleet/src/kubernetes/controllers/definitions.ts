import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { asArray, asObject, asString, equal, valueAt } from '../json';
import { deleteOptions } from '../objects/deletion';
import type { Controller } from './controller';
import { condition, currentForm, writeStatus } from './controller';

const storageVersion = (crd: KubernetesObject) =>
  asArray(valueAt(crd, 'spec', 'versions'))
    .map(asObject)
    .find(version => version.storage === true)?.name;

/** Serves a definition's versions and says so in its status. */
export const establish = (cluster: Cluster, crd: KubernetesObject): void => {
  cluster.registry.serve(crd);
  const time = cluster.writer.timestamp();
  writeStatus(cluster, crd, {
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
    storedVersions: [storageVersion(crd)],
  });
};

const removeInstances = (cluster: Cluster, crd: KubernetesObject) => {
  const name = {
    group: asString(valueAt(crd, 'spec', 'group')) ?? '',
    plural: asString(valueAt(crd, 'spec', 'names', 'plural')) ?? '',
    kind: asString(valueAt(crd, 'spec', 'names', 'kind')) ?? '',
  };
  const resource = cluster.registry
    .all()
    .find(each => each.group === name.group && each.plural === name.plural);
  if (!resource) return;
  const options = deleteOptions({}, new URLSearchParams());
  for (const object of cluster.store.list(resource))
    cluster.remover.delete(resource, object, options);
};

/** Serves custom resources while their definition exists. */
export const definitions: Controller = (
  { cluster, schedule },
  resource,
  { type, object, previous },
) => {
  if (resource.kind !== 'CustomResourceDefinition') return;
  if (type === 'DELETED') {
    removeInstances(cluster, object);
    cluster.registry.withdraw(object.metadata.name);
    return;
  }
  if (previous && equal(previous.spec, object.spec)) return;
  schedule(cluster.settings.readyDelayMs, () => {
    const live = currentForm(cluster, resource, object);
    if (live) establish(cluster, live);
  });
};
