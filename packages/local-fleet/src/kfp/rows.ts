import type { RuntimeState } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Template } from './template';
import type { Workflow } from './workflowPort';

/** What the emulator stores, one row for each object. Times are whole seconds since 1970; 0 is "not yet". */

type StorageState = 'AVAILABLE' | 'ARCHIVED';

/** An experiment; names are unique in their namespace, without case. */
export interface ExperimentRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Empty in single-user mode, whatever was sent. */
  readonly namespace: string;
  readonly createdAt: number;
  readonly lastRunCreatedAt: number;
  readonly storageState: StorageState;
}

/** A pipeline; only its display name and tags ever change. */
export interface PipelineRow {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly namespace: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** A version of a pipeline, with the pipeline as it was checked. */
export interface VersionRow {
  readonly id: string;
  readonly pipelineId: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly template: Template;
  readonly packageUrl?: string;
}

/** One entry of a state history; the state is absent after a report without a phase. */
export interface StateChange {
  readonly at: number;
  readonly state?: RuntimeState;
}

/** One entry of `run_details.task_details`: an Argo node as last reported. */
export interface TaskRow {
  readonly id: string;
  readonly nodeId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly startedAt: number;
  /** Undefined while the node has no `finishedAt`. */
  readonly finishedAt?: number;
  readonly state?: RuntimeState;
  readonly history: readonly StateChange[];
  readonly children: readonly string[];
}

/** Where the pipeline of a run comes from. */
export interface PipelineSource {
  readonly pipelineId?: string;
  readonly pipelineVersionId?: string;
  /** `pipeline_spec` as sent, when the run has no version. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** What a run is given; macros in texts are unexpanded. */
export interface RuntimeConfig {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly pipelineRoot: string;
}

/** A run; its state is what the last report of its Workflow said. */
export interface RunRow {
  readonly id: string;
  readonly experimentId: string;
  readonly displayName: string;
  readonly description: string;
  readonly namespace: string;
  readonly storageState: StorageState;
  readonly source: PipelineSource;
  readonly config: RuntimeConfig;
  readonly serviceAccount: string;
  readonly createdAt: number;
  readonly scheduledAt: number;
  readonly finishedAt: number;
  readonly state?: RuntimeState;
  readonly history: readonly StateChange[];
  readonly tasks: readonly TaskRow[];
  readonly recurringRunId: string;
  readonly pluginsInput?: Readonly<Record<string, unknown>>;
  readonly workflow: { readonly namespace: string; readonly name: string };
  /** The Workflow as last reported by the persistence agent; absent before the first report. */
  readonly reported?: Workflow;
}

/** When a recurring run fires; neither cron nor interval means once. */
export interface Trigger {
  readonly cron?: string;
  readonly intervalSeconds?: number;
  readonly startTime?: number;
  readonly endTime?: number;
}

/** A recurring run and its ScheduledWorkflow in one. */
export interface RecurringRunRow {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly namespace: string;
  readonly experimentId: string;
  readonly source: PipelineSource;
  readonly config: RuntimeConfig;
  readonly serviceAccount: string;
  readonly maxConcurrency: number;
  readonly noCatchup: boolean;
  readonly trigger: Trigger;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly pluginsInput?: Readonly<Record<string, unknown>>;
  /** Name of the ScheduledWorkflow; its uid is the row's id. */
  readonly scheduledWorkflow: string;
  /** When the schedule last fired, 0 for never, and how often. */
  readonly lastFiredAt: number;
  readonly fired: number;
}
