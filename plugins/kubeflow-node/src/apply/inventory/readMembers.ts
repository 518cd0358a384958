import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ObjectApi, ObjectMetadata, ServedKinds } from '../api/objectApi';
import type { ApplySet } from '../contract';
import { groupKind, resourceKey, type Manifest } from '../manifest';
import { memberSelector } from './applySet';
import type { Inventory, Members } from './contract';
import { parseGroupKind } from './entryLines';

type Kind = ReturnType<typeof parseGroupKind>;

const unread = (api: ObjectApi, fact: string, remedy: string) =>
  new KubeflowError('ServiceUnavailableError', {
    subject: api.subject,
    fact,
    reason: 'KindUnread',
    remedy,
  });

/**
 * Members of a kind. A kind that is not served has none; one whose group could not be asked is unread.
 */
const readKind = async (
  api: ObjectApi,
  kind: Kind,
  { set, served }: { readonly set: ApplySet; readonly served: ServedKinds },
): Promise<readonly ObjectMetadata[]> => {
  if (served.unknownGroups.includes(kind.group)) {
    throw unread(
      api,
      `discovery of API group '${kind.group}' failed, so the members of kind ${kind.kind} are not known`,
      `Look at the APIService behind it: kubectl get apiservices | grep ${kind.group}`,
    );
  }
  const found = served.find(kind);
  if (!found) return [];
  if (!found.verbs.includes('list')) {
    throw unread(
      api,
      `objects of kind ${groupKind(kind)} cannot be listed`,
      `Leave ${groupKind(kind)} out of the manifests`,
    );
  }
  return await api.listMetadata(found, memberSelector(set));
};

const kindsOf = (
  inventory: Inventory,
  manifests: readonly Manifest[],
): ReadonlyMap<string, Kind> =>
  new Map(
    [
      ...manifests.map(({ id }) => id),
      ...inventory.entries.map(({ id }) => id),
      ...inventory.groupKinds.map(parseGroupKind),
    ].map(({ group, kind }) => [groupKind({ group, kind }), { group, kind }]),
  );

/**
 * Every live object with the label of the set, of the kinds of the manifests, the inventory and the parent's hint: one
 * list per group kind, all at once.
 *
 * @throws KubeflowError when discovery as a whole fails. A list that fails is reported in `unread`.
 */
export const readMembers = async (
  api: ObjectApi,
  set: ApplySet,
  {
    inventory,
    manifests,
  }: {
    readonly inventory: Inventory;
    readonly manifests: readonly Manifest[];
  },
): Promise<Members> => {
  const served = await api.servedKinds();
  const byKey = new Map<string, ObjectMetadata>();
  const failed = new Map<string, unknown>();
  await Promise.all(
    [...kindsOf(inventory, manifests)].map(async ([name, kind]) => {
      try {
        for (const object of await readKind(api, kind, { set, served })) {
          const { namespace, name: objectName } = object;
          byKey.set(
            resourceKey({ ...kind, namespace, name: objectName }),
            object,
          );
        }
      } catch (error) {
        failed.set(name, error);
      }
    }),
  );
  return { byKey, unread: failed };
};
