import {
  hasReason,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  KubernetesObject,
} from '../../kubernetes/objects';
import { STATE_NAMESPACE } from '../contract';
import { boundedCall } from './boundedCall';
import type { HeldLease, LeasePorts } from './contract';
import {
  LEASE_TTL_MS,
  LEASES,
  leaseObject,
  leaseSpec,
  type Tenure,
} from './leaseObject';

const RENEW_EVERY_MS = 5_000;

/** Ours ends before anybody may think so: a write that was just sent needs time to arrive. */
const LOST_AFTER_MS = LEASE_TTL_MS - 3_000;

/** One attempt to renew; a second connection may work where this one hangs. */
const RENEWAL_MS = 3_000;
const RENEWAL_PAUSE_MS = 250;
const RELEASE_MS = 2_000;

export interface TenureStart {
  readonly kubernetes: KubernetesClient;
  readonly tenure: Tenure;
  /** The lease as the API server holds it now. */
  readonly live: KubernetesObject;
  /** When the request that won it was sent, on `elapsed`. */
  readonly sentAt: number;
  /** Milliseconds since some moment. */
  readonly elapsed: () => number;
  readonly takenOver: boolean;
  readonly stale: boolean;
  readonly ports: LeasePorts;
}

/** Renews a lease until it is released or lost. */
export class LeaseTenure implements HeldLease {
  readonly generation: number;
  readonly takenOver: boolean;
  readonly stale: boolean;
  private readonly lost = new AbortController();
  private readonly ended = new AbortController();
  private resourceVersion: string | undefined;
  private renewedAt: number;
  /** When renewals were sent whose answers are not there, by the time that they wrote. */
  private readonly unanswered = new Map<string, number>();

  constructor(private readonly start: TenureStart) {
    this.generation = start.tenure.generation;
    this.takenOver = start.takenOver;
    this.stale = start.stale;
    this.renewedAt = start.sentAt;
    this.resourceVersion = start.live.metadata.resourceVersion;
  }

  get signal(): AbortSignal {
    return this.lost.signal;
  }

  assertHeld(): void {
    if (!this.lost.signal.aborted && this.remaining() <= 0) this.expire();
    this.lost.signal.throwIfAborted();
  }

  async keep(): Promise<void> {
    const { clock } = this.start.ports;
    let pause = this.untilRenewal();
    while (!this.isOver()) {
      const ms = Math.max(0, Math.min(pause, this.remaining()));
      try {
        await clock.sleep(ms, this.ended.signal);
      } catch (error) {
        if (this.isOver()) return;
        throw error;
      }
      if (this.remaining() <= 0) this.expire();
      else
        pause = (await this.renew()) ? this.untilRenewal() : RENEWAL_PAUSE_MS;
    }
  }

  async release(): Promise<void> {
    if (this.isOver()) return;
    this.ended.abort(new Error('released'));
    const { ports, kubernetes } = this.start;
    try {
      await boundedCall(this.giveBack(), {
        clock: ports.clock,
        ms: RELEASE_MS,
        subject: kubernetes.subject,
      });
    } catch (error) {
      ports.observer.warned(
        `the lease could not be given back and expires in ${
          LEASE_TTL_MS / 1000
        } s: ${(error as Error).message}`,
      );
    }
  }

  private isOver() {
    return this.ended.signal.aborted || this.lost.signal.aborted;
  }

  /** By when the last renewal was sent: an answer that took seconds has used them up. */
  private untilRenewal() {
    return this.renewedAt + RENEW_EVERY_MS - this.start.elapsed();
  }

  private remaining() {
    return this.renewedAt + LOST_AFTER_MS - this.start.elapsed();
  }

  private object(identity: string): KubernetesObject {
    const { tenure, ports } = this.start;
    return leaseObject(
      { ...tenure, identity },
      ports.clock.now(),
      this.resourceVersion,
    );
  }

  private bounded<T>(call: Promise<T>): Promise<T> {
    const { kubernetes, ports } = this.start;
    return boundedCall(call, {
      clock: ports.clock,
      ms: Math.min(RENEWAL_MS, this.remaining()),
      subject: kubernetes.subject,
    });
  }

  /** True when it is renewed. */
  private async renew(): Promise<boolean> {
    const { kubernetes, tenure, elapsed } = this.start;
    const object = this.object(tenure.identity);
    const sentAt = elapsed();
    this.unanswered.set(leaseSpec(object).renewTime ?? '', sentAt);
    try {
      this.renewed(await this.bounded(kubernetes.replace(LEASES, object)));
      return true;
    } catch {
      // Whatever it is: the lease itself tells more, and else time runs out.
      if (!this.isOver()) await this.inquire();
      return this.renewedAt === sentAt;
    }
  }

  /** Takes over what the lease says: its version, and which renewal of ours arrived last. */
  private renewed(live: KubernetesObject) {
    this.resourceVersion = live.metadata.resourceVersion;
    const sentAt = this.unanswered.get(leaseSpec(live).renewTime ?? '');
    if (sentAt === undefined) return;
    this.renewedAt = Math.max(this.renewedAt, sentAt);
    for (const [time, earlier] of this.unanswered) {
      if (earlier <= sentAt) this.unanswered.delete(time);
    }
  }

  /** After a failure: the lease may still name us, or somebody else. */
  private async inquire(): Promise<void> {
    const { kubernetes, tenure } = this.start;
    try {
      const live = await this.bounded(kubernetes.get(LEASES, tenure.name));
      const { holderIdentity } = leaseSpec(live);
      if (holderIdentity === tenure.identity) this.renewed(live);
      else if (!this.isOver()) {
        this.lose(
          holderIdentity ? `${holderIdentity} holds it now` : 'it was released',
        );
      }
    } catch (error) {
      if (hasReason(error, 'NotFound')) this.lose('it was deleted');
    }
  }

  private async giveBack(): Promise<void> {
    for (let attempts = 1; ; attempts += 1) {
      try {
        await this.start.kubernetes.replace(LEASES, this.object(''));
        return;
      } catch (error) {
        if (!hasReason(error, 'Conflict') || attempts > 2) throw error;
        // A renewal of ours may have come first.
        const { kubernetes, tenure } = this.start;
        const live = await kubernetes.get(LEASES, tenure.name);
        if (leaseSpec(live).holderIdentity !== tenure.identity) return;
        this.resourceVersion = live.metadata.resourceVersion;
      }
    }
  }

  private expire() {
    this.lose(
      `it could not be renewed for ${
        LOST_AFTER_MS / 1000
      } s, or this process slept`,
    );
  }

  private lose(why: string) {
    const { kubernetes, tenure } = this.start;
    this.lost.abort(
      new KubeflowError('ConflictError', {
        subject: kubernetes.subject,
        fact: `lost lock: Lease ${STATE_NAMESPACE}/${tenure.name} is no longer ours: ${why}`,
        reason: 'LeaseLost',
        remedy:
          'Nothing more is written. Let the other deploy end, then run this one again',
      }),
    );
  }
}
