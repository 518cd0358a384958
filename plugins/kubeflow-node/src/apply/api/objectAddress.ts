import type { KubernetesCall } from '../../kubernetes/call';
import { collectionPath } from '../../kubernetes/collectionPath';
import type { ResourceId } from '../manifest';
import type { ServedKind } from './objectApi';

/** The namespace that kubectl assumes when a manifest names none. */
export const DEFAULT_NAMESPACE = 'default';

/**
 * The id that an object has in the cluster, as kubectl reads it (row 14): a namespaced object without a namespace
 * goes to `default`, and a namespace that a cluster-scoped one names is ignored.
 */
export const scopedId = (
  id: ResourceId,
  { namespaced }: Pick<ServedKind, 'namespaced'>,
): ResourceId => {
  const { group, kind, name, namespace } = id;
  if (namespaced) {
    return namespace ? id : { ...id, namespace: DEFAULT_NAMESPACE };
  }
  return namespace === undefined ? id : { group, kind, name };
};

/** Path of one object. */
export const objectPath = (kind: ServedKind, id: ResourceId): string => {
  const { namespace, name } = scopedId(id, kind);
  return collectionPath({ ...kind, namespace }, name);
};

/** Path of the collection that one object is in. */
export const objectCollectionPath = (
  kind: ServedKind,
  id: ResourceId,
): string => {
  const { namespace } = scopedId(id, kind);
  return collectionPath({ ...kind, namespace });
};

/** One call on one object, for messages. */
export const objectCall = (
  call: { readonly subject: string; readonly verb: string },
  kind: ServedKind,
  id: ResourceId,
): KubernetesCall => {
  const { namespace, name } = scopedId(id, kind);
  return { ...call, group: kind.group, resource: kind.plural, namespace, name };
};
