import type {
  ListSelector,
  ResourceCollection,
} from '../../kubernetes/objects';
import type { ServedKinds } from '../api/objectApi';
import { groupKind, type ResourceId } from '../manifest';

/** Objects that one list and watch shows. */
export interface WaitedCollection {
  readonly ids: readonly ResourceId[];
  /** Absent when the cluster does not serve the kind. */
  readonly collection?: ResourceCollection;
  readonly selector: ListSelector;
}

const collectionOf = (
  { group, kind }: ResourceId,
  kinds: ServedKinds,
  namespace: string | undefined,
): ResourceCollection | undefined => {
  const served = kinds.find({ group, kind });
  return (
    served && {
      group: served.group,
      version: served.version,
      plural: served.plural,
      namespace: served.namespaced ? namespace : undefined,
    }
  );
};

/**
 * Groups objects so that as few watches as possible show them all: with a label that they share one per kind, whatever
 * their namespaces; without, one per kind and namespace, of a single object by its name.
 */
export const waitedCollections = (
  ids: readonly ResourceId[],
  kinds: ServedKinds,
  labelSelector?: string,
): readonly WaitedCollection[] => {
  const groups = new Map<string, ResourceId[]>();
  for (const id of ids) {
    const key = labelSelector
      ? groupKind(id)
      : `${groupKind(id)}/${id.namespace ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return [...groups.values()].map(group => {
    const first = group[0] as ResourceId;
    const single = group.length === 1 && !labelSelector;
    return {
      ids: group,
      collection: collectionOf(
        first,
        kinds,
        labelSelector ? undefined : first.namespace,
      ),
      selector: single
        ? { fieldSelector: `metadata.name=${first.name}` }
        : { labelSelector },
    };
  });
};
