import type { ObjectApi } from '../api/objectApi';
import type { Change, ObjectFailure } from '../changeSet';
import type { ApplyPorts } from '../contract';
import type { RemovedObject } from '../inventory/contract';
import type { ResourceId } from '../manifest';
import { confirmDeletions, type Unconfirmed } from './confirmDeletions';
import type { Deletion, PruneDecision } from './contract';
import {
  DELETION_STAGES,
  definedGroups,
  deletionStage,
  type DeletionStage,
} from './deletionOrder';
import { blockedError, claimsReason, stuckError } from './pruneErrors';

export interface PruneOptions extends ApplyPorts {
  /** For the deletions and their confirmation, in milliseconds. */
  readonly timeoutMs: number;
  /** Of the lease: called before every deletion. */
  readonly assertHeld?: () => void;
}

/** What pruning came to; complete also when it ended early. */
export interface PruneReport {
  /** `deleted`, each confirmed; `skipped`, each with its reason. */
  readonly changes: readonly Change[];
  readonly failures: readonly ObjectFailure[];
  /** What may leave the inventory. */
  readonly removed: readonly RemovedObject[];
  /** Why it ended early: the lease was lost, or the job cancelled. */
  readonly error?: unknown;
}

const CLAIMS = { group: '', kind: 'PersistentVolumeClaim' };

class Pruning {
  readonly changes: Change[] = [];
  readonly failures: ObjectFailure[] = [];
  readonly removed: RemovedObject[] = [];
  private readonly issued: Deletion[] = [];
  private readonly deadline: number;

  constructor(
    private readonly api: ObjectApi,
    private readonly decision: PruneDecision,
    private readonly options: PruneOptions,
  ) {
    this.deadline = options.clock.now() + options.timeoutMs;
  }

  async run(): Promise<PruneReport> {
    const { kept, gone } = this.decision;
    kept.forEach(({ id, reason }) => this.skip(id, reason));
    this.removed.push(...gone);
    try {
      await Promise.all([this.lookForMissing(), this.deleteStages()]);
      await this.confirm();
    } catch (error) {
      return { ...this.report(), error };
    }
    return this.report();
  }

  private report(): PruneReport {
    const { changes, failures, removed } = this;
    return { changes, failures, removed };
  }

  private skip(id: ResourceId, reason: string) {
    this.record({ id, action: 'skipped', reason });
  }

  private record(change: Change) {
    this.changes.push(change);
    this.options.observer.changed(change);
  }

  private fail(id: ResourceId, error: unknown) {
    this.failures.push({ id, error });
    this.options.observer.failed(id, error);
  }

  /** An object that a list by label does not show may still be there without the label. */
  private async lookForMissing(): Promise<void> {
    await Promise.all(
      this.decision.missing.map(async ({ id, uid }) => {
        try {
          const live = await this.api.get(id);
          if (live?.metadata.uid !== uid) this.removed.push({ id, uid });
          else this.skip(id, 'it no longer carries the label of the set');
        } catch (error) {
          this.fail(id, error);
        }
      }),
    );
  }

  private async deleteStages(): Promise<void> {
    const groups = definedGroups(this.decision.deletions.map(({ id }) => id));
    let blockedBy: ResourceId | undefined;
    for (const stage of DELETION_STAGES) {
      const deletions = this.decision.deletions.filter(
        ({ id }) => deletionStage(id, groups) === stage,
      );
      if (deletions.length === 0) continue;
      if (blockedBy) this.block(deletions, blockedBy);
      else blockedBy = await this.deleteStage(stage, deletions);
    }
  }

  private block(deletions: readonly Deletion[], by: ResourceId) {
    const { subject } = this.api;
    deletions.forEach(({ id }) => this.fail(id, blockedError(subject, id, by)));
  }

  /** What the later stages must wait for in vain, if anything. */
  private async deleteStage(
    stage: DeletionStage,
    deletions: readonly Deletion[],
  ): Promise<ResourceId | undefined> {
    const allowed =
      stage === 'namespaces' ? await this.withoutClaims(deletions) : deletions;
    const failed = this.failures.length;
    // All of them settle first, so that nothing is recorded after the report.
    const ends = await Promise.allSettled(
      allowed.map(deletion => this.delete(deletion)),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    if (stage !== 'custom resources') return undefined;
    // Their controllers, and the definitions themselves, are still needed.
    const [stuck] = await this.confirm();
    return stuck?.deletion.id ?? this.failures[failed]?.id;
  }

  private async delete(deletion: Deletion): Promise<void> {
    const { signal, assertHeld } = this.options;
    const { id, uid } = deletion;
    signal.throwIfAborted();
    assertHeld?.();
    try {
      await this.api.delete(id, { uid });
      this.issued.push(deletion);
    } catch (error) {
      signal.throwIfAborted();
      this.fail(id, error);
    }
  }

  /** Confirms all that was deleted so far; reports what is still there as failed. */
  private async confirm(): Promise<readonly Unconfirmed[]> {
    const { clock, random, signal } = this.options;
    const left = await confirmDeletions(this.api, this.issued.splice(0), {
      set: this.decision.set,
      clock,
      random,
      signal,
      deadline: this.deadline,
      onGone: ({ id, uid }) => {
        this.removed.push({ id, uid });
        this.record({ id, action: 'deleted' });
      },
    });
    signal.throwIfAborted();
    const { subject } = this.api;
    for (const unconfirmed of left) {
      this.fail(unconfirmed.deletion.id, stuckError(subject, unconfirmed));
    }
    return left;
  }

  private async withoutClaims(
    namespaces: readonly Deletion[],
  ): Promise<readonly Deletion[]> {
    if (!this.decision.protectsClaims) return namespaces;
    const kind = (await this.api.servedKinds()).find(CLAIMS);
    if (!kind) return namespaces;
    try {
      const claims = await this.api.listMetadata(kind, '');
      return namespaces.filter(({ id }) => {
        const inside = claims.filter(({ namespace }) => namespace === id.name);
        if (inside.length === 0) return true;
        this.skip(id, claimsReason(inside.map(({ name }) => name)));
        return false;
      });
    } catch (error) {
      namespaces.forEach(({ id }) => this.fail(id, error));
      return [];
    }
  }
}

/**
 * Deletes what was decided, each object only while it has the uid that was read, and waits until it is gone. What stays
 * (a finalizer, a refusal) is named, and stays in the inventory. Never rejects.
 */
export const pruneMembers = (
  api: ObjectApi,
  decision: PruneDecision,
  options: PruneOptions,
): Promise<PruneReport> => new Pruning(api, decision, options).run();
