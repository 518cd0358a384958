import {
  hasReason,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { STATE_NAMESPACE, type ApplySet, type ApplyTarget } from '../contract';
import type { HeldLease } from '../lease/contract';
import { resourceKey } from '../manifest';
import { withRevision } from '../revisions/revisionRecords';
import type {
  IntendedWrite,
  Inventory,
  InventoryOutcome,
  InventoryWriter,
} from './contract';
import { uniteWrites } from './intent';
import {
  parentData,
  splitEntries,
  type InventoryDocument,
} from './inventoryDocument';
import { deleteShards, writeShards } from './inventoryShards';
import { keyedDigest } from './keyedDigest';
import { entriesAfter, NO_OUTCOME } from './outcomeEntries';
import {
  covers,
  emptyParent,
  parentObject,
  scopeOf,
  uniteScopes,
} from './parentObject';
import { readInventory } from './readInventory';
import { STATE_CONFIG_MAPS } from './stateObjects';

/** How often a write starts again because the parent was changed by somebody who is no later holder. */
const MOST_ATTEMPTS = 4;

export interface InventoryWriterOptions {
  readonly set: ApplySet;
  /** As read under the lease, or before it when the lease is not stale. */
  readonly inventory: Inventory;
  readonly lease: Pick<HeldLease, 'generation' | 'assertHeld'>;
  /** What the lease's note says already. */
  readonly noted?: readonly IntendedWrite[];
  /** Bytes of entries in one ConfigMap; only tests need another than 700 KiB. */
  readonly shardBytes?: number;
}

type Target = Pick<ApplyTarget, 'kubernetes' | 'subject'>;

class ConditionalWriter implements InventoryWriter {
  /** As last read or written. */
  private base: Inventory;
  private intended: readonly IntendedWrite[];
  private outcome: InventoryOutcome = NO_OUTCOME;
  private writes = 0;

  constructor(
    private readonly target: Target,
    private readonly options: InventoryWriterOptions,
  ) {
    this.base = options.inventory;
    this.intended = uniteWrites(
      options.noted ?? [],
      options.inventory.stored?.pending ?? [],
    );
  }

  async fence(): Promise<void> {
    await this.write();
  }

  async recordIntent(writes: readonly IntendedWrite[]): Promise<void> {
    const known = new Set(this.intended.map(({ id }) => resourceKey(id)));
    const isNoted = writes.every(({ id }) => known.has(resourceKey(id)));
    const scope = scopeOf(writes.map(({ id }) => id));
    if (this.base.parent && isNoted && covers(this.base, scope)) return;
    this.intended = uniteWrites(this.intended, writes);
    await this.write();
  }

  async recordOutcome(outcome: InventoryOutcome): Promise<void> {
    this.outcome = outcome;
    await this.write();
  }

  private async write(): Promise<void> {
    for (let attempts = 1; ; attempts += 1) {
      try {
        await this.writeOnce();
        return;
      } catch (error) {
        const isOvertaken = ['Conflict', 'NotFound', 'AlreadyExists'].some(
          reason => hasReason(error, reason),
        );
        if (!isOvertaken || attempts >= MOST_ATTEMPTS) throw error;
        await this.readAgain();
      }
    }
  }

  private async writeOnce(): Promise<void> {
    const { kubernetes } = this.target;
    const { lease, set } = this.options;
    const parent = await this.ensureParent();
    const document = this.document(parent);
    const needed = scopeOf(document.entries.map(({ id }) => id));
    const scope =
      this.outcome === NO_OUTCOME ? uniteScopes(this.base, needed) : needed;
    const texts = splitEntries(document.entries, this.options.shardBytes);
    const shards = texts.length > 1 ? await this.writeShards(texts) : undefined;
    lease.assertHeld();
    const live = await kubernetes.replace(
      STATE_CONFIG_MAPS,
      parentObject({
        set,
        scope,
        data: parentData(
          document,
          shards ? { shards } : { text: texts[0] ?? '' },
        ),
        previous: parent,
      }),
    );
    const names = shards?.map(({ name }) => name) ?? [];
    await this.settle({ document, live, scope, names });
  }

  private async writeShards(texts: readonly string[]) {
    this.options.lease.assertHeld();
    this.writes += 1;
    const { set, lease } = this.options;
    // The generation is no other holder's, so these names are no other writer's.
    const prefix = `${set.name}-inventory-${lease.generation}-${this.writes}`;
    const { kubernetes } = this.target;
    return await writeShards({ kubernetes, set }, texts, prefix);
  }

  private async ensureParent(): Promise<KubernetesObject> {
    const { stored } = this.base;
    if (stored?.parent) return stored.parent;
    this.options.lease.assertHeld();
    const scope = scopeOf(this.intended.map(({ id }) => id));
    return await createParent(
      this.target,
      this.options.set,
      uniteScopes(this.base, scope),
    );
  }

  private document({ metadata }: KubernetesObject): InventoryDocument {
    const { lease } = this.options;
    const { base, outcome, intended } = this;
    const uid = metadata.uid ?? '';
    // Digests that were keyed with another parent compare with nothing.
    const known =
      base.parent?.uid === uid
        ? base.entries
        : base.entries.map(({ digest, ...entry }) => entry);
    const { revision } = outcome;
    return {
      entries: entriesAfter(known, { intended, outcome }, keyedDigest(uid)),
      generation: lease.generation,
      revision:
        revision?.outcome === 'succeeded' ? revision.number : base.revision,
      revisions: revision
        ? withRevision(base.revisions ?? [], revision)
        : base.revisions ?? [],
    };
  }

  /** What was written is what the next write builds upon; only then are old shards in nobody's way. */
  private async settle({
    document,
    live,
    scope,
    names,
  }: {
    readonly document: InventoryDocument;
    readonly live: KubernetesObject;
    readonly scope: ReturnType<typeof scopeOf>;
    readonly names: readonly string[];
  }): Promise<void> {
    const { uid = '', resourceVersion = '' } = live.metadata;
    const old = (this.base.stored?.shards ?? []).filter(
      name => !names.includes(name),
    );
    const left = old.length > 0 ? await deleteShards(this.target, old) : old;
    this.base = {
      ...this.base,
      ...document,
      ...scope,
      parent: { uid, resourceVersion },
      digestOf: keyedDigest(uid),
      stored: { parent: live, shards: [...names, ...left], pending: [] },
    };
  }

  /** @throws KubeflowError `LeaseLost` when a later holder has written. */
  private async readAgain(): Promise<void> {
    const { set, lease } = this.options;
    const { subject } = this.target;
    const found = await readInventory(this.target, set);
    if (found.generation > lease.generation) {
      throw new KubeflowError('ConflictError', {
        subject,
        fact: `lost lock: a later deploy (generation ${found.generation}, ours is ${lease.generation}) has written the inventory in ConfigMap ${STATE_NAMESPACE}/${set.name}`,
        reason: 'LeaseLost',
        remedy:
          'Nothing more is written; the later deploy goes on from what this one did. Run this one again if it is still wanted',
      });
    }
    // Deleted under our hands: what it said is still known here.
    this.base = found.parent
      ? found
      : { ...this.base, parent: undefined, stored: found.stored };
  }
}

/** Creates the parent of a set that has none; of two who try, one succeeds. */
export const createParent = (
  { kubernetes }: Target,
  set: ApplySet,
  scope: ReturnType<typeof scopeOf>,
): Promise<KubernetesObject> =>
  kubernetes.create(STATE_CONFIG_MAPS, emptyParent(set, scope));

/** A writer for the holder of a lease; see `openInventory`, which makes the lease too. */
export const createInventoryWriter = (
  target: Target,
  options: InventoryWriterOptions,
): InventoryWriter => new ConditionalWriter(target, options);
