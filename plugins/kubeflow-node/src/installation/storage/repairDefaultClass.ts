import {
  isKubeflowError,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Change } from '../../apply/changeSet';
import type { ApplyResult } from '../../apply/contract';
import type { ResourceId } from '../../apply/manifest';
import type { KubernetesClient } from '../../kubernetes/objects';
import { makeOnlyDefault } from './defaultClass';

const classId = (name: string): ResourceId => ({
  group: 'storage.k8s.io',
  kind: 'StorageClass',
  name,
});

const unmarked = (name: string, heir: string): Change => ({
  id: classId(name),
  action: 'configured',
  reason: `is no default any more: ${heir} is`,
});

/** Only once the new default is there, so that there always is one. */
const isInPlace = ({ changeSet, error }: ApplyResult, name: string) =>
  error === undefined &&
  !changeSet.failures.some(
    ({ id }) => id.kind === 'StorageClass' && id.name === name,
  );

/**
 * Makes the cluster's class the only default after it was applied (`storage.makeDefault`). Other classes stay whose they
 * are, so they are no members of the set and an uninstall gives nothing back. What was done, or could not be, is added
 * to the result.
 */
export const repairDefaultClass = async (
  kubernetes: KubernetesClient,
  { storage }: FleetCluster,
  result: ApplyResult,
): Promise<ApplyResult> => {
  const name = storage?.makeDefault ? storage.class : undefined;
  if (name === undefined || !isInPlace(result, name)) return result;
  const { changeSet, requests } = result;
  try {
    const others = await makeOnlyDefault(kubernetes, name);
    return {
      ...result,
      changeSet: {
        ...changeSet,
        changes: [
          ...changeSet.changes,
          ...others.map(other => unmarked(other, name)),
        ],
      },
      requests: {
        total: requests.total + 1 + others.length,
        writes: requests.writes + others.length,
      },
    };
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    const failure = { id: classId(name), error };
    return {
      ...result,
      changeSet: {
        ...changeSet,
        failures: [...changeSet.failures, failure],
      },
    };
  }
};
