import type { PhaseLimit } from '@kubeflow-fleet/action-toolkit';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '@kubeflow-fleet/plugin-kubeflow-node';
import type {
  ApplyObserver,
  ApplyResult,
  ImageCopy,
  Plan,
  RollbackResult,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** What is done, where, in which order, and what to do when things go wrong. */
export interface DeployRequest {
  readonly mode: 'plan' | 'apply' | 'rollback' | 'uninstall';
  readonly clusters: readonly FleetCluster[];
  /** Those of `clusters` that all others wait for; a plan needs no order. */
  readonly canary: readonly FleetCluster[];
  readonly maxParallel: number;
  readonly onFailure: 'continue' | 'stop' | 'rollback';
  /** Of one cluster: to connect, to check and to do it, in milliseconds. */
  readonly timeoutMs: number;
}

/** What is known of a cluster before anything is written to it. */
export interface Preparation {
  /** How many objects the manifests hold. */
  readonly objects: number;
  /** Container images of the manifests, each once. */
  readonly images: readonly string[];
  /** What has to be in the registry of the fleet file before an apply. */
  readonly imageCopies: readonly ImageCopy[];
  /** Version of Kubeflow that is there now. */
  readonly installedVersion?: string;
  /** Why nothing may be written, all at once; KubeflowErrors with a remedy each. */
  readonly problems: readonly unknown[];
  readonly warnings: readonly string[];
}

/** One cluster's installation, connected. Every call rejects only for what leaves nothing to report. */
export interface Installer {
  /** Renders, looks at what is installed, and checks everything that can be checked before a write. */
  prepare(limit: PhaseLimit): Promise<Preparation>;
  plan(limit: PhaseLimit): Promise<Plan>;
  apply(limit: PhaseLimit, observer: ApplyObserver): Promise<ApplyResult>;
  /** To the revision that the inputs name, or the one before the installed one. */
  rollback(limit: PhaseLimit, observer: ApplyObserver): Promise<RollbackResult>;
  /** From what a failed apply made, to the last revision before it that succeeded. */
  takeBack(
    limit: PhaseLimit,
    observer: ApplyObserver,
    applied: ApplyResult,
  ): Promise<RollbackResult>;
  uninstall(limit: PhaseLimit, observer: ApplyObserver): Promise<ApplyResult>;
  close(): void;
}

/** Called as things happen. */
export interface DeployObserver {
  /** A cluster's next phase begins; `phase` is for people: `checking`. */
  phase(cluster: FleetCluster, phase: string): void;
  prepared(cluster: FleetCluster, preparation: Preparation): void;
  applying(cluster: FleetCluster): ApplyObserver;
  warned(cluster: FleetCluster, text: string): void;
  /** Nothing more will happen in this cluster. */
  ended(report: ClusterReport): void;
}

export interface DeployPorts {
  readonly connect: (
    cluster: FleetCluster,
    limit: PhaseLimit,
  ) => Promise<Installer>;
  readonly clock: Clock;
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly observer: DeployObserver;
}

export type ClusterState =
  /** A plan was made; nothing was changed. */
  | 'PLANNED'
  /** It holds what it is to hold, and all of that is ready. */
  | 'READY'
  /** The same, and nothing had to be written. */
  | 'UNCHANGED'
  | 'ROLLED_BACK'
  | 'UNINSTALLED'
  | 'FAILED'
  | 'CANCELLED'
  /** Kept from beginning by an earlier failure, the canary, or a cancel. */
  | 'NOT_STARTED';

/** What happened in one cluster. */
export interface ClusterReport {
  readonly cluster: FleetCluster;
  readonly state: ClusterState;
  readonly preparation?: Preparation;
  readonly plan?: Plan;
  /** Of the apply, rollback or uninstall that was asked for. */
  readonly result?: ApplyResult;
  /** Of the rollback that was asked for, or that followed on a failed apply. */
  readonly rollback?: RollbackResult;
  /** Why it failed; what happened to single objects is in `result`. */
  readonly errors: readonly unknown[];
  readonly succeeded: boolean;
}

/** One report per cluster of the request, in its order. */
export interface DeployReport {
  readonly clusters: readonly ClusterReport[];
  readonly succeeded: boolean;
}
