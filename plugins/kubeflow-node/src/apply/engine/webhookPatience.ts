import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { fullJitter } from '../../http/backoff';
import type { WritingApi } from '../api/writingApi';
import type { ApplyPorts, ApplyTarget, Waiting } from '../contract';
import { describeResource, type Manifest, type ResourceId } from '../manifest';
import { manifestOf } from '../manifests/manifestOf';
import type { WebhookBackend } from '../order/webhooks';
import { webhookServices } from '../order/webhooks';
import type { ManifestObject } from '../manifest';
import { waitForWebhookBackends } from '../wait/waitForWebhookBackends';
import type { StopSignal } from './stopSignal';
import type { WaitingBoard } from './waitingBoard';

export interface WebhookPatienceOptions {
  readonly target: ApplyTarget;
  readonly api: WritingApi;
  /** The whole set, for its own configurations. */
  readonly manifests: readonly Manifest[];
  readonly ports: Pick<ApplyPorts, 'clock' | 'random'>;
  readonly stop: StopSignal;
  readonly board: WaitingBoard;
}

/** A backend that is not there by then needs a person; the rest of the time belongs to the rest of the deploy. */
const PATIENCE_MS = 300_000;
/** Attempts after its endpoints are ready: the pod says ready before every API server reaches it. */
const MOST_ATTEMPTS = 6;
const BACKOFF = { baseMs: 500, capMs: 8_000 };

const CONFIGURATION_KINDS = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
] as const;

const nameIn = (error: KubeflowError): string | undefined =>
  /webhook (?:of )?(\S+) cannot be called/.exec(error.fact)?.[1];

/** Waits, for each object alone, until the webhooks that it meets can be called. */
export class WebhookPatience {
  private readonly waits = new Map<string, Promise<readonly Waiting[]>>();
  private liveConfigurations: Promise<readonly Manifest[]> | undefined;

  constructor(private readonly options: WebhookPatienceOptions) {}

  /**
   * Attempts again until the webhook lets it pass.
   *
   * @param known - Configurations that the object is known to meet: they are waited for before the first attempt.
   * @throws KubeflowError `WebhookFailed` with what its backend lacks.
   */
  async through<T>(
    attempt: () => Promise<T>,
    known: readonly Manifest[] = [],
  ): Promise<T> {
    let configurations = known;
    for (let attempts = 1; ; attempts += 1) {
      const lacking = await this.waitFor(configurations);
      try {
        return await attempt();
      } catch (error) {
        if (!isWebhookFailure(error)) throw error;
        if (attempts >= MOST_ATTEMPTS) throw explained(error, lacking);
        const found = await this.configurationOf(error);
        configurations = found ? [found] : configurations;
        if (lacking.length > 0 && found) throw explained(error, lacking);
        await this.pause(attempts);
      }
    }
  }

  /** The manifests behind backends, where they are live already: before that nobody calls them. */
  async liveAmong(
    backends: readonly WebhookBackend[],
    isLive: (id: ResourceId) => boolean,
  ): Promise<readonly Manifest[]> {
    const { manifests, api } = this.options;
    const names = new Set(
      backends.map(
        ({ configuration, webhook }) => configuration?.name ?? webhook,
      ),
    );
    const found = manifests.filter(
      ({ id }) =>
        names.has(id.name) &&
        backends.some(({ configuration, webhook }) =>
          configuration
            ? configuration.kind === id.kind && configuration.name === id.name
            : id.kind === 'CustomResourceDefinition' && id.name === webhook,
        ),
    );
    const live = await Promise.all(
      found.map(async manifest => {
        // A definition was applied in an earlier wave.
        if (manifest.id.kind === 'CustomResourceDefinition') return [manifest];
        if (isLive(manifest.id)) return [manifest];
        return (await api.get(manifest.id)) ? [manifest] : [];
      }),
    );
    return live.flat();
  }

  private async waitFor(
    configurations: readonly Manifest[],
  ): Promise<readonly Waiting[]> {
    const waits = configurations.map(manifest => {
      const key = describeResource(manifest.id);
      const running = this.waits.get(key) ?? this.wait(manifest);
      this.waits.set(key, running);
      return running;
    });
    return (await Promise.all(waits)).flat();
  }

  private wait(manifest: Manifest): Promise<readonly Waiting[]> {
    const { target, board, stop, ports } = this.options;
    return board.during(onWaiting =>
      waitForWebhookBackends(target, [manifest], {
        clock: ports.clock,
        signal: stop.signal,
        timeoutMs: Math.min(PATIENCE_MS, stop.remaining() * 0.8),
        onWaiting,
      }),
    );
  }

  private pause(attempts: number) {
    const { ports, stop } = this.options;
    return ports.clock.sleep(
      fullJitter(attempts, BACKOFF, () => 0.5 + ports.random() / 2),
      stop.signal,
    );
  }

  /** The configuration that has the webhook of a refusal: of the set, or whatever else is in the cluster. */
  private async configurationOf(
    error: KubeflowError,
  ): Promise<Manifest | undefined> {
    const name = nameIn(error);
    if (!name) return undefined;
    const has = (manifest: Manifest) =>
      manifest.id.name === name || webhookServices(manifest.object()).has(name);
    const own = this.options.manifests.filter(
      ({ id }) =>
        id.kind.endsWith('WebhookConfiguration') ||
        id.kind === 'CustomResourceDefinition',
    );
    return own.find(has) ?? (await this.foreign()).find(has);
  }

  private foreign(): Promise<readonly Manifest[]> {
    this.liveConfigurations ??= this.readForeign();
    return this.liveConfigurations;
  }

  private async readForeign(): Promise<readonly Manifest[]> {
    const { api } = this.options;
    const kinds = await api.servedKinds();
    const lists = await Promise.all(
      CONFIGURATION_KINDS.map(async kind => {
        const served = kinds.find({
          group: 'admissionregistration.k8s.io',
          kind,
        });
        // Whoever may not list them only waits without knowing for whom.
        return served ? await api.listObjects(served, '').catch(() => []) : [];
      }),
    );
    return lists.flat().map(object =>
      manifestOf(object as ManifestObject, {
        source: { path: api.subject, line: 1 },
      }),
    );
  }
}

const isWebhookFailure = (error: unknown): error is KubeflowError =>
  (error as Partial<KubeflowError> | undefined)?.reason === 'WebhookFailed';

const explained = (
  error: KubeflowError,
  lacking: readonly Waiting[],
): KubeflowError => {
  const reasons = lacking.flatMap(({ fact, details }) => [fact, ...details]);
  const why = reasons.length
    ? reasons.join('; ')
    : 'its Service has ready endpoints, and yet it does not answer';
  return new KubeflowError('ServiceUnavailableError', {
    subject: error.subject,
    fact: `${error.fact}; ${why}`,
    reason: 'WebhookFailed',
    remedy: error.remedy,
    upstreamStatus: error.upstreamStatus,
    cause: error,
  });
};
