import type { Clock } from '../../clock';
import type { KubernetesObject } from '../../kubernetes/objects';
import type { ApplyObserver } from '../contract';

/** The right to write to one cluster's installation. */
export interface HeldLease {
  /** Grows with every holder: the fencing token that inventory writes carry. */
  readonly generation: number;
  /** Aborts, with reason `LeaseLost`, when it was lost or could not be renewed in time, also after the process slept. */
  readonly signal: AbortSignal;
  /** True when the previous holder never released it: what it left must be looked at again. */
  readonly takenOver: boolean;
  /**
   * True when somebody else held it since it was observed: what was read before must be read again.
   */
  readonly stale: boolean;
  /**
   * To be called right before every write. A process that slept may handle the answers that came meanwhile before its
   * timers, so that `signal` alone would let one write pass.
   *
   * @throws KubeflowError `LeaseLost`.
   */
  assertHeld(): void;
  /** Stops renewing and gives it back. Never throws: an unreleased lease expires. */
  release(): Promise<void>;
}

/** Who deploys. Text of GitHub's: never trusted. */
export interface LeaseHolder {
  readonly repository?: string;
  readonly workflowRunId?: string;
  readonly attempt?: number;
  /** Of the machine. */
  readonly host: string;
}

/** A lease as it was read at some time of our own clock. */
export interface ObservedLease {
  /** Absent: there was none. */
  readonly object?: KubernetesObject;
  /** Milliseconds of {@link LeasePorts.clock}, when the answer was there. */
  readonly observedAt: number;
}

/** What the previous holder was about to write, as it put it. */
export interface LeaseNote {
  readonly generation: number;
  readonly text: string;
}

export interface LeaseRequest {
  readonly name: string;
  readonly holder: LeaseHolder;
  /** How long to wait for another holder, in milliseconds. Less than the lease's 15 s cannot outlast a killed one. */
  readonly waitMs: number;
  /** Spares the first read. */
  readonly observed?: ObservedLease;
  /** The new generation is past this one as well, should the lease have been deleted. */
  readonly pastGeneration?: number;
  /** What is written beside the holder, made of what stood there: the write-ahead intent. */
  readonly note?: (previous: LeaseNote | undefined) => string | undefined;
}

export interface LeasePorts {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  readonly observer: Pick<ApplyObserver, 'warned'>;
}
