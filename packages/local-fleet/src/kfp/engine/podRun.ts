import type { EmulatorClock } from '../clock';
import type { PodPort } from '../podPort';
import type { TaskFailure } from './engineOptions';
import { podName, podOf, type PodOrder } from './podSpec';

type Plain = Record<string, unknown>;

/** How a pod ended; the message is the node's, in Argo's words. */
export type PodOutcome =
  | { readonly phase: 'Succeeded' }
  | { readonly phase: 'Failed'; readonly message: string };

const exitOf = (failure: TaskFailure | undefined) => {
  if (failure?.kind === 'out-of-memory')
    return { code: 137, reason: 'OOMKilled' };
  if (failure?.kind !== 'exit') return { code: 0, reason: 'Completed' };
  return { code: failure.code ?? 1, reason: 'Error' };
};

/** Runs one pod: its statuses as the kubelet writes them, its log, and the node's outcome. */
export class PodRun {
  private readonly key;
  private readonly image: string;

  constructor(
    private readonly order: PodOrder,
    private readonly pods: PodPort,
    private readonly clock: EmulatorClock,
  ) {
    const { metadata } = order.workflow;
    this.key = {
      namespace: metadata.namespace,
      name: podName(metadata.name, order.template, order.nodeName),
    };
    this.image = String(order.container.image ?? '');
  }

  /** @throws the signal's reason, after the pod was marked failed, when the run is terminated. */
  async run(signal: AbortSignal): Promise<PodOutcome> {
    await this.pods.create(podOf(this.order, this.key.name));
    try {
      return await this.live(signal);
    } catch (error) {
      await this.terminated({ code: 143, reason: 'Error' });
      throw error;
    }
  }

  private async live(signal: AbortSignal): Promise<PodOutcome> {
    const { behaviour, overheadMs, durationMs, logLines } = this.order;
    const stuck = await this.neverStarts(behaviour.fail, signal);
    if (stuck) return stuck;
    await this.clock.sleep(overheadMs, signal);
    await this.pods.setStatus(this.key, {
      phase: 'Running',
      startTime: this.now(),
      conditions: this.conditions('True'),
      containerStatuses: [
        this.container({ running: { startedAt: this.now() } }),
      ],
    });
    await this.pods.appendLog(this.key, 'main', logLines);
    await this.clock.sleep(durationMs, signal);
    const { fail } = behaviour;
    const exit = exitOf(fail);
    if (fail?.kind === 'exit' && fail.message) {
      await this.pods.appendLog(this.key, 'main', [fail.message]);
    }
    await this.terminated(exit);
    if (exit.code === 0) return { phase: 'Succeeded' };
    return {
      phase: 'Failed',
      message: `${exit.reason} (exit code ${exit.code})`,
    };
  }

  private async neverStarts(
    failure: TaskFailure | undefined,
    signal: AbortSignal,
  ): Promise<PodOutcome | undefined> {
    if (failure?.kind === 'unschedulable') {
      const message =
        failure.message ??
        '0/3 nodes are available: 3 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.';
      await this.pods.setStatus(this.key, {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message,
            lastTransitionTime: this.now(),
          },
        ],
      });
      await this.pending(signal);
      return { phase: 'Failed', message: `Unschedulable: ${message}` };
    }
    if (failure?.kind !== 'image-pull') return undefined;
    const image = failure.image ?? this.image;
    const message = `Back-off pulling image "${image}"`;
    await this.pods.setStatus(this.key, {
      phase: 'Pending',
      startTime: this.now(),
      conditions: this.conditions('False'),
      containerStatuses: [
        this.container({ waiting: { reason: 'ImagePullBackOff', message } }),
      ],
    });
    await this.pending(signal);
    return { phase: 'Failed', message: `ImagePullBackOff: ${message}` };
  }

  /** Waits for the pod's patience to end, or for ever. */
  private async pending(signal: AbortSignal): Promise<void> {
    const { pendingMs } = this.order;
    if (Number.isFinite(pendingMs)) {
      await this.clock.sleep(pendingMs, signal);
      return;
    }
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      });
    });
  }

  private async terminated(exit: {
    readonly code: number;
    readonly reason: string;
  }): Promise<void> {
    const finishedAt = this.now();
    await this.pods.setStatus(this.key, {
      phase: exit.code === 0 ? 'Succeeded' : 'Failed',
      startTime: finishedAt,
      conditions: this.conditions('False'),
      containerStatuses: [
        this.container({
          terminated: {
            exitCode: exit.code,
            reason: exit.reason,
            startedAt: finishedAt,
            finishedAt,
          },
        }),
      ],
    });
  }

  private container(state: Plain): Plain {
    return {
      name: 'main',
      image: this.image,
      imageID: '',
      ready: 'running' in state,
      started: 'running' in state,
      restartCount: 0,
      state,
    };
  }

  private conditions(ready: 'True' | 'False'): readonly Plain[] {
    const at = { lastTransitionTime: this.now() };
    return [
      { type: 'PodScheduled', status: 'True', ...at },
      { type: 'Initialized', status: 'True', ...at },
      { type: 'ContainersReady', status: ready, ...at },
      { type: 'Ready', status: ready, ...at },
    ];
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}
