import {
  FIELD_MANAGER,
  hasReason,
  MANAGED_BY_LABEL,
  STATE_OF_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesClient } from '../../kubernetes/objects';
import { STATE_NAMESPACE, type ApplySet } from '../contract';

const inStateNamespace = (plural: string) => ({
  group: '',
  version: 'v1',
  plural,
  namespace: STATE_NAMESPACE,
});

/** ConfigMaps of {@link STATE_NAMESPACE}: the parents and the shards of their inventories. */
export const STATE_CONFIG_MAPS = inStateNamespace('configmaps');

/** Secrets of {@link STATE_NAMESPACE}: the contents of revisions. */
export const STATE_SECRETS = inStateNamespace('secrets');

const NAMESPACES = { group: '', version: 'v1', plural: 'namespaces' };

/** Labels of an object that holds state of a set and is no member of it. */
export const stateLabels = (set: ApplySet): Record<string, string> => ({
  [MANAGED_BY_LABEL]: FIELD_MANAGER,
  [STATE_OF_LABEL]: set.id,
});

/** Makes {@link STATE_NAMESPACE} when it is missing; one request. */
export const ensureStateNamespace = async (
  kubernetes: Pick<KubernetesClient, 'create'>,
): Promise<void> => {
  try {
    await kubernetes.create(NAMESPACES, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: STATE_NAMESPACE,
        labels: { [MANAGED_BY_LABEL]: FIELD_MANAGER },
      },
    });
  } catch (error) {
    if (!hasReason(error, 'AlreadyExists')) throw error;
  }
};
