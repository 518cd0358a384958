import { GO_ZERO_TIME, timestamp } from './clock';
import { renderConfig, renderSource } from './pipelineSource';
import { withoutDefaults } from './router';
import type { RunRow, StateChange, TaskRow } from './rows';

/** What the real server's mlflow plugin writes into every run: its configuration names a file that is not there. */
const PLUGINS_OUTPUT = {
  mlflow: {
    entries: { experiment_name: { value: 'KFP-Default' } },
    state: 'PLUGIN_FAILED',
    state_message:
      'failed to build MLflow request context: failed to read plugins.mlflow.tls.caBundlePath "/etc/mlflow-tracking-ca/ca.crt": open /etc/mlflow-tracking-ca/ca.crt: no such file or directory',
  },
} as const;

const renderChange = ({ at, state }: StateChange) => ({
  update_time: timestamp(at),
  ...(state && { state }),
});

const renderTask = (runId: string, task: TaskRow) =>
  withoutDefaults({
    run_id: runId,
    task_id: task.id,
    display_name: task.name,
    create_time: timestamp(task.createdAt),
    start_time: timestamp(task.startedAt),
    end_time:
      task.finishedAt === undefined ? GO_ZERO_TIME : timestamp(task.finishedAt),
    state: task.state,
    state_history: task.history.map(renderChange),
    child_tasks: task.children.map(node => ({ pod_name: node })),
  });

/** A run as the API shows it: tasks ordered by their random ids, `error` never set. */
export const renderRun = (run: RunRow): Record<string, unknown> => {
  const tasks = [...run.tasks].sort((a, b) => (a.id < b.id ? -1 : 1));
  return withoutDefaults({
    experiment_id: run.experimentId,
    run_id: run.id,
    display_name: run.displayName,
    storage_state: run.storageState,
    description: run.description,
    ...renderSource(run.source),
    ...renderConfig(run.config),
    service_account: run.serviceAccount,
    created_at: timestamp(run.createdAt),
    scheduled_at: timestamp(run.scheduledAt),
    finished_at: timestamp(run.finishedAt),
    state: run.state,
    run_details:
      tasks.length > 0
        ? { task_details: tasks.map(task => renderTask(run.id, task)) }
        : undefined,
    recurring_run_id: run.recurringRunId,
    state_history: run.history.map(renderChange),
    plugins_input: run.pluginsInput,
    plugins_output: PLUGINS_OUTPUT,
  });
};
