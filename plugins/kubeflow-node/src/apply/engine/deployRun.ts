import { hostname } from 'node:os';
import type { ApplyResult, Waiting } from '../contract';
import { ensureStateNamespace, openInventory } from '../inventory';
import type { OpenInventory } from '../inventory/openInventory';
import type { DeployContext } from './deployContext';
import type { ChangeSet } from '../changeSet';
import type { Manifest } from '../manifest';
import { closeDeploy } from './closeDeploy';
import {
  decideDeploy,
  intendedOf,
  isAbsent,
  isDone,
  type Decided,
} from './decideDeploy';
import { LeasedSteps } from './leasedSteps';
import { Progress } from './progress';
import { notReady, waitForReadiness } from './readiness';
import { readClusterMembers, readState, type ClusterState } from './readState';
import { findRefusals } from './refusals';
import { WaitingBoard } from './waitingBoard';

type Outcome = Omit<ApplyResult, 'requests'>;

/** A holder that is alive is waited for so long; a dead one is taken over within 15 s. */
const LEASE_WAIT_MS = 600_000;

/** One deploy to one cluster. */
export class DeployRun {
  readonly progress: Progress;
  readonly board: WaitingBoard;

  constructor(private readonly context: DeployContext) {
    this.progress = new Progress(context.ports.observer);
    this.board = new WaitingBoard(context.ports.observer);
  }

  /** What is known to have happened so far. */
  changeSet(manifests: readonly Manifest[]): ChangeSet {
    return this.progress.changeSet(manifests);
  }

  async run(): Promise<Outcome> {
    const decided = await this.read();
    if (isAbsent(this.context, decided)) return this.outcome(decided, {});
    if (isDone(this.context, decided))
      return await this.confirmUnchanged(decided);
    const namespace = this.beginNamespace(decided);
    const { failures, error } = await findRefusals(
      this.context.api,
      this.context.request,
      decided,
    );
    await namespace;
    if (error !== undefined) {
      failures.forEach(failure =>
        this.progress.failed(failure.id, failure.error),
      );
      return this.outcome(decided, { error });
    }
    this.context.stop.signal.throwIfAborted();
    return await this.write(decided);
  }

  private async read(): Promise<Decided> {
    const { target, api, request, ports } = this.context;
    const { set, manifests } = request;
    return decideDeploy(
      this.context,
      await readState(target, api, { set, manifests, clock: ports.clock }),
    );
  }

  /** Nothing is sent but reads; of objects that were just read and are ready nothing more is asked. */
  private async confirmUnchanged(decided: Decided): Promise<Outcome> {
    const { state, prune } = decided;
    this.tellUnchanged(decided);
    prune.kept.forEach(({ id, reason }) =>
      this.progress.changed({ id, action: 'skipped', reason }),
    );
    const unready = await this.readiness(notReady(state), state);
    return this.outcome(decided, {
      unready,
      revision: state.inventory.revision,
    });
  }

  private tellUnchanged({ writes }: Decided) {
    for (const { manifest } of writes.unchanged) {
      this.progress.changed({ id: manifest.id, action: 'unchanged' });
    }
  }

  /** Harmless and needed in any case: it takes its round trip beside the reads that look for refusals. */
  private beginNamespace({ state }: Decided): Promise<void> {
    const { inventory } = state;
    const isThere = inventory.parent || inventory.lease?.object;
    return isThere
      ? Promise.resolve()
      : ensureStateNamespace(this.context.target.kubernetes);
  }

  private async write(decided: Decided): Promise<Outcome> {
    const { target, request, ports, stop } = this.context;
    const { origin } = request.revision;
    const open = await openInventory(
      target,
      {
        set: request.set,
        inventory: decided.state.inventory,
        writes: intendedOf(decided),
        holder: { ...origin, host: hostname() },
        waitMs: Math.min(LEASE_WAIT_MS, stop.remaining()),
        namespace: Promise.resolve(),
      },
      { ...ports, signal: stop.signal },
    );
    stop.follow(open.lease.signal);
    let current = decided;
    let pruneError: unknown;
    try {
      if (open.stale) current = await this.decideAgain(decided, open);
      this.tellUnchanged(current);
      const steps = new LeasedSteps(this.context, this, open);
      await steps.apply(current);
      pruneError = await steps.prune(current);
      if (open.lease.takenOver) await steps.verify(current.state);
    } catch (error) {
      pruneError ??= error;
    }
    const error = stop.signal.aborted ? stop.signal.reason : pruneError;
    const revision = await closeDeploy(this.context, {
      open,
      state: current.state,
      progress: this.progress,
      isComplete: error === undefined && !this.progress.hasFailures(),
    });
    if (error !== undefined || this.progress.hasFailures()) {
      return this.outcome(current, { error, revision });
    }
    const ids = current.state.manifests.map(({ id }) => id);
    const unready = await this.readiness(ids, current.state);
    return this.outcome(current, { unready, revision });
  }

  /** Somebody else wrote since everything was read. */
  private async decideAgain(
    { state }: Decided,
    { inventory, writer }: OpenInventory,
  ): Promise<Decided> {
    const { api, request, ports } = this.context;
    const found = await readClusterMembers(api, {
      set: request.set,
      manifests: state.manifests,
      clock: ports.clock,
      inventory,
    });
    const decided = decideDeploy(this.context, {
      ...state,
      ...found,
      inventory,
    });
    const { failures, error } = await findRefusals(api, request, decided);
    failures.forEach(failure =>
      this.progress.failed(failure.id, failure.error),
    );
    if (error !== undefined) throw error;
    await writer.recordIntent(intendedOf(decided));
    return decided;
  }

  private async readiness(
    ids: Parameters<typeof waitForReadiness>[1],
    state: ClusterState,
  ): Promise<readonly Waiting[]> {
    if (this.context.request.until === 'applied') return [];
    return await waitForReadiness(this.context, ids, {
      state,
      board: this.board,
    });
  }

  private outcome(
    { state }: Decided,
    {
      unready = [],
      revision,
      error,
    }: {
      readonly unready?: readonly Waiting[];
      readonly revision?: number;
      readonly error?: unknown;
    },
  ): Outcome {
    return {
      changeSet: this.progress.changeSet(state.manifests),
      unready,
      ...(revision === undefined ? {} : { revision }),
      ...(error === undefined ? {} : { error }),
    };
  }
}
