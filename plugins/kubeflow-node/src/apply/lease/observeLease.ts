import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../../clock';
import type { KubernetesClient } from '../../kubernetes/objects';
import type { ObservedLease } from './contract';
import { LEASES } from './leaseObject';

/** Reads a lease; a missing one, or a missing namespace, is no failure. */
export const observeLease = async (
  kubernetes: Pick<KubernetesClient, 'get'>,
  { name, clock }: { readonly name: string; readonly clock: Clock },
): Promise<ObservedLease> => {
  try {
    const object = await kubernetes.get(LEASES, name);
    return { object, observedAt: clock.now() };
  } catch (error) {
    if (hasReason(error, 'NotFound') || hasReason(error, 'NamespaceNotFound')) {
      return { observedAt: clock.now() };
    }
    throw error;
  }
};
