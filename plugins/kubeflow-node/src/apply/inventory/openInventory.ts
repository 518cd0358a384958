import {
  hasReason,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ApplySet, ApplyTarget } from '../contract';
import { acquireLease } from '../lease/acquireLease';
import type {
  HeldLease,
  LeaseHolder,
  LeaseNote,
  LeasePorts,
} from '../lease/contract';
import type {
  IntendedWrite,
  Inventory,
  InventoryWriter,
  StoredInventory,
} from './contract';
import { decodeIntent, encodeIntent, uniteWrites } from './intent';
import { createInventoryWriter, createParent } from './inventoryWriter';
import { scopeOf } from './parentObject';
import { readInventory } from './readInventory';
import { ensureStateNamespace } from './stateObjects';

export interface OpenRequest {
  readonly set: ApplySet;
  /** As `readInventory` gave it. */
  readonly inventory: Inventory;
  /** Everything that will be created, changed or deleted. */
  readonly writes: readonly IntendedWrite[];
  readonly holder: LeaseHolder;
  /** How long to wait for another holder, in milliseconds. */
  readonly waitMs: number;
}

export interface OpenInventory {
  readonly lease: HeldLease;
  readonly writer: InventoryWriter;
  /** Read anew when `stale`. */
  readonly inventory: Inventory;
  /**
   * True when somebody else wrote since the inventory was read: members must be read again, what to write decided
   * again, and told to `writer.recordIntent`.
   */
  readonly stale: boolean;
}

/** The union of what will be written and what a previous holder may have written without telling. */
const noteWriter =
  (
    { writes, inventory }: OpenRequest,
    noted: (united: readonly IntendedWrite[]) => void,
  ) =>
  (previous: LeaseNote | undefined): string | undefined => {
    const before =
      previous && previous.generation > inventory.generation
        ? decodeIntent(previous.text)
        : [];
    const united = uniteWrites(writes, before);
    const note = encodeIntent(united);
    if (note !== undefined) noted(united);
    // What was noted before must not be lost with it: the holder records it in the inventory at once.
    return note ?? previous?.text;
  };

const needsNamespace = ({ inventory }: OpenRequest) =>
  !inventory.parent && !inventory.lease?.object;

/**
 * What is made inside a new namespace is sent so much later: the API server itself waits for a namespace that it
 * does not see yet, so both take one round trip together.
 */
const HEAD_START_MS = 12;

/** Undefined when somebody else made the parent. */
const makeParent = async (
  target: ApplyTarget,
  { set, inventory, writes }: OpenRequest,
  namespace: Promise<void>,
): Promise<StoredInventory | undefined> => {
  if (inventory.parent) return inventory.stored;
  try {
    const scope = scopeOf(
      [...inventory.entries, ...writes].map(({ id }) => id),
    );
    const parent = await createParent(target, set, scope).catch(async error => {
      if (!hasReason(error, 'NamespaceNotFound')) throw error;
      await namespace;
      return await createParent(target, set, scope);
    });
    return { shards: [], pending: [], ...inventory.stored, parent };
  } catch (error) {
    if (hasReason(error, 'AlreadyExists')) return undefined;
    throw error;
  }
};

const both = async (
  lease: Promise<HeldLease>,
  parent: Promise<StoredInventory | undefined>,
): Promise<[HeldLease, StoredInventory | undefined]> => {
  const [held, made] = await Promise.allSettled([lease, parent]);
  if (held.status === 'rejected') throw held.reason;
  if (made.status === 'fulfilled') return [held.value, made.value];
  await held.value.release();
  throw made.reason;
};

const withParent = (
  inventory: Inventory,
  stored: StoredInventory,
  writes: readonly IntendedWrite[],
): Inventory => {
  const { uid = '', resourceVersion = '' } = stored.parent?.metadata ?? {};
  if (inventory.parent?.uid === uid) return inventory;
  return {
    ...inventory,
    ...scopeOf([...inventory.entries, ...writes].map(({ id }) => id)),
    parent: { uid, resourceVersion },
    stored,
  };
};

/**
 * Takes the lease and makes the parent ready, in one round trip most often: what will be written rides with the lease,
 * and a new parent is created beside it. The annotations of an old parent are widened after it where they must be.
 *
 * @throws KubeflowError `LeaseHeld`; whatever a write meets, and then the lease is given back.
 */
export const openInventory = async (
  target: ApplyTarget,
  request: OpenRequest,
  ports: LeasePorts,
): Promise<OpenInventory> => {
  const { set, inventory, holder, waitMs } = request;
  const namespace = needsNamespace(request)
    ? ensureStateNamespace(target.kubernetes)
    : Promise.resolve();
  // Where it is missing for good, what is made inside says why.
  namespace.catch(() => undefined);
  await Promise.race([
    namespace,
    ports.clock.sleep(HEAD_START_MS, ports.signal),
  ]);
  let noted: readonly IntendedWrite[] = [];
  const [lease, stored] = await both(
    acquireLease(
      target,
      {
        name: set.name,
        holder,
        waitMs,
        observed: inventory.lease,
        pastGeneration: inventory.generation,
        note: noteWriter(request, united => {
          noted = united;
        }),
      },
      ports,
    ),
    makeParent(target, request, namespace),
  );
  try {
    const stale = lease.stale || lease.takenOver || !stored;
    const current =
      stale || !stored
        ? await readInventory(target, set, ports)
        : withParent(inventory, stored, request.writes);
    if (current.generation >= lease.generation) throw outrun(target, set);
    const writer = createInventoryWriter(target, {
      set,
      inventory: current,
      lease,
      noted,
    });
    if (stale) await writer.fence();
    await writer.recordIntent(request.writes);
    return { lease, writer, inventory: current, stale };
  } catch (error) {
    await lease.release();
    throw error;
  }
};

const outrun = ({ subject }: ApplyTarget, { name }: ApplySet) =>
  new KubeflowError('ConflictError', {
    subject,
    fact: `the inventory '${name}' was written by a later generation than the lease that was just acquired, as if the lease had been deleted meanwhile`,
    reason: 'LeaseLost',
    remedy: 'Run this deploy again',
  });
