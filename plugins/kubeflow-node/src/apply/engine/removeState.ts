import {
  APPLYSET,
  hasReason,
  STATE_OF_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  ResourceCollection,
} from '../../kubernetes/objects';
import type { WritingApi } from '../api/writingApi';
import { STATE_NAMESPACE, type ApplySet, type ApplyTarget } from '../contract';
import { STATE_CONFIG_MAPS, STATE_SECRETS } from '../inventory/stateObjects';
import { LEASES } from '../lease/leaseObject';
import { valueAt } from '../status/liveValue';

const NAMESPACES = { group: '', version: 'v1', plural: 'namespaces' };

const remove = async (
  kubernetes: KubernetesClient,
  collection: ResourceCollection,
  name: string,
): Promise<void> => {
  try {
    await kubernetes.delete(collection, name);
  } catch (error) {
    if (!hasReason(error, 'NotFound')) throw error;
  }
};

const namesIn = async (
  kubernetes: KubernetesClient,
  collection: ResourceCollection,
  labelSelector?: string,
): Promise<readonly string[]> =>
  (await kubernetes.list(collection, { labelSelector })).map(
    ({ metadata }) => metadata.name,
  );

/**
 * Removes the records of a set of which nothing is left in the cluster: revisions, shards, and the parent last, as it tells
 * what else there is. To be called by the holder of the lease.
 */
export const removeRecords = async (
  { kubernetes }: Pick<ApplyTarget, 'kubernetes'>,
  set: ApplySet,
): Promise<void> => {
  const ofSet = `${STATE_OF_LABEL}=${set.id}`;
  const [secrets, maps] = await Promise.all([
    namesIn(kubernetes, STATE_SECRETS, ofSet),
    namesIn(kubernetes, STATE_CONFIG_MAPS, ofSet),
  ]);
  await Promise.all([
    ...secrets.map(name => remove(kubernetes, STATE_SECRETS, name)),
    ...maps
      .filter(name => name !== set.name)
      .map(name => remove(kubernetes, STATE_CONFIG_MAPS, name)),
  ]);
  await remove(kubernetes, STATE_CONFIG_MAPS, set.name);
};

/**
 * Removes the lease after it was given back, unless somebody took it since, and then {@link STATE_NAMESPACE}, unless
 * another set or somebody's lease is in it.
 */
export const removeLease = async (
  { kubernetes }: Pick<ApplyTarget, 'kubernetes'>,
  api: WritingApi,
  set: ApplySet,
): Promise<void> => {
  const id = {
    group: LEASES.group,
    kind: 'Lease',
    namespace: STATE_NAMESPACE,
    name: set.name,
  };
  const lease = await api.get(id);
  if (lease && valueAt(lease.spec, 'holderIdentity')) return;
  if (lease) await api.delete(id, lease.metadata);
  const [parents, leases] = await Promise.all([
    namesIn(kubernetes, STATE_CONFIG_MAPS, APPLYSET.id),
    namesIn(kubernetes, LEASES),
  ]);
  if (parents.length + leases.length > 0) return;
  await remove(kubernetes, NAMESPACES, STATE_NAMESPACE);
};
