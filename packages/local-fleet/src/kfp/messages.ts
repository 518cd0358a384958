import { runtimeStates } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FieldType, MessageSchema } from './protoJson';

const PACKAGE = 'kubeflow.pipelines.backend.api.v2beta1';

const message = (
  name: string,
  fields: Readonly<Record<string, FieldType>>,
  oneofs: Readonly<Record<string, readonly string[]>> = {},
): MessageSchema => ({
  name: `${PACKAGE}.${name}`,
  fields: Object.fromEntries(
    Object.entries(fields).map(([field, type]) => [
      field,
      {
        type,
        oneof: Object.keys(oneofs).find(oneof =>
          oneofs[oneof]?.includes(field),
        ),
      },
    ]),
  ),
});

const of = (schema: MessageSchema): FieldType => ({ message: () => schema });

const storageStates = ['STORAGE_STATE_UNSPECIFIED', 'AVAILABLE', 'ARCHIVED'];

const statusMessage = message('Status', {
  code: 'int32',
  message: 'string',
  details: { repeated: 'struct' },
});

/** Body of POST /experiments. */
export const experimentMessage = message('Experiment', {
  experiment_id: 'string',
  display_name: 'string',
  description: 'string',
  created_at: 'timestamp',
  namespace: 'string',
  storage_state: { enum: storageStates },
  last_run_created_at: 'timestamp',
});

/** Body of POST and PATCH /pipelines. */
export const pipelineMessage = message('Pipeline', {
  pipeline_id: 'string',
  display_name: 'string',
  name: 'string',
  description: 'string',
  created_at: 'timestamp',
  namespace: 'string',
  error: of(statusMessage),
  tags: { map: 'string' },
});

const urlMessage = message('Url', { pipeline_url: 'string' });

/** Body of POST and PATCH of a version. */
export const pipelineVersionMessage = message('PipelineVersion', {
  pipeline_id: 'string',
  pipeline_version_id: 'string',
  display_name: 'string',
  name: 'string',
  description: 'string',
  created_at: 'timestamp',
  package_url: of(urlMessage),
  code_source_url: 'string',
  pipeline_spec: 'struct',
  error: of(statusMessage),
  tags: { map: 'string' },
});

/** Body of POST /pipelines/create. */
export const createPipelineAndVersionMessage = message(
  'CreatePipelineAndVersionRequest',
  {
    pipeline: of(pipelineMessage),
    pipeline_version: of(pipelineVersionMessage),
  },
);

const versionReferenceMessage = message('PipelineVersionReference', {
  pipeline_id: 'string',
  pipeline_version_id: 'string',
});

const runtimeConfigMessage = message('RuntimeConfig', {
  parameters: { map: 'value' },
  pipeline_root: 'string',
});

const pipelineSource = [
  'pipeline_version_id',
  'pipeline_spec',
  'pipeline_version_reference',
];

const runtimeStatusMessage = message('RuntimeStatus', {
  update_time: 'timestamp',
  state: { enum: runtimeStates },
  error: of(statusMessage),
});

/** Body of POST /runs; of the fields that the server owns only `plugins_output` is refused. */
export const runMessage = message(
  'Run',
  {
    experiment_id: 'string',
    run_id: 'string',
    display_name: 'string',
    storage_state: { enum: storageStates },
    description: 'string',
    pipeline_version_id: 'string',
    pipeline_spec: 'struct',
    pipeline_version_reference: of(versionReferenceMessage),
    runtime_config: of(runtimeConfigMessage),
    service_account: 'string',
    created_at: 'timestamp',
    scheduled_at: 'timestamp',
    finished_at: 'timestamp',
    state: { enum: runtimeStates },
    error: of(statusMessage),
    run_details: 'struct',
    recurring_run_id: 'string',
    state_history: { repeated: of(runtimeStatusMessage) },
    plugins_input: { map: 'struct' },
    plugins_output: { map: 'struct' },
  },
  { pipeline_source: pipelineSource },
);

const schedule = { start_time: 'timestamp', end_time: 'timestamp' } as const;

const triggerMessage = message(
  'Trigger',
  {
    cron_schedule: of(message('CronSchedule', { ...schedule, cron: 'string' })),
    periodic_schedule: of(
      message('PeriodicSchedule', { ...schedule, interval_second: 'int64' }),
    ),
  },
  { trigger: ['cron_schedule', 'periodic_schedule'] },
);

/** Body of POST /recurringruns. */
export const recurringRunMessage = message(
  'RecurringRun',
  {
    recurring_run_id: 'string',
    display_name: 'string',
    description: 'string',
    pipeline_version_id: 'string',
    pipeline_spec: 'struct',
    pipeline_version_reference: of(versionReferenceMessage),
    runtime_config: of(runtimeConfigMessage),
    service_account: 'string',
    max_concurrency: 'int64',
    trigger: of(triggerMessage),
    mode: { enum: ['MODE_UNSPECIFIED', 'ENABLE', 'DISABLE'] },
    created_at: 'timestamp',
    updated_at: 'timestamp',
    status: { enum: ['STATUS_UNSPECIFIED', 'ENABLED', 'DISABLED'] },
    error: of(statusMessage),
    no_catchup: 'bool',
    namespace: 'string',
    experiment_id: 'string',
    plugins_input: { map: 'struct' },
  },
  { pipeline_source: pipelineSource },
);

/** Predicate operations in the order of their numbers. */
export const filterOperations = [
  'OPERATION_UNSPECIFIED',
  'EQUALS',
  'NOT_EQUALS',
  'GREATER_THAN',
  'GREATER_THAN_EQUALS',
  'LESS_THAN',
  'LESS_THAN_EQUALS',
  'IN',
  'IS_SUBSTRING',
] as const;

const values = (type: FieldType): FieldType =>
  of(message('Predicate.Values', { values: { repeated: type } }));

const predicateValues = {
  int_value: 'int32',
  long_value: 'int64',
  string_value: 'string',
  timestamp_value: 'timestamp',
  int_values: values('int32'),
  long_values: values('int64'),
  string_values: values('string'),
} as const;

/** The `filter` of list calls, after the second decoding. */
export const filterMessage = message('Filter', {
  predicates: {
    repeated: of(
      message(
        'Predicate',
        {
          operation: { enum: filterOperations },
          key: 'string',
          ...predicateValues,
        },
        { value: Object.keys(predicateValues) },
      ),
    ),
  },
});
