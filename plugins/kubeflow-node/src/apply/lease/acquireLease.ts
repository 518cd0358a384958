import { randomBytes } from 'node:crypto';
import {
  hasReason,
  INTENT_ANNOTATION,
  isKubeflowError,
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  KubernetesObject,
} from '../../kubernetes/objects';
import { STATE_NAMESPACE } from '../contract';
import { ensureStateNamespace } from '../inventory/stateObjects';
import type {
  HeldLease,
  LeaseNote,
  LeasePorts,
  LeaseRequest,
  ObservedLease,
} from './contract';
import {
  holderIdentity,
  LEASE_TTL_MS,
  LEASES,
  leaseGeneration,
  leaseObject,
  leaseSpec,
  type Tenure,
} from './leaseObject';
import { observeLease } from './observeLease';
import { startStopwatch } from './stopwatch';
import { LeaseTenure } from './tenure';

/** Between two looks at a lease that somebody holds; half of it at least. */
const LOOK_EVERY_MS = 1_000;
const SAY_EVERY_MS = 30_000;
/** A lease of another version of this product may live longer, but not for ever. */
const LONGEST_TTL_MS = 60_000;
const MOST_FAILURES = 5;

const versionOf = (lease: KubernetesObject | undefined) =>
  lease?.metadata.resourceVersion;

const ttlOf = (lease: KubernetesObject) =>
  Math.min(
    LONGEST_TTL_MS,
    leaseSpec(lease).leaseDurationSeconds * 1000 || LEASE_TTL_MS,
  );

const noteOf = (lease: KubernetesObject | undefined): LeaseNote | undefined => {
  const text = lease?.metadata.annotations?.[INTENT_ANNOTATION];
  return lease && text
    ? { generation: leaseGeneration(lease), text }
    : undefined;
};

/** The object was there or not, in another version: somebody came first. */
const isOvertaken = (error: unknown) =>
  ['Conflict', 'AlreadyExists', 'NotFound'].some(reason =>
    hasReason(error, reason),
  );

/** May have had an effect, or passes. */
const isUncertain = (error: unknown) =>
  isKubeflowError(error) &&
  (error.reason === 'AnswerLost' ||
    error.name === 'TimeoutError' ||
    error.name === 'ServiceUnavailableError');

/** Not of the injected randomness: two processes must differ even where it is seeded alike. */
const newNonce = () => randomBytes(5).toString('hex');

interface AcquisitionContext {
  readonly kubernetes: KubernetesClient;
  readonly request: LeaseRequest;
  readonly ports: LeasePorts;
}

class Acquisition {
  private readonly elapsed: () => number;
  private readonly identity: string;
  /** Since when the lease has had the version that it has, as far as we have seen. */
  private unchanged: { version?: string; since: number };
  private baseline: string | undefined;
  private saidAt = -Infinity;
  private said = '';
  private failures = 0;

  constructor(private readonly context: AcquisitionContext) {
    const { request, ports } = context;
    this.elapsed = startStopwatch(ports.clock);
    this.identity = holderIdentity(request.holder, newNonce());
    this.unchanged = { since: 0 };
  }

  async run(): Promise<HeldLease> {
    const { request, ports } = this.context;
    let observed = request.observed ?? (await this.observe());
    this.baseline = versionOf(observed.object);
    // What was observed earlier has been unchanged since then, should it still be so.
    const age = Math.max(0, ports.clock.now() - observed.observedAt);
    this.unchanged = { version: this.baseline, since: -age };
    for (;;) {
      ports.signal.throwIfAborted();
      const held = this.mayTake(observed)
        ? await this.take(observed.object)
        : await this.wait(observed.object);
      if (held) return held;
      observed = await this.observe();
      this.compare(observed.object);
    }
  }

  private observe(): Promise<ObservedLease> {
    const { kubernetes, request, ports } = this.context;
    return observeLease(kubernetes, { name: request.name, clock: ports.clock });
  }

  private compare(lease: KubernetesObject | undefined) {
    const version = versionOf(lease);
    if (version === this.unchanged.version) return;
    this.unchanged = { version, since: this.elapsed() };
  }

  private isExpired(lease: KubernetesObject) {
    return this.elapsed() - this.unchanged.since >= ttlOf(lease);
  }

  /** Also when it is ours already: an answer of ours was lost. */
  private mayTake({ object }: ObservedLease) {
    if (!object) return true;
    const { holderIdentity: holder } = leaseSpec(object);
    return !holder || holder === this.identity || this.isExpired(object);
  }

