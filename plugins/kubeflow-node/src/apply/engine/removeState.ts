import {
  APPLYSET,
  hasReason,
  STATE_OF_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  ResourceCollection,
} from '../../kubernetes/objects';
import { STATE_NAMESPACE, type ApplySet, type ApplyTarget } from '../contract';
import { STATE_CONFIG_MAPS, STATE_SECRETS } from '../inventory/stateObjects';
import { LEASES } from '../lease/leaseObject';

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
 * Removes what a set leaves behind in {@link STATE_NAMESPACE} when nothing of it is left in the cluster: revisions and
 * shards, the parent, the lease, and last the namespace, unless another set or somebody's lease is in it. To be
 * called by the holder of the lease, which ends with it.
 */
export const removeState = async (
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
  // The parent tells what there is: it goes when the rest has gone.
  await remove(kubernetes, STATE_CONFIG_MAPS, set.name);
  await remove(kubernetes, LEASES, set.name);
  const [parents, leases] = await Promise.all([
    namesIn(kubernetes, STATE_CONFIG_MAPS, APPLYSET.id),
    namesIn(kubernetes, LEASES),
  ]);
  if (parents.length + leases.length > 0) return;
  await remove(kubernetes, NAMESPACES, STATE_NAMESPACE);
};
