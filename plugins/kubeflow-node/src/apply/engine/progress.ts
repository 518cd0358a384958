import type { Change, ChangeSet, ObjectFailure } from '../changeSet';
import type { ApplyObserver } from '../contract';
import type {
  AppliedObject,
  Inventory,
  InventoryEntry,
  RemovedObject,
} from '../inventory';
import { resourceKey, type Manifest, type ResourceId } from '../manifest';

/** Everything that has happened in one cluster so far; complete at any moment. */
export class Progress {
  readonly applied: AppliedObject[] = [];
  /** Gone for certain. */
  readonly removed: RemovedObject[] = [];
  /** Certainly not sent. */
  readonly untouched: ResourceId[] = [];
  private readonly changes = new Map<string, Change>();
  private readonly failures = new Map<string, ObjectFailure>();
  private readonly tail: Change[] = [];

  constructor(
    private readonly observer: Pick<ApplyObserver, 'changed' | 'failed'>,
  ) {}

  changed(change: Change, applied?: AppliedObject): void {
    const key = resourceKey(change.id);
    this.changes.set(key, change);
    this.failures.delete(key);
    if (applied) this.applied.push(applied);
    this.observer.changed(change);
  }

  failed(id: ResourceId, error: unknown): void {
    this.failures.set(resourceKey(id), { id, error });
    this.observer.failed(id, error);
  }

  /** Nothing of it was sent. */
  notBegun(id: ResourceId, reason: string): void {
    this.untouched.push(id);
    this.changed({ id, action: 'skipped', reason });
  }

  /** What pruning reported itself to the observer already. */
  pruned({
    changes,
    failures,
    removed,
  }: {
    readonly changes: readonly Change[];
    readonly failures: readonly ObjectFailure[];
    readonly removed: readonly RemovedObject[];
  }): void {
    this.tail.push(...changes);
    this.removed.push(...removed);
    failures.forEach(failure =>
      this.failures.set(resourceKey(failure.id), failure),
    );
  }

  /** The inventory's entries with what was applied since. */
  entriesOver(inventory: Inventory): readonly InventoryEntry[] {
    const entries = new Map(
      inventory.entries.map(entry => [resourceKey(entry.id), entry]),
    );
    for (const { manifest, uid, owned } of this.applied) {
      const { id } = manifest;
      const digest = inventory.digestOf(manifest);
      entries.set(resourceKey(id), { id, uid, digest, owned });
    }
    return [...entries.values()];
  }

  /** What happened to one object; undefined while nothing did. */
  actionOf(id: ResourceId): Change['action'] | undefined {
    return this.changes.get(resourceKey(id))?.action;
  }

  hasFailures(): boolean {
    return this.failures.size > 0;
  }

  failureOf(id: ResourceId): unknown {
    return this.failures.get(resourceKey(id))?.error;
  }

  /** In the order of the manifests, deletions last. */
  changeSet(manifests: readonly Manifest[]): ChangeSet {
    const keys = manifests.map(({ id }) => resourceKey(id));
    const listed = new Set(keys);
    const others = [...this.failures.keys()].filter(key => !listed.has(key));
    return {
      changes: [
        ...keys.flatMap(key => this.changes.get(key) ?? []),
        ...this.tail,
      ],
      failures: [...keys, ...others].flatMap(
        key => this.failures.get(key) ?? [],
      ),
    };
  }
}
