import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesClient } from '../../kubernetes/objects';
import { STATE_NAMESPACE, type ApplySet } from '../contract';
import { digestText, type InventoryShard } from './inventoryDocument';
import { STATE_CONFIG_MAPS, stateLabels } from './stateObjects';

interface ShardContext {
  readonly kubernetes: KubernetesClient;
  readonly set: ApplySet;
}

/**
 * Writes each text into a ConfigMap of its own. Nothing points to them until the parent does, so that a crash in
 * between leaves the old inventory as it was.
 *
 * @param prefix - Never used before: a name must not be written twice, as an old parent may still need it.
 */
export const writeShards = (
  { kubernetes, set }: ShardContext,
  texts: readonly string[],
  prefix: string,
): Promise<InventoryShard[]> =>
  Promise.all(
    texts.map(async (text, index) => {
      const name = `${prefix}-${index}`;
      await kubernetes.create(STATE_CONFIG_MAPS, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name,
          namespace: STATE_NAMESPACE,
          labels: stateLabels(set),
        },
        immutable: true,
        data: { entries: text },
      });
      return { name, digest: digestText(text) };
    }),
  );

/** Deletes shards that no parent needs any more. One that stays is deleted by the next writer. */
export const deleteShards = async (
  { kubernetes }: Pick<ShardContext, 'kubernetes'>,
  names: readonly string[],
): Promise<readonly string[]> => {
  const deletions = await Promise.allSettled(
    names.map(name => kubernetes.delete(STATE_CONFIG_MAPS, name)),
  );
  return names.filter((_, index) => {
    const deletion = deletions[index];
    return (
      deletion?.status === 'rejected' && !hasReason(deletion.reason, 'NotFound')
    );
  });
};