  private async take(
    previous: KubernetesObject | undefined,
  ): Promise<HeldLease | undefined> {
    const { ports } = this.context;
    const tenure = this.tenureAfter(previous);
    const sentAt = this.elapsed();
    try {
      const live = await this.write(tenure, versionOf(previous));
      const held = this.begin({ tenure, live, sentAt, previous });
      if (!ports.signal.aborted) return held;
      await held.release();
    } catch (error) {
      await this.survive(error);
      return undefined;
    }
    throw ports.signal.reason;
  }

  private tenureAfter(previous: KubernetesObject | undefined): Tenure {
    const { request, ports } = this.context;
    const last = previous ? leaseGeneration(previous) : 0;
    return {
      name: request.name,
      identity: this.identity,
      generation: Math.max(last, request.pastGeneration ?? 0) + 1,
      note: request.note?.(noteOf(previous)),
      since: ports.clock.now(),
    };
  }

  private write(tenure: Tenure, resourceVersion: string | undefined) {
    const { kubernetes, ports } = this.context;
    const object = leaseObject(tenure, ports.clock.now(), resourceVersion);
    return resourceVersion
      ? kubernetes.replace(LEASES, object)
      : kubernetes.create(LEASES, object);
  }

  private begin({
    previous,
    ...start
  }: {
    readonly tenure: Tenure;
    readonly live: KubernetesObject;
    readonly sentAt: number;
    readonly previous: KubernetesObject | undefined;
  }): HeldLease {
    const { kubernetes, ports } = this.context;
    const holder = previous ? leaseSpec(previous).holderIdentity : '';
    const tenure = new LeaseTenure({
      ...start,
      kubernetes,
      ports,
      elapsed: this.elapsed,
      takenOver: holder !== '' && holder !== this.identity,
      stale: versionOf(previous) !== this.baseline,
    });
    tenure.keep().catch(error => ports.observer.warned(String(error)));
    return tenure;
  }

  private async survive(error: unknown): Promise<void> {
    const { kubernetes, ports } = this.context;
    if (hasReason(error, 'NamespaceNotFound')) {
      await ensureStateNamespace(kubernetes);
    } else if (isUncertain(error)) {
      this.failures += 1;
      if (this.failures > MOST_FAILURES) throw error;
      await ports.clock.sleep(ports.random() * LOOK_EVERY_MS, ports.signal);
    } else if (!isOvertaken(error)) throw error;
  }

  private async wait(lease: KubernetesObject | undefined): Promise<undefined> {
    const { request, ports } = this.context;
    const { holderIdentity: holder = '', acquireTime } = lease
      ? leaseSpec(lease)
      : { holderIdentity: '', acquireTime: undefined };
    const who = `${printable(holder)}${
      acquireTime ? `, since ${printable(acquireTime)}` : ''
    }`;
    const left = request.waitMs - this.elapsed();
    if (left <= 0) throw this.heldError(who);
    this.say(`waiting for another deploy: ${who}`);
    const untilExpiry = lease
      ? this.unchanged.since + ttlOf(lease) - this.elapsed()
      : 0;
    const look = LOOK_EVERY_MS * (0.5 + ports.random() / 2);
    await ports.clock.sleep(
      Math.max(1, Math.min(look, left, untilExpiry)),
      ports.signal,
    );
    return undefined;
  }

  private say(text: string) {
    const now = this.elapsed();
    if (text === this.said && now - this.saidAt < SAY_EVERY_MS) return;
    this.said = text;
    this.saidAt = now;
    this.context.ports.observer.warned(text);
  }

  private heldError(who: string) {
    const { kubernetes, request } = this.context;
    return new KubeflowError('ConflictError', {
      subject: kubernetes.subject,
      fact: `another deploy holds Lease ${STATE_NAMESPACE}/${request.name}: ${who}`,
      reason: 'LeaseHeld',
      remedy:
        'Let it end, or cancel it, then run this deploy again; a lease that nobody renews is taken over after 15 s',
    });
  }
}

/**
 * Acquires the lease and keeps it renewed. A holder that is alive is waited for; a lease that nobody changed for its
 * duration, as seen by our own clock, is taken over; a released one is taken at once.
 *
 * @throws KubeflowError `ConflictError`, reason `LeaseHeld`, when the time to wait is over; the signal's reason.
 */
export const acquireLease = (
  { kubernetes }: { readonly kubernetes: KubernetesClient },
  request: LeaseRequest,
  ports: LeasePorts,
): Promise<HeldLease> => new Acquisition({ kubernetes, request, ports }).run();
