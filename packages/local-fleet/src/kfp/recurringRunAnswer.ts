import { timestamp } from './clock';
import type { Listing } from './listable';
import { renderConfig, renderSource } from './pipelineSource';
import { withoutDefaults } from './router';
import type { RecurringRunRow, Trigger } from './rows';

const COLUMNS: Readonly<Record<string, keyof RecurringRunRow>> = {
  UUID: 'id',
  DisplayName: 'displayName',
  CreatedAtInSec: 'createdAt',
  UpdatedAtInSec: 'updatedAt',
  Description: 'description',
};

/** What recurring runs can be sorted and filtered by; not `status`. */
export const recurringRunListing: Listing<RecurringRunRow> = {
  model: 'Job',
  prefix: 'jobs.',
  fields: {
    id: 'UUID',
    recurring_run_id: 'UUID',
    name: 'DisplayName',
    display_name: 'DisplayName',
    created_at: 'CreatedAtInSec',
    updated_at: 'UpdatedAtInSec',
    description: 'Description',
  },
  column: (row, column) => row[COLUMNS[column] ?? 'id'] as string | number,
};

const renderTrigger = (trigger: Trigger): object => {
  const span = {
    ...(trigger.startTime !== undefined && {
      start_time: timestamp(trigger.startTime),
    }),
    ...(trigger.endTime !== undefined && {
      end_time: timestamp(trigger.endTime),
    }),
  };
  if (trigger.cron) return { cron_schedule: { ...span, cron: trigger.cron } };
  return trigger.intervalSeconds
    ? {
        periodic_schedule: {
          ...span,
          interval_second: String(trigger.intervalSeconds),
        },
      }
    : {};
};

/** A recurring run as the API shows it. */
export const renderRecurringRun = (
  row: RecurringRunRow,
): Record<string, unknown> =>
  withoutDefaults({
    recurring_run_id: row.id,
    display_name: row.displayName,
    description: row.description,
    ...renderSource(row.source),
    ...renderConfig(row.config),
    service_account: row.serviceAccount,
    max_concurrency: String(row.maxConcurrency),
    trigger: renderTrigger(row.trigger),
    mode: row.enabled ? 'ENABLE' : 'DISABLE',
    created_at: timestamp(row.createdAt),
    updated_at: timestamp(row.updatedAt),
    status: row.enabled ? 'ENABLED' : 'DISABLED',
    no_catchup: row.noCatchup,
    namespace: row.namespace,
    experiment_id: row.experimentId,
    plugins_input: row.pluginsInput,
  });
