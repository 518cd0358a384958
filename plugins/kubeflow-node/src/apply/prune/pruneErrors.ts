import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { describeResource, groupKind, type ResourceId } from '../manifest';
import type { Unconfirmed } from './confirmDeletions';

/** An object that is still there after its deletion. */
export const stuckError = (
  subject: string,
  { deletion: { id }, live, unread }: Unconfirmed,
): KubeflowError => {
  const finalizers = live?.finalizers ?? [];
  const waits = finalizers.length
    ? `waits for its finalizers ${finalizers.join(', ')}`
    : 'is still there';
  const command = `kubectl get ${groupKind(id)} ${id.name}${
    id.namespace ? ` -n ${id.namespace}` : ''
  } -o yaml`;
  return new KubeflowError('TimeoutError', {
    subject,
    fact: unread
      ? `${describeResource(id)}: whether it is deleted could not be read`
      : `${describeResource(id)} is being deleted and ${waits}`,
    reason: unread ? 'DeletionUnread' : 'DeletionStuck',
    remedy: `Look at ${command} and at the controller that has to finish; the object stays in the inventory, and the next deploy looks again`,
    cause: unread,
  });
};

/** An object that was not deleted because of another one. */
export const blockedError = (
  subject: string,
  id: ResourceId,
  by: ResourceId,
): KubeflowError =>
  new KubeflowError('ConflictError', {
    subject,
    fact: `${describeResource(
      id,
    )} is not deleted yet, because ${describeResource(
      by,
    )} is still being deleted and may need it`,
    reason: 'DeletionBlocked',
    remedy: `Get ${describeResource(by)} deleted, then deploy again`,
  });

/** A namespace that still holds claims, whose deletion would delete data. */
export const claimsReason = (claims: readonly string[]): string =>
  `deleting it would delete the PersistentVolumeClaims ${claims
    .slice(0, 5)
    .join(', ')}${claims.length > 5 ? ` and ${claims.length - 5} more` : ''}`;
