import type { PhaseLimit } from '@kubeflow-fleet/action-toolkit';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ClusterDrift } from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** Which clusters are looked at. */
export interface DriftRequest {
  readonly clusters: readonly FleetCluster[];
  readonly maxParallel: number;
  /** Of one cluster, in milliseconds. */
  readonly timeoutMs: number;
}

/** How a cluster differs from what it is to hold; see the engine's words. */
export type Drift = ClusterDrift;

/** A way to look at one cluster. */
export interface Inspector {
  /** Reads only. Rejects when not everything could be read: half a look finds half of the drift. */
  look(limit: PhaseLimit): Promise<Drift>;
  close(): void;
}

export interface DriftPorts {
  readonly connect: (
    cluster: FleetCluster,
    limit: PhaseLimit,
  ) => Promise<Inspector>;
  readonly clock: Clock;
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly ended: (report: ClusterReport) => void;
}

export type ClusterState =
  | 'CLEAN'
  | 'DRIFTED'
  | 'NOT_INSTALLED'
  /** It could not be looked at, or not at everything. */
  | 'UNREACHABLE'
  /** The job was cancelled before. */
  | 'NOT_STARTED';

/** What was found in one cluster. */
export interface ClusterReport {
  readonly cluster: FleetCluster;
  readonly state: ClusterState;
  readonly drift?: Drift;
  readonly error?: unknown;
}

/** One report per cluster of the request, in its order. */
export interface DriftReport {
  readonly clusters: readonly ClusterReport[];
}
