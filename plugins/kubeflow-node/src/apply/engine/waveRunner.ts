import type { ApplyObserver, ApplyPorts, ApplyTarget } from '../contract';
import type { WritingApi } from '../api/writingApi';
import { ownedDigest } from '../drift/ownedFields';
import { groupKind, type Manifest, type ResourceId } from '../manifest';
import { definedKind } from '../order/definedKind';
import { planWaves, type Wave } from '../order/planWaves';
import { podWebhooks } from '../order/podWebhooks';
import { waitUntilServed } from '../wait/waitUntilServed';
import type { Candidate } from './decideWrites';
import { PodGates } from './podGates';
import type { Progress } from './progress';
import type { ClusterState } from './readState';
import type { StopSignal } from './stopSignal';
import type { WaitingBoard } from './waitingBoard';
import { WebhookPatience } from './webhookPatience';
import { notServedError } from './writeErrors';
import {
  isWebhookFailure,
  writeObject,
  type WriteOptions,
} from './writeObject';

export interface WaveOptions {
  readonly target: ApplyTarget;
  readonly api: WritingApi;
  readonly state: ClusterState;
  readonly candidates: readonly Candidate[];
  readonly progress: Progress;
  readonly write: Omit<WriteOptions, 'sent' | 'mayLag'>;
  readonly ports: ApplyPorts & { readonly observer: ApplyObserver };
  readonly stop: StopSignal;
  readonly board: WaitingBoard;
}

/** Longer than any API server needs for a definition that it accepts. */
const SERVED_MS = 120_000;

/** Why a kind is not served. */
interface Unserved {
  readonly fact: string;
  readonly cause?: unknown;
}

/** Applies candidates wave by wave, each wave as soon as what it needs is over. */
class WaveRun {
  private readonly byManifest: ReadonlyMap<Manifest, Candidate>;
  private readonly unserved = new Map<string, Unserved>();
  /** Objects that wait for a webhook's backend, each on its own. */
  private readonly parked: Promise<void>[] = [];
  private readonly patience: WebhookPatience;
  private readonly webhooks: ReturnType<typeof podWebhooks>;
  private readonly gates: PodGates;
  private readonly ownNamespaces: ReadonlySet<string>;
  private readonly ownKinds: ReadonlySet<string>;

  constructor(private readonly options: WaveOptions) {
    const { candidates, state } = options;
    this.byManifest = new Map(candidates.map(each => [each.manifest, each]));
    this.patience = new WebhookPatience({
      ...options,
      manifests: state.manifests,
    });
    this.webhooks = podWebhooks(state.manifests);
    this.gates = new PodGates({
      ...options,
      webhooks: this.webhooks,
      written: new Set(this.byManifest.keys()),
    });
    this.ownNamespaces = new Set(
      state.manifests
        .filter(({ id }) => id.kind === 'Namespace')
        .map(({ id }) => id.name),
    );
    this.ownKinds = new Set(
      state.manifests
        .filter(({ id }) => id.kind === 'CustomResourceDefinition')
        .map(definition => groupKind(definedKind(definition))),
    );
  }

  async run(): Promise<void> {
    const { candidates, state } = this.options;
    const waves = planWaves(
      candidates.map(({ manifest }) => manifest),
      state.manifests,
      this.webhooks,
    );
    const over = new Map<string, Promise<void>>();
    for (const wave of waves) {
      const before = wave.after.map(name => over.get(name));
      over.set(wave.name, this.runWave(wave, before));
    }
    await Promise.all(over.values());
    await Promise.all(this.parked);
    this.gates.warnOfEarlyPods();
  }

  private async runWave(
    wave: Wave,
    before: readonly (Promise<void> | undefined)[],
  ): Promise<void> {
    await Promise.all(before);
    const { stop, ports } = this.options;
    if (!stop.signal.aborted) {
      ports.observer.wave(wave.name, wave.manifests.length);
    }
    await Promise.all(
      wave.manifests.map(manifest =>
        this.gates.pass(manifest, wave.webhooks.get(manifest), () =>
          this.applyIn(wave, manifest),
        ),
      ),
    );
    if (wave.served.length > 0) await this.awaitServed(wave.served);
  }

