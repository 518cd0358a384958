import type {
  ApplyObserver,
  ApplyPorts,
  ApplyTarget,
  Waiting,
} from '../contract';
import { describeResource, type Manifest } from '../manifest';
import { isInjectedByCertManager } from '../order/certManager';
import type { PodWebhook } from '../order/podWebhooks';
import {
  waitForWebhookBackends,
  type BackendsWaitOptions,
} from '../wait/waitForWebhookBackends';
import { lacksCertificate } from '../wait/webhookBackends';
import type { Progress } from './progress';
import type { StopSignal } from './stopSignal';
import type { WaitingBoard } from './waitingBoard';
import { earlyPods, lateWebhook } from './podGateWarnings';

export interface PodGatesOptions {
  readonly target: ApplyTarget;
  /** Those of the whole set. */
  readonly webhooks: readonly PodWebhook[];
  /** What is written. */
  readonly written: ReadonlySet<Manifest>;
  readonly progress: Progress;
  readonly ports: Pick<ApplyPorts, 'clock'> & {
    readonly observer: ApplyObserver;
  };
  readonly stop: StopSignal;
  readonly board: WaitingBoard;
}

/** Images are pulled and nodes started in that time; after it a person is needed, and the rest goes on. */
const PATIENCE_MS = 300_000;
/** For what its own program puts in once it runs, and for old pods of a workload that was refused. */
const SHORT_PATIENCE_MS = 10_000;

/** Holds workloads back until the webhooks that their pods meet answer, each webhook looked at once. */
export class PodGates {
  private readonly written = new Map<Manifest, PromiseWithResolvers<void>>();
  private readonly backends = new Map<PodWebhook, Promise<readonly string[]>>();
  private readonly answers = new Map<PodWebhook, Promise<void>>();

  constructor(private readonly options: PodGatesOptions) {
    const needed = new Set(
      options.webhooks.flatMap(({ configuration, backends }) => [
        configuration,
        ...backends,
      ]),
    );
    for (const manifest of options.written)
      if (needed.has(manifest))
        this.written.set(manifest, Promise.withResolvers());
  }

  /**
   * Writes a manifest once that makes sense: a configuration when its backends are ready, a workload when all
   * webhooks that its pods meet answer. A webhook that does not get there in time is warned of, once, and passed.
   */
  async pass(
    manifest: Manifest,
    webhooks: readonly PodWebhook[] | undefined,
    write: () => Promise<void>,
  ): Promise<void> {
    await Promise.all(
      (webhooks ?? []).map(webhook =>
        webhook.configuration === manifest
          ? this.ready(webhook)
          : this.answering(webhook),
      ),
    );
    try {
      await write();
    } finally {
      this.written.get(manifest)?.resolve();
    }
  }

  /** Tells of pods that have certainly not met a webhook that is new in the cluster. */
  warnOfEarlyPods(): void {
    const { webhooks, written, progress, target, ports } = this.options;

    for (const webhook of webhooks) {
      if (progress.actionOf(webhook.configuration.id) !== 'created') continue;
      const text = earlyPods(webhook, written);
      if (text) ports.observer.warned(`${target.subject}: ${text}`);
    }
  }

  private ready(webhook: PodWebhook): Promise<readonly string[]> {
    const running = this.backends.get(webhook) ?? this.awaitReady(webhook);
    this.backends.set(webhook, running);
    return running;
  }

  private answering(webhook: PodWebhook): Promise<void> {
    const running = this.answers.get(webhook) ?? this.awaitAnswer(webhook);
    this.answers.set(webhook, running);
    return running;
  }

  /** What its backends lack. */
  private async awaitReady(webhook: PodWebhook): Promise<readonly string[]> {
    const { progress, written } = this.options;
    // One that was there before may answer from pods that were there before.
    if (written.has(webhook.configuration))
      await Promise.all(webhook.backends.map(each => this.isWritten(each)));
    const refused = webhook.backends
      .filter(({ id }) => progress.failureOf(id) !== undefined)
      .map(({ id }) => `${describeResource(id)} could not be applied`);
    const lacking = await this.wait(webhook, {
      until: 'endpoints',
      timeoutMs: refused.length > 0 ? SHORT_PATIENCE_MS : PATIENCE_MS,
    });
    return lacking.length > 0 ? [...refused, ...lacking] : [];
  }

  private async awaitAnswer(webhook: PodWebhook): Promise<void> {
    const lacking = await this.lackingOf(webhook);
    const { stop, ports, target } = this.options;
    if (lacking.length === 0 || stop.signal.aborted) return;
    ports.observer.warned(
      `${target.subject}: ${lateWebhook(
        webhook,
        lacking,
        this.options.written,
      )}`,
    );
  }

  private async lackingOf(webhook: PodWebhook): Promise<readonly string[]> {
    const { configuration } = webhook;
    const lacking = await this.ready(webhook);
    await this.isWritten(configuration);
    if (this.options.progress.failureOf(configuration.id) !== undefined)
      return ['it could not be applied'];
    const isComplete = !lacksCertificate(configuration.object());
    if (lacking.length > 0 || isComplete) return lacking;
    return await this.wait(webhook, {
      until: 'certificates',
      timeoutMs: isInjectedByCertManager(configuration)
        ? PATIENCE_MS
        : SHORT_PATIENCE_MS,
    });
  }

  private async isWritten(manifest: Manifest): Promise<void> {
    await this.written.get(manifest)?.promise;
  }

  private async wait(
    { configuration }: PodWebhook,
    { until, timeoutMs }: Pick<BackendsWaitOptions, 'until' | 'timeoutMs'>,
  ): Promise<readonly string[]> {
    const { target, board, stop, ports } = this.options;
    const waiting = await board.during<readonly Waiting[]>(async onWaiting => {
      const left = await waitForWebhookBackends(target, [configuration], {
        clock: ports.clock,
        signal: stop.signal,
        // The other half is for what comes after, and to get ready.
        timeoutMs: Math.min(timeoutMs, stop.remaining() / 2),
        until,
        onWaiting,
      });
      // Whoever goes on without it waits for it no longer.
      onWaiting([]);
      return left;
    });
    return waiting.flatMap(({ fact, details }) => [fact, ...details]);
  }
}
