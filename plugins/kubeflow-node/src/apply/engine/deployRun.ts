import { hostname } from 'node:os';
import type { ApplyResult, Waiting } from '../contract';
import { openInventory } from '../inventory';
import type { OpenInventory } from '../inventory/openInventory';
import type { DeployContext } from './deployContext';
import type { ChangeSet } from '../changeSet';
import { resourceKey, type Manifest } from '../manifest';
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
import { keepContent, type StoredContent } from './storedRevision';
import { WaitingBoard } from './waitingBoard';

type Outcome = Omit<ApplyResult, 'requests'>;

/** A holder that is alive is waited for so long; a dead one is taken over within 15 s. */
const LEASE_WAIT_MS = 600_000;

/** Nobody has deployed this set to the cluster before, nor tried to. */
const isFirst = ({ state: { inventory } }: Decided) =>
  !inventory.parent && !inventory.lease?.object;

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
    return await this.change(decided);
  }

  private async change(decided: Decided): Promise<Outcome> {
    const { api, request, stop } = this.context;
    // A first deploy opens the state while it looks for refusals; there is nobody to wait for.
    const opening = isFirst(decided) ? this.open(decided) : undefined;
    const refused = findRefusals(api, request, decided);
    const [refusals] = await Promise.allSettled([refused, opening]);
    if (refusals.status === 'fulfilled' && refusals.value.error === undefined) {
      if (!opening) stop.signal.throwIfAborted();
      return await this.write(decided, await (opening ?? this.open(decided)));
    }
    if (opening) await this.giveBack(decided, await opening);
    const { failures, error } = await refused;
    failures.forEach(failure =>
      this.progress.failed(failure.id, failure.error),
    );
    return this.outcome(decided, { error });
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

  private tellUnchanged({ state, writes }: Decided) {
    for (const { manifest } of writes.unchanged) {
      this.progress.changed({ id: manifest.id, action: 'unchanged' });
    }
    const { held } = this.context;
    for (const { id } of held ? state.manifests : []) {
      const reason = held?.get(resourceKey(id));
      if (reason) this.progress.changed({ id, action: 'skipped', reason });
    }
  }

  private async open(decided: Decided): Promise<OpenInventory> {
    const { target, request, ports, stop } = this.context;
    const { origin } = request.revision;
    return await openInventory(
      target,
      {
        set: request.set,
        inventory: decided.state.inventory,
        writes: intendedOf(decided),
        holder: { ...origin, host: hostname() },
        waitMs: Math.min(LEASE_WAIT_MS, stop.remaining()),
      },
      { ...ports, signal: stop.signal },
    );
  }

  /** Nothing was sent: what was intended is taken back. */
  private async giveBack(
    decided: Decided,
    { writer, lease }: OpenInventory,
  ): Promise<void> {
    const untouched = intendedOf(decided).map(({ id }) => id);
    await Promise.allSettled([
      writer.recordOutcome({ applied: [], removed: [], untouched }),
      lease.release(),
    ]);
  }

  private async write(decided: Decided, open: OpenInventory): Promise<Outcome> {
    const { stop } = this.context;
    stop.follow(open.lease.signal);
    let current = decided;
    let pruneError: unknown;
    let content: StoredContent = Promise.resolve(undefined);
    try {
      if (open.stale) current = await this.decideAgain(decided, open);
      this.tellUnchanged(current);
      const { state } = current;
      content = keepContent(this.context, { state, open });
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
      content,
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
    const { signal } = this.context.ports;
    const isCutShort = signal.aborted && unready.length > 0;
    const reason = error ?? (isCutShort ? signal.reason : undefined);
    return {
      changeSet: this.progress.changeSet(state.manifests),
      unready,
      ...(revision === undefined ? {} : { revision }),
      ...(reason === undefined ? {} : { error: reason }),
    };
  }
}
