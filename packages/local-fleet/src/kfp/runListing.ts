import type { Listing } from './listable';
import type { RunRow } from './rows';
import { v1State } from './runStates';

const TEXT_COLUMNS: Readonly<Record<string, (row: RunRow) => string | number>> =
  {
    UUID: row => row.id,
    DisplayName: row => row.displayName,
    CreatedAtInSec: row => row.createdAt,
    FinishedAtInSec: row => row.finishedAt,
    ScheduledAtInSec: row => row.scheduledAt,
    Description: row => row.description,
    StorageState: row => row.storageState,
    Conditions: row => v1State(row.state),
    Namespace: row => row.namespace,
    ExperimentUUID: row => row.experimentId,
    State: row => row.state ?? 'RUNTIME_STATE_UNSPECIFIED',
    StateHistory: row =>
      JSON.stringify(
        row.history.map(({ at, state }) => ({
          UpdateTimeInSec: at,
          State: state ?? 'RUNTIME_STATE_UNSPECIFIED',
        })),
      ),
    PipelineRuntimeManifest: row => JSON.stringify(row.reported ?? {}),
    JobUUID: row => row.recurringRunId,
  };

/** What runs can be sorted and filtered by; not their pipeline version. */
export const runListing: Listing<RunRow> = {
  model: 'Run',
  prefix: '',
  metrics: true,
  fields: {
    run_id: 'UUID',
    id: 'UUID',
    display_name: 'DisplayName',
    name: 'DisplayName',
    created_at: 'CreatedAtInSec',
    finished_at: 'FinishedAtInSec',
    description: 'Description',
    scheduled_at: 'ScheduledAtInSec',
    storage_state: 'StorageState',
    status: 'Conditions',
    namespace: 'Namespace',
    experiment_id: 'ExperimentUUID',
    state: 'State',
    state_history: 'StateHistory',
    runtime_details: 'PipelineRuntimeManifest',
    recurring_run_id: 'JobUUID',
  },
  column: (row, column) => TEXT_COLUMNS[column]?.(row) ?? '',
};
