import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ApplyPorts } from '../contract';

/** Why and when nothing new may be begun: cancelled, out of time, or no longer the holder of the lease. */
export class StopSignal {
  readonly signal: AbortSignal;
  readonly deadline: number;
  private readonly controller = new AbortController();
  private readonly ended = new AbortController();

  constructor(
    private readonly subject: string,
    private readonly ports: Pick<ApplyPorts, 'clock' | 'signal'>,
    private readonly timeoutMs: number,
  ) {
    this.signal = this.controller.signal;
    this.deadline = ports.clock.now() + timeoutMs;
    this.follow(ports.signal);
    this.expire();
  }

  /** Milliseconds until the deadline; 0 once it is past. */
  remaining(): number {
    return Math.max(0, this.deadline - this.ports.clock.now());
  }

  /** Also stops when this signal aborts, with its reason. */
  follow(signal: AbortSignal): void {
    if (signal.aborted) {
      this.controller.abort(signal.reason);
      return;
    }
    const stop = () => this.controller.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    this.ended.signal.addEventListener(
      'abort',
      () => signal.removeEventListener('abort', stop),
      { once: true },
    );
  }

  /** Frees the timer; the signal no longer aborts. */
  end(): void {
    this.ended.abort();
  }

  private expire() {
    this.ports.clock.sleep(this.timeoutMs, this.ended.signal).then(
      () =>
        this.controller.abort(
          new KubeflowError('TimeoutError', {
            subject: this.subject,
            fact: `the deploy did not end within ${Math.round(
              this.timeoutMs / 1000,
            )} s`,
            reason: 'DeployTimeout',
            remedy:
              'Deploy again: it goes on from here. Give a larger timeout if the cluster is slow',
          }),
        ),
      // Ended before.
      () => undefined,
    );
  }
}
