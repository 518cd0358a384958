import {
  type RuntimeState,
  runtimeStates,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  Experiment,
  Pipeline,
  PipelineVersion,
  RecurringRun,
  Run,
  TaskDetail,
} from '../model';
import type { Schemas } from './operations';

/** A time, or undefined for KFP's zeros: year 1 and 1970. */
export const timeOf = (time: string | undefined): string | undefined =>
  time !== undefined && Date.parse(time) > 0 ? time : undefined;

const known: ReadonlySet<string> = new Set(runtimeStates);

const stateOf = (state: string | undefined): RuntimeState | undefined =>
  state !== undefined && known.has(state) ? (state as RuntimeState) : undefined;

const errorOf = (error: Schemas['googleRpcStatus'] | undefined) =>
  error?.message || undefined;

export const toExperiment = (
  message: Schemas['v2beta1Experiment'],
): Experiment => ({
  experimentId: message.experiment_id ?? '',
  displayName: message.display_name ?? '',
  namespace: message.namespace,
  archived: message.storage_state === 'ARCHIVED',
});

/** Before 2.14 a pipeline has only a display name. */
export const toPipeline = (message: Schemas['v2beta1Pipeline']): Pipeline => ({
  pipelineId: message.pipeline_id ?? '',
  name: message.name ?? message.display_name ?? '',
  displayName: message.display_name ?? '',
});

export const toPipelineVersion = (
  message: Schemas['v2beta1PipelineVersion'],
): PipelineVersion => ({
  pipelineId: message.pipeline_id ?? '',
  pipelineVersionId: message.pipeline_version_id ?? '',
  name: message.name ?? message.display_name ?? '',
  displayName: message.display_name ?? '',
  description: message.description,
  createdAt: timeOf(message.created_at),
  tags: message.tags ?? {},
});

const toTaskDetail = (
  message: Schemas['v2beta1PipelineTaskDetail'],
): TaskDetail => ({
  taskId: message.task_id ?? '',
  displayName: message.display_name ?? '',
  state: stateOf(message.state),
  createdAt: timeOf(message.create_time),
  startedAt: timeOf(message.start_time),
  endedAt: timeOf(message.end_time),
  childNodes: (message.child_tasks ?? [])
    .map(child => child.pod_name)
    .filter(name => name !== undefined),
  error: errorOf(message.error),
});

/** A row that the server cannot convert has only ids and `error`; that is a Run without a state. */
export const toRun = (message: Schemas['v2beta1Run']): Run => {
  const reference = message.pipeline_version_reference;
  const state = stateOf(message.state);
  return {
    runId: message.run_id ?? '',
    displayName: message.display_name ?? '',
    experimentId: message.experiment_id,
    description: message.description,
    pipelineId: reference?.pipeline_id,
    pipelineVersionId:
      reference?.pipeline_version_id ?? message.pipeline_version_id,
    recurringRunId: message.recurring_run_id,
    state,
    unknownState: state ? undefined : message.state,
    archived: message.storage_state === 'ARCHIVED',
    createdAt: timeOf(message.created_at),
    finishedAt: timeOf(message.finished_at),
    error: errorOf(message.error),
    stateHistory: (message.state_history ?? []).map(entry => ({
      state: stateOf(entry.state),
      at: timeOf(entry.update_time),
      error: errorOf(entry.error),
    })),
    tasks: (message.run_details?.task_details ?? []).map(toTaskDetail),
    parameters: message.runtime_config?.parameters ?? {},
  };
};

export const toRecurringRun = (
  message: Schemas['v2beta1RecurringRun'],
): RecurringRun => {
  const reference = message.pipeline_version_reference;
  return {
    recurringRunId: message.recurring_run_id ?? '',
    displayName: message.display_name ?? '',
    description: message.description,
    enabled: message.status === 'ENABLED' || message.mode === 'ENABLE',
    pipelineId: reference?.pipeline_id,
    pipelineVersionId: reference?.pipeline_version_id,
    cron: message.trigger?.cron_schedule?.cron,
    parameters: message.runtime_config?.parameters ?? {},
  };
};
