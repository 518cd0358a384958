import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  Clock,
  FinishedRun,
  RunProgress,
  RunSubmission,
  RunTarget,
  SubmittedRun,
  UpsertedSchedule,
} from '@kubeflow-fleet/plugin-kubeflow-node';

/** What is submitted, where, and what to do when things go wrong. */
export interface SubmitRequest {
  readonly clusters: readonly FleetCluster[];
  readonly submissionFor: (cluster: FleetCluster) => RunSubmission;
  /** Cron expression: a recurring run in place of a run. */
  readonly schedule?: string;
  readonly wait: boolean;
  /** Of one cluster: to connect, to submit and to wait, in milliseconds. */
  readonly timeoutMs: number;
  readonly onCancel: 'terminate' | 'detach';
  readonly onFailure: 'continue' | 'stop';
  readonly onSkipped: 'succeed' | 'fail';
  readonly maxParallel: number;
}

/** A way into a cluster's two APIs. */
export interface ClusterConnection {
  readonly target: RunTarget;
  close(): void;
}

/** Called as things happen, in the order in which they happen. */
export interface SubmitObserver {
  /** KFP is about to be asked for this run: from now on it may exist. */
  intended(cluster: FleetCluster, runId: string): void;
  submitted(cluster: FleetCluster, run: SubmittedRun): void;
  progress(cluster: FleetCluster, progress: RunProgress): void;
  /** Something that a person should know. */
  warned(cluster: FleetCluster, text: string): void;
  /** Nothing more will happen on this cluster. */
  ended(report: ClusterReport): void;
}

export interface SubmitPorts {
  readonly connect: (cluster: FleetCluster) => Promise<ClusterConnection>;
  readonly clock: Clock;
  /** Aborts when the job is cancelled. */
  readonly signal: AbortSignal;
  /** Milliseconds left for terminating runs once `signal` has aborted. */
  readonly cancelBudgetMs: () => number;
  readonly observer: SubmitObserver;
}

/** What happened on one cluster. */
export interface ClusterReport {
  readonly cluster: FleetCluster;
  readonly submitted?: SubmittedRun;
  readonly schedule?: UpsertedSchedule;
  /** Absent when nothing was waited for. */
  readonly finished?: FinishedRun;
  /** Why the cluster's part could not be done; a run may be going all the same. */
  readonly error?: unknown;
  /** True when the job was cancelled and the end of its run could not be confirmed in time. */
  readonly leftGoing?: boolean;
  /** True when the step never began with this cluster. */
  readonly notStarted?: boolean;
  readonly succeeded: boolean;
}

/** One report per cluster of the request, in its order. */
export interface SubmitReport {
  readonly clusters: readonly ClusterReport[];
  readonly succeeded: boolean;
}