  private async applyIn(wave: Wave, manifest: Manifest): Promise<void> {
    const candidate = this.byManifest.get(manifest);
    if (!candidate) return;
    const unserved = this.unserved.get(groupKind(manifest.id));
    if (unserved && !candidate.member) {
      const { api, progress } = this.options;
      progress.untouched.push(manifest.id);
      progress.failed(
        manifest.id,
        notServedError(api.subject, manifest.id, unserved),
      );
      return;
    }
    const backends = wave.backends.get(manifest);
    const live = backends
      ? await this.liveBackends(manifest, backends)
      : undefined;
    if (live?.length) this.parked.push(this.apply(candidate, live));
    else await this.apply(candidate);
  }

  private async liveBackends(
    manifest: Manifest,
    backends: NonNullable<ReturnType<Wave['backends']['get']>>,
  ): Promise<readonly Manifest[]> {
    const { byKey } = this.options.state.members;
    const isLive = ({ kind, group, name }: ResourceId) =>
      byKey.has(`${groupKind({ kind, group })}/${name}`);
    try {
      return await this.patience.liveAmong(backends, isLive);
    } catch (error) {
      // Whether it is there could not be read: the write itself will tell.
      if (this.options.stop.signal.aborted) return [];
      this.options.ports.observer.warned(
        `${manifest.id.kind}/${
          manifest.id.name
        }: its webhooks could not be looked up: ${String(error)}`,
      );
      return [];
    }
  }

  /** Never rejects: what happens to one object is its outcome. */
  private async apply(
    candidate: Candidate,
    configurations?: readonly Manifest[],
  ): Promise<void> {
    const { api, write, progress } = this.options;
    const { manifest } = candidate;
    let isSent = false;
    const attempt = () =>
      writeObject(api, candidate, {
        ...write,
        mayLag: this.isOfOurMaking(manifest.id),
        sent: () => {
          isSent = true;
        },
      });
    try {
      const { change, object } = configurations
        ? await this.patience.through(attempt, configurations)
        : await attempt();
      const { uid, managedFields } = object.metadata;
      progress.changed(change, {
        manifest,
        uid,
        owned: ownedDigest(managedFields),
      });
    } catch (error) {
      if (isWebhookFailure(error) && !configurations) {
        this.parked.push(this.apply(candidate, []));
      } else this.settle(candidate, error, isSent);
    }
  }

  /** Its namespace or its kind is there because the set says so. */
  private isOfOurMaking({ group, kind, namespace }: ResourceId): boolean {
    return (
      (namespace !== undefined && this.ownNamespaces.has(namespace)) ||
      this.ownKinds.has(groupKind({ group, kind }))
    );
  }

  private settle({ manifest }: Candidate, error: unknown, isSent: boolean) {
    const { progress, stop } = this.options;
    const { id } = manifest;
    const isStopped = stop.signal.aborted && error === stop.signal.reason;
    if (isStopped && !isSent) {
      progress.notBegun(id, 'the deploy ended before it was its turn');
    } else {
      if (!isSent) progress.untouched.push(id);
      progress.failed(id, error);
    }
  }

  private async awaitServed(definitions: readonly Manifest[]): Promise<void> {
    const { target, api, ports, stop, board, progress } = this.options;
    if (stop.signal.aborted) return;
    const applied: Manifest[] = [];
    for (const definition of definitions) {
      const cause = progress.failureOf(definition.id);
      if (cause === undefined) applied.push(definition);
      else {
        const fact = `${definition.id.name} could not be applied`;
        this.unserved.set(groupKind(definedKind(definition)), { fact, cause });
      }
    }
    const { served, waiting } = await board.during(onWaiting =>
      waitUntilServed(target, applied, {
        clock: ports.clock,
        signal: stop.signal,
        timeoutMs: Math.min(SERVED_MS, stop.remaining()),
        onWaiting,
      }),
    );
    await api.learn(served);
    for (const { id, fact } of waiting) {
      const definition = applied.find(each => each.id.name === id.name);
      if (definition)
        this.unserved.set(groupKind(definedKind(definition)), { fact });
    }
  }
}

/**
 * Applies candidates in waves and records what becomes of each in `progress`. What waits for a webhook holds nothing
 * else up. Never rejects for what happens to single objects; after the stop signal nothing new is begun.
 */
export const runWaves = (options: WaveOptions): Promise<void> =>
  new WaveRun(options).run();
