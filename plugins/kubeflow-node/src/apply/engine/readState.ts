import type {
  LiveObject,
  ObjectApi,
  ServedKind,
  ServedKinds,
} from '../api/objectApi';
import type { WritingApi } from '../api/writingApi';
import type { ApplySet, ApplyTarget } from '../contract';
import {
  readInventory,
  readMembers,
  type Inventory,
  type Members,
} from '../inventory';
import { groupKind, resourceKey, type Manifest } from '../manifest';
import { isStatusless } from '../wait/statuslessKinds';
import type { Clock } from '../../clock';
import { scopedManifests } from './scopedManifests';

/** One cluster as it was read; all of it together takes two round trips. */
export interface ClusterState {
  readonly kinds: ServedKinds;
  readonly inventory: Inventory;
  readonly members: Members;
  /** Members of kinds whose status matters, whole. */
  readonly live: ReadonlyMap<string, LiveObject>;
  /** With the ids that the objects have in this cluster. */
  readonly manifests: readonly Manifest[];
}

export interface ReadRequest {
  readonly set: ApplySet;
  readonly manifests: readonly Manifest[];
  readonly clock: Clock;
}

/** A definition is up to a megabyte, and discovery tells whether it is served. */
const isListedWhole = (kind: ServedKind) =>
  !isStatusless(groupKind(kind)) && kind.kind !== 'CustomResourceDefinition';

/** Lists kinds with a status whole, so that readiness needs no further request when nothing is to be done. */
const listingWhole = (
  api: WritingApi,
  seen: (kind: ServedKind, object: LiveObject) => void,
): ObjectApi => ({
  subject: api.subject,
  servedKinds: options => api.servedKinds(options),
  apply: (manifest, options) => api.apply(manifest, options),
  get: id => api.get(id),
  delete: (id, options) => api.delete(id, options),
  requests: api.requests,
  listMetadata: async (kind, labelSelector) => {
    if (!isListedWhole(kind)) {
      return await api.listMetadata(kind, labelSelector);
    }
    const objects = await api.listObjects(kind, labelSelector);
    objects.forEach(object => seen(kind, object));
    return objects.map(({ metadata }) => metadata);
  },
});

const NOTHING: Members = { byKey: new Map(), unread: new Map() };

/** Members of what was read; a cluster that was never deployed to has none, and is not asked. */
export const readClusterMembers = async (
  api: WritingApi,
  { set, inventory, manifests }: ReadRequest & { inventory: Inventory },
): Promise<Pick<ClusterState, 'members' | 'live'>> => {
  const live = new Map<string, LiveObject>();
  if (!inventory.parent && inventory.entries.length === 0) {
    return { members: NOTHING, live };
  }
  const reading = listingWhole(api, ({ group, kind }, object) => {
    const { namespace, name } = object.metadata;
    live.set(resourceKey({ group, kind, namespace, name }), object);
  });
  const members = await readMembers(reading, set, { inventory, manifests });
  return { members, live };
};

/**
 * Reads discovery, the inventory and the members.
 *
 * @throws KubeflowError of what cannot be read as a whole; a kind that cannot be listed is in `members.unread`.
 */
export const readState = async (
  target: ApplyTarget,
  api: WritingApi,
  request: ReadRequest,
): Promise<ClusterState> => {
  const { set, clock } = request;
  const [kinds, inventory] = await Promise.all([
    api.servedKinds(),
    readInventory(target, set, { clock }),
  ]);
  const manifests = scopedManifests(api.subject, request.manifests, kinds);
  const found = await readClusterMembers(api, {
    ...request,
    manifests,
    inventory,
  });
  return { kinds, inventory, manifests, ...found };
};
