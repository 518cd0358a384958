import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../../http/concurrently';
import type { LiveObject, ObjectApi } from '../api/objectApi';
import { resourceKey, type Manifest, type ResourceId } from '../manifest';

const MOST_READS = 40;

const ifReadable = async (
  api: Pick<ObjectApi, 'get'>,
  id: ResourceId,
): Promise<readonly LiveObject[]> => {
  try {
    const live = await api.get(id);
    return live ? [live] : [];
  } catch (error) {
    if (!hasReason(error, 'Forbidden')) throw error;
    return [];
  }
};

interface Known {
  readonly manifests: readonly Pick<Manifest, 'id'>[];
  readonly inventory: {
    readonly entries: readonly { readonly id: ResourceId }[];
  };
}

/**
 * Secrets of the cluster that the manifests do not hold in this form: those among the candidates, and what an earlier
 * deploy applied. Their values may stand open in other objects. What may not be read is left out.
 */
export const liveSecrets = async (
  api: Pick<ObjectApi, 'get'>,
  candidates: readonly {
    readonly manifest: Pick<Manifest, 'id'>;
    readonly member?: unknown;
  }[],
  { manifests, inventory }: Known,
): Promise<readonly LiveObject[]> => {
  const kept = new Set(manifests.map(({ id }) => resourceKey(id)));
  const secrets = [
    ...candidates
      .filter(({ member }) => member !== undefined)
      .map(({ manifest }) => manifest.id),
    ...inventory.entries
      .map(({ id }) => id)
      .filter(id => !kept.has(resourceKey(id))),
  ].filter(({ group, kind }) => group === '' && kind === 'Secret');
  const found = await concurrently(secrets, MOST_READS, id =>
    ifReadable(api, id),
  );
  return found.flat();
};
