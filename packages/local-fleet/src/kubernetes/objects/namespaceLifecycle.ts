import type { ObjectMeta } from '@kubeflow-fleet/plugin-kubeflow-node';
import { valueAt } from '../json';
import type { Resource } from '../resources';
import type { ObjectStore } from '../store';
import { ApiError, badRequest, notFound, qualifiedPlural } from '../status';

export const NAMESPACES = {
  group: '',
  plural: 'namespaces',
  kind: 'Namespace',
};

/** Throws a 404 for a namespace that does not exist, and a 403 for content in one that is being deleted. */
export const checkNamespace = (
  store: ObjectStore,
  resource: Resource,
  metadata: ObjectMeta,
): void => {
  const { namespace } = metadata;
  if (!resource.namespaced) return;
  if (!namespace)
    throw badRequest('an empty namespace may not be set during creation');
  const found = store.get(NAMESPACES, undefined, namespace);
  if (!found) throw notFound(NAMESPACES, namespace);
  if (valueAt(found, 'status', 'phase') !== 'Terminating') return;
  const name = metadata.name || String(metadata.generateName ?? '');
  throw new ApiError({
    code: 403,
    reason: 'Forbidden',
    message: `${qualifiedPlural(resource)} ${JSON.stringify(
      name,
    )} is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    details: {
      name,
      ...(resource.group && { group: resource.group }),
      kind: resource.plural,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    },
  });
};
