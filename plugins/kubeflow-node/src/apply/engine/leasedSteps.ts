import type { OpenInventory } from '../inventory/openInventory';
import { pruneMembers } from '../prune';
import type { Decided } from './decideDeploy';
import { decideWrites } from './decideWrites';
import type { DeployContext } from './deployContext';
import type { Progress } from './progress';
import { readClusterMembers, type ClusterState } from './readState';
import type { WaitingBoard } from './waitingBoard';
import { runWaves } from './waveRunner';

/** Where steps write down what they did. */
export interface DeployRecord {
  readonly progress: Progress;
  readonly board: WaitingBoard;
}

/** What is done to a cluster while its lease is held. */
export class LeasedSteps {
  constructor(
    private readonly context: DeployContext,
    private readonly record: DeployRecord,
    private readonly open: OpenInventory,
  ) {}

  async apply({
    state,
    writes,
  }: Pick<Decided, 'state' | 'writes'>): Promise<void> {
    const { target, api, request, ports, stop } = this.context;
    await runWaves({
      target,
      api,
      state,
      candidates: writes.candidates,
      progress: this.record.progress,
      ports,
      stop,
      board: this.record.board,
      write: {
        write: request.write,
        prune: request.prune,
        clock: ports.clock,
        random: ports.random,
        signal: stop.signal,
        remaining: () => stop.remaining(),
        assertHeld: () => this.open.lease.assertHeld(),
      },
    });
  }

  /** Only after every apply succeeded: what is new must stand before what is old goes. */
  async prune({ prune }: Decided): Promise<unknown> {
    const { api, ports, stop } = this.context;
    const ids = prune.deletions.map(({ id }) => id);
    if (
      stop.signal.aborted ||
      this.record.progress.hasFailures() ||
      prune.refusal
    ) {
      this.record.progress.untouched.push(...ids);
      return stop.signal.aborted ? stop.signal.reason : prune.refusal;
    }
    await this.open.writer.recordIntent(ids.map(id => ({ id })));
    const report = await pruneMembers(api, prune, {
      ...ports,
      signal: stop.signal,
      timeoutMs: stop.remaining(),
      assertHeld: () => this.open.lease.assertHeld(),
    });
    this.record.progress.pruned(report);
    return report.error;
  }

  /** Whoever held the lease before may have had a write under way: what it overwrote is applied again. */
  async verify(state: ClusterState): Promise<void> {
    const { api, request, ports, stop } = this.context;
    const { progress } = this.record;
    if (stop.signal.aborted || progress.hasFailures()) return;
    const inventory = {
      ...state.inventory,
      entries: progress.entriesOver(state.inventory),
    };
    const { set } = request;
    const { manifests } = state;
    const { clock } = ports;
    const found = await readClusterMembers(api, {
      set,
      manifests,
      clock,
      inventory,
    });
    const seen = { ...state, ...found, inventory };
    const writes = decideWrites(seen);
    if (writes.candidates.length > 0) await this.apply({ state: seen, writes });
  }
}
