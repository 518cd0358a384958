import {
  APPLYSET,
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ServedKinds } from '../api/objectApi';
import type { WritingApi } from '../api/writingApi';
import type { ApplySet } from '../contract';
import type { ObjectFailure } from '../changeSet';
import {
  describeResource,
  groupKind,
  resourceKey,
  type ResourceId,
} from '../manifest';

/** An object of the manifests that another ApplySet has. */
export const otherSetError = (
  subject: string,
  id: ResourceId,
  owner: string,
): KubeflowError =>
  new KubeflowError('ConflictError', {
    subject,
    fact: `${describeResource(id)} belongs to another ApplySet, ${printable(
      owner,
    )}`,
    reason: 'InOtherApplySet',
    remedy: `Take it out of the manifests, or out of that set: kubectl label ${groupKind(
      id,
    )} ${id.name}${id.namespace ? ` -n ${id.namespace}` : ''} ${
      APPLYSET.partOf
    }-`,
  });

/**
 * Which of the objects are members of other ApplySets: one metadata list per kind. A kind that cannot be listed is
 * left to the server, which refuses the label as a conflict when it is written.
 */
export const foreignMembers = async (
  api: WritingApi,
  set: ApplySet,
  {
    ids,
    kinds,
  }: { readonly ids: readonly ResourceId[]; readonly kinds: ServedKinds },
): Promise<readonly ObjectFailure[]> => {
  const byKind = Map.groupBy(ids, groupKind);
  const found = await Promise.all(
    [...byKind.values()].map(async ([first, ...others]) => {
      const kind = first && kinds.find(first);
      if (!kind?.verbs.includes('list')) return [];
      const wanted = new Map(
        [first, ...others].flatMap(id =>
          id ? [[resourceKey(id), id] as const] : [],
        ),
      );
      const selector = `${APPLYSET.partOf},${APPLYSET.partOf}!=${set.id}`;
      const objects = await api.listMetadata(kind, selector).catch(() => []);
      return objects.flatMap(({ namespace, name, labels }) => {
        const { group } = kind;
        const id = wanted.get(
          resourceKey({ group, kind: kind.kind, namespace, name }),
        );
        const owner = labels?.[APPLYSET.partOf] ?? '';
        return id ? [{ id, error: otherSetError(api.subject, id, owner) }] : [];
      });
    }),
  );
  return found.flat();
};
