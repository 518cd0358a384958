import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ApplyTarget } from '../contract';
import type { Inventory } from '../inventory/contract';
import type { Manifest } from '../manifest';
import { readRevision } from '../revisions/readRevision';

/**
 * The manifests of the last complete revision, as the cluster has them.
 *
 * @throws KubeflowError `RevisionMissing` when none is recorded.
 */
export const recordedManifests = async (
  target: ApplyTarget,
  { revision, revisions = [] }: Inventory,
): Promise<readonly Manifest[]> => {
  const record = revisions.find(({ number }) => number === revision);
  if (!record) {
    throw new KubeflowError('NotFoundError', {
      subject: target.subject,
      fact: 'no complete revision is recorded in the cluster, so there is nothing to compare it with',
      reason: 'RevisionMissing',
      remedy:
        'Deploy once with success, or compare with the manifests (compare-with: manifests)',
    });
  }
  return await readRevision(target, record);
};
