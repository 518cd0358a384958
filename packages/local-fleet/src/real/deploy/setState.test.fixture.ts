import { systemClock } from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type ApplyTarget,
  applySetOf,
  createObjectApi,
  readInventory,
  readMembers,
  resourceKey,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { SET } from './deployWorld.test.fixture';

/** What a cluster holds of our set, and what its inventory says of that. */
export interface SetState {
  /** Keys of the live objects that carry the set's label, sorted. */
  readonly members: readonly string[];
  /** Keys of the inventory with the uids that it has for them, sorted. */
  readonly inventory: readonly string[];
  /** Keys of the live members with their uids, sorted. */
  readonly live: readonly string[];
}

const api = (target: ApplyTarget) =>
  createObjectApi(target, {
    clock: systemClock,
    random: Math.random,
    signal: new AbortController().signal,
  });

/** Reads both, of every kind that the inventory or its parent's annotation names. */
export async function readSetState(target: ApplyTarget): Promise<SetState> {
  const set = applySetOf(SET);
  const inventory = await readInventory(target, set);
  const { byKey, unread } = await readMembers(api(target), set, {
    inventory,
    manifests: [],
  });
  if (unread.size > 0) throw [...unread.values()][0];
  return {
    members: [...byKey.keys()].sort(),
    inventory: inventory.entries
      .map(({ id, uid }) => `${resourceKey(id)} ${uid}`)
      .sort(),
    live: [...byKey].map(([key, { uid }]) => `${key} ${uid}`).sort(),
  };
}
