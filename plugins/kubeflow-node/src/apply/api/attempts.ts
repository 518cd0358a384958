import {
  hasReason,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../../clock';
import { fullJitter, retryAfterMs } from '../../http/backoff';
import { isLastingFailure } from '../../http/connectionErrors';
import type { HttpRequest, HttpResponse, HttpSend } from '../../http/http';
import type { Permit, Limiter } from '../concurrency/limiter';
import { retryRule, type RetriedCall } from './retryRules';

/** One call to the API server, repeated until it has an answer. */
export interface Call extends RetriedCall {
  readonly request: HttpRequest;
  /** Requests of equal cost, such as `PATCH deployments`. */
  readonly kind: string;
  /** False for reads and dry runs. */
  readonly isWrite: boolean;
  /** Called right before each attempt is sent; what it throws ends the call. */
  readonly beforeSend?: () => void;
}

/** The final answer, of any status. */
export interface Answer {
  readonly response: HttpResponse;
  /** An earlier attempt may have acted already: its answer was lost. */
  readonly mayHaveActed: boolean;
}

export interface AttemptsOptions {
  readonly send: HttpSend;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly random: () => number;
  /** Nothing new is begun after it aborted. */
  readonly signal: AbortSignal;
  /** What is in flight then ends with this one. */
  readonly cut: AbortSignal;
  /** For one call with all its attempts, waiting for a place included. */
  readonly callTimeoutMs: number;
}

const BACKOFF = { baseMs: 200, capMs: 10_000 };
const MOST_ATTEMPTS = 24;
const MOST_BROKEN = 12;
/** A connection that hangs is given up early the first time; webhooks may take 30 s by their own settings. */
const FIRST_ATTEMPT_MS = 15_000;
const NEXT_ATTEMPT_MS = 35_000;

interface Progress {
  readonly call: Call;
  readonly deadline: number;
  attempts: number;
  broken: number;
  mayHaveActed: boolean;
  /** How often each rule was used. */
  readonly used: Map<string, number>;
}

/** An answer, or why there is none. */
type Outcome =
  | { readonly response: HttpResponse }
  | { readonly error: unknown };

/** Sends every request of one cluster: bounded, counted, and repeated where the answer allows it. */
export class Attempts {
  /** Every attempt counts. */
  readonly counts = { total: 0, writes: 0 };

  constructor(private readonly options: AttemptsOptions) {}

  /**
   * @throws KubeflowError of the connection when no attempt got an answer; the signal's reason.
   */
  async run(call: Call): Promise<Answer> {
    const { clock, signal, callTimeoutMs } = this.options;
    const progress: Progress = {
      call,
      deadline: clock.now() + callTimeoutMs,
      attempts: 0,
      broken: 0,
      mayHaveActed: false,
      used: new Map(),
    };
    for (;;) {
      const outcome = await this.attempt(progress);
      const pause = this.pauseAfter(outcome, progress);
      const isLate = clock.now() + (pause ?? 0) >= progress.deadline;
      if (pause === undefined || isLate) {
        if ('error' in outcome) throw outcome.error;
        return { ...outcome, mayHaveActed: progress.mayHaveActed };
      }
      await clock.sleep(pause, signal);
    }
  }

  private async attempt(progress: Progress): Promise<Outcome> {
    const { limiter, signal } = this.options;
    const { deadline } = progress;
    const permit = await limiter.acquire({ signal, deadline });
    try {
      progress.call.beforeSend?.();
    } catch (error) {
      permit.settle({ is: 'unknown' });
      throw error;
    }
    progress.attempts += 1;
    this.counts.total += 1;
    if (progress.call.isWrite) this.counts.writes += 1;
    const startedAt = performance.now();
    try {
      const response = await this.send(progress);
      this.settle(permit, response, {
        kind: progress.call.kind,
        latencyMs: performance.now() - startedAt,
      });
      return { response };
    } catch (error) {
      progress.mayHaveActed ||= hasReason(error, 'AnswerLost');
      permit.settle(
        isConnectionFailure(error) ? { is: 'broken' } : { is: 'unknown' },
      );
      return { error };
    }
  }

  private send({ call, deadline, attempts }: Progress) {
    const { clock, cut, send } = this.options;
    const timeoutMs = Math.min(
      attempts === 1 ? FIRST_ATTEMPT_MS : NEXT_ATTEMPT_MS,
      Math.max(1, deadline - clock.now()),
    );
    return send({ ...call.request, retry: 'never', timeoutMs, signal: cut });
  }

  private settle(
    permit: Permit,
    { status, headers }: HttpResponse,
    answered: { readonly kind: string; readonly latencyMs: number },
  ) {
    if (status === 429) {
      const { clock } = this.options;
      permit.settle(
        { is: 'throttled' },
        retryAfterMs(headers['retry-after'], clock.now()),
      );
      return;
    }
    permit.settle(
      status < 500 ? { is: 'answered', ...answered } : { is: 'unknown' },
    );
  }

  /** Milliseconds until the next attempt; undefined when the outcome is final. */
  private pauseAfter(outcome: Outcome, progress: Progress): number | undefined {
    if (progress.attempts >= MOST_ATTEMPTS) return undefined;
    const { clock, random } = this.options;
    const backoff = () => fullJitter(progress.attempts, BACKOFF, random);
    if ('error' in outcome) {
      progress.broken += 1;
      return isConnectionFailure(outcome.error) && progress.broken < MOST_BROKEN
        ? backoff()
        : undefined;
    }
    const { response } = outcome;
    const rule = retryRule(response, progress.call);
    if (!rule) return undefined;
    const used = (progress.used.get(rule.name) ?? 0) + 1;
    progress.used.set(rule.name, used);
    if (used >= rule.most) return undefined;
    const asked = retryAfterMs(response.headers['retry-after'], clock.now());
    return asked === undefined ? backoff() : asked + random() * BACKOFF.baseMs;
  }
}

/** A failure of the way to the server, which another attempt may not meet. */
const isConnectionFailure = (error: unknown): boolean =>
  isKubeflowError(error) &&
  (error.name === 'ServiceUnavailableError' || error.name === 'TimeoutError') &&
  error.reason !== 'TooManyRequests' &&
  !isLastingFailure(error);
