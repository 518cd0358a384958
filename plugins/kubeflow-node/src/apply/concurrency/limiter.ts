import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../../clock';
import { AdaptiveWindow, type AttemptOutcome } from './adaptiveWindow';

/** A place among the requests in flight. */
export interface Permit {
  /** Gives it back; once. `retryAfterMs` of a 429 holds all requests to this server back. */
  settle(outcome: AttemptOutcome, retryAfterMs?: number): void;
}

export interface PermitRequest {
  readonly signal: AbortSignal;
  /** Milliseconds of the epoch: past it nobody waits. */
  readonly deadline: number;
}

/** Bounds what one API server has to do at once. */
export interface Limiter {
  /**
   * First come, first served.
   *
   * @throws KubeflowError `TooManyRequests` when the server wants longer than the deadline; the signal's reason.
   */
  acquire(request: PermitRequest): Promise<Permit>;
  readonly inFlight: number;
  readonly size: number;
}

export interface LimiterOptions {
  readonly subject: string;
  readonly clock: Clock;
  readonly random: () => number;
}

interface Waiter extends PermitRequest {
  readonly admit: () => void;
  readonly refuse: (error: unknown) => void;
}

/** After a pause the requests come back spread over this time, and not all at once. */
const SPREAD_MS = 100;

class AdaptiveLimiter implements Limiter {
  inFlight = 0;
  private pausedUntil = 0;
  private isWaking = false;
  private readonly window = new AdaptiveWindow();
  private readonly queue = new Set<Waiter>();

  constructor(private readonly options: LimiterOptions) {}

  get size() {
    return this.window.size;
  }

  acquire({ signal, deadline }: PermitRequest): Promise<Permit> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise<Permit>((resolve, reject) => {
      const end = () => {
        this.queue.delete(waiter);
        signal.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        signal,
        deadline,
        admit: () => {
          end();
          this.inFlight += 1;
          resolve(this.permit());
        },
        refuse: error => {
          end();
          reject(error);
        },
      };
      function onAbort() {
        waiter.refuse(signal.reason);
      }
      signal.addEventListener('abort', onAbort, { once: true });
      this.queue.add(waiter);
      this.admitNext();
    });
  }

  private permit(): Permit {
    let isOpen = true;
    return {
      settle: (outcome, retryAfterMs) => {
        if (!isOpen) return;
        isOpen = false;
        this.inFlight -= 1;
        const now = this.options.clock.now();
        this.window.settled(outcome, { now, inFlight: this.inFlight });
        if (retryAfterMs) {
          this.pausedUntil = Math.max(this.pausedUntil, now + retryAfterMs);
        }
        this.admitNext();
      },
    };
  }

  private admitNext() {
    const now = this.options.clock.now();
    if (now < this.pausedUntil) {
      this.refuseHopeless();
      this.wakeLater(this.pausedUntil - now);
      return;
    }
    for (const waiter of this.queue) {
      if (this.inFlight >= this.window.size) return;
      waiter.admit();
    }
  }

  private refuseHopeless() {
    for (const waiter of this.queue) {
      if (waiter.deadline <= this.pausedUntil) {
        waiter.refuse(
          new KubeflowError('ServiceUnavailableError', {
            subject: this.options.subject,
            fact: 'the API server has too much to do (429) and asks to wait for longer than there is time',
            reason: 'TooManyRequests',
            remedy: 'Try again later, or give a larger timeout',
            upstreamStatus: 429,
          }),
        );
      }
    }
  }

  private wakeLater(ms: number) {
    if (this.isWaking || this.queue.size === 0) return;
    this.isWaking = true;
    const { clock, random } = this.options;
    const wake = () => {
      this.isWaking = false;
      this.admitNext();
    };
    clock.sleep(ms + random() * SPREAD_MS).then(wake, wake);
  }
}

/** One per cluster. It begins as a measured round trip advises and adapts to what comes back. */
export const createLimiter = (options: LimiterOptions): Limiter =>
  new AdaptiveLimiter(options);
