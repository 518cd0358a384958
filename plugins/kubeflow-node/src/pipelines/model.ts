import type { RuntimeState } from '@kubeflow-fleet/plugin-kubeflow-common';

/** KFP's objects with its quirks removed: times absent instead of year 1 or 1970, lists never undefined. */

export interface Experiment {
  readonly experimentId: string;
  readonly displayName: string;
  readonly namespace?: string;
  readonly archived: boolean;
}

export interface Pipeline {
  readonly pipelineId: string;
  readonly name: string;
  readonly displayName: string;
}

export interface PipelineVersion {
  readonly pipelineId: string;
  readonly pipelineVersionId: string;
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
  readonly createdAt?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** One entry of KFP's `task_details`: an Argo node, drivers and launchers included. */
export interface TaskDetail {
  readonly taskId: string;
  readonly displayName: string;
  /** Absent where the server leaves the state out. */
  readonly state?: RuntimeState;
  readonly createdAt?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Argo node ids. */
  readonly childNodes: readonly string[];
  readonly error?: string;
}

export interface Run {
  readonly runId: string;
  readonly displayName: string;
  readonly experimentId?: string;
  readonly description?: string;
  readonly pipelineId?: string;
  readonly pipelineVersionId?: string;
  readonly recurringRunId?: string;
  /** As reported; absent or unknown values are kept out of {@link RuntimeState} and appear as undefined. */
  readonly state?: RuntimeState;
  /** The state's text when it is none of the nine. */
  readonly unknownState?: string;
  readonly archived: boolean;
  readonly createdAt?: string;
  readonly finishedAt?: string;
  readonly error?: string;
  readonly stateHistory: readonly {
    readonly state?: RuntimeState;
    readonly at?: string;
    readonly error?: string;
  }[];
  readonly tasks: readonly TaskDetail[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface RecurringRun {
  readonly recurringRunId: string;
  readonly displayName: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly pipelineId?: string;
  readonly pipelineVersionId?: string;
  readonly cron?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface NewRun {
  /**
   * Id the run shall have, a UUID. KFP honours it, and its primary key refuses a second run with it:
   * the last fence of a submission. Absent: KFP makes one.
   */
  readonly runId?: string;
  readonly displayName: string;
  readonly description?: string;
  readonly experimentId: string;
  readonly pipelineId: string;
  readonly pipelineVersionId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly pipelineRoot?: string;
  readonly serviceAccount?: string;
}

export interface NewRecurringRun extends NewRun {
  /** Six fields, seconds first; of five, KFP takes the first for the seconds as well. See `sixFieldCron`. */
  readonly cron: string;
  readonly maxConcurrency: number;
  readonly catchUp: boolean;
}

export interface NewPipelineVersion {
  readonly pipelineId: string;
  readonly name: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** YAML text of the compiled pipeline, both documents. */
  readonly text: string;
}

/** The v2beta1 calls that this project needs. `find…` answers undefined where KFP has no such object. */
export interface PipelinesClient {
  /** `region/name` of the cluster, for messages. */
  readonly subject: string;
  /** Kubernetes namespace of the runs, sent in multi-user mode. */
  readonly namespace: string;
  health(): Promise<{ readonly multiUser: boolean; readonly tagName?: string }>;
  findExperiment(displayName: string): Promise<Experiment | undefined>;
  /** @throws KubeflowError `ConflictError`, reason `AlreadyExists`. */
  createExperiment(
    displayName: string,
    description?: string,
  ): Promise<Experiment>;
  findPipeline(name: string): Promise<Pipeline | undefined>;
  createPipeline(name: string, description?: string): Promise<Pipeline>;
  findVersion(
    pipelineId: string,
    name: string,
  ): Promise<PipelineVersion | undefined>;
  /** @throws KubeflowError `ConflictError`, reason `AlreadyExists`. */
  uploadVersion(version: NewPipelineVersion): Promise<PipelineVersion>;
  /** Not repeated by the client: a 500, a time-out or a lost answer may have started a Workflow. */
  createRun(run: NewRun): Promise<Run>;
  getRun(runId: string): Promise<Run>;
  /** Runs of one experiment with exactly this display name, newest first. */
  findRuns(experimentId: string, displayName: string): Promise<readonly Run[]>;
  terminateRun(runId: string): Promise<void>;
  retryRun(runId: string): Promise<void>;
  findRecurringRuns(
    experimentId: string,
    displayName: string,
  ): Promise<readonly RecurringRun[]>;
  createRecurringRun(run: NewRecurringRun): Promise<RecurringRun>;
  /**
   * `runs: 'keep'` orphans the Workflows that the schedule owns (`propagation_policy=ORPHAN`); by
   * default KFP deletes the running ones with it, and their runs never leave their state.
   */
  deleteRecurringRun(
    recurringRunId: string,
    options?: { readonly runs: 'keep' },
  ): Promise<void>;
}
