import type { KfpContext } from './context';
import { aborted, ApiError, internal, invalidInput, wrapping } from './errors';
import { listAnswer, listCall } from './listCall';
import type { Listing } from './listing';
import { namespaceOfExperiment, runOf } from './lookups';
import { runMessage } from './messages';
import { configOf, sourceOf } from './pipelineSource';
import type { Message } from './protoJson';
import { defaultExperiment } from './experiments';
import {
  messageOf,
  stringOf,
  textOf,
  type ApiRequest,
  type Route,
} from './router';
import type { RunRow } from './rows';
import { retryRun, terminateRun } from './runActions';
import { renderRun } from './runAnswer';
import { createRun, type RunOrder } from './runCreation';
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

const listing: Listing<RunRow> = {
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

const conversionError = (reason: string): ApiError =>
  internal(
    'Failed to convert a API run detail to its internal representation',
    `Invalid input error: ${reason}`,
  ).wrap('CreateJob(job.ToV2())Failed to create a run due to conversion error');

const checkMessage = (message: Message): void => {
  const outputs = Object.keys((message.plugins_output as object) ?? {});
  if (outputs.length > 0) {
    throw aborted(
      'plugins_output is server-owned and populated exclusively via plugin lifecycle hooks',
      'plugins_output must not be set by the client',
    );
  }
  if (stringOf(message, 'display_name') === '') {
    throw conversionError('Run name cannot be empty');
  }
  for (const [field, name, limit] of [
    ['run_id', 'UUID', 191],
    ['experiment_id', 'ExperimentId', 64],
  ] as const) {
    if (Buffer.byteLength(stringOf(message, field)) > limit) {
      throw internal(
        'Failed to convert API run to its internal representation',
        `Invalid input error: Run.${name} length cannot exceed ${limit}`,
      ).wrap(
        'CreateJob(job.ToV2())Failed to create a run due to conversion error',
      );
    }
  }
};

/** The experiment of a new run or recurring run, with its namespace. @throws ApiError 3 or 5. */
export const placeOf = (
  context: KfpContext,
  experimentId: string,
): { readonly experimentId: string; readonly namespace: string } => {
  if (experimentId === '' && context.multiUser) {
    throw invalidInput('Experiment id can not be empty in multi-user mode');
  }
  if (experimentId === '') {
    return { experimentId: defaultExperiment(context).id, namespace: '' };
  }
  try {
    const namespace = namespaceOfExperiment(context, experimentId);
    return { experimentId, namespace };
  } catch (error) {
    throw error instanceof ApiError
      ? error.wrap(`Failed to fetch namespace for experiment ${experimentId}`)
      : error;
  }
};

const orderOf = (
  message: Message,
  place: ReturnType<typeof placeOf>,
): RunOrder => ({
  id: stringOf(message, 'run_id'),
  displayName: stringOf(message, 'display_name'),
  description: stringOf(message, 'description'),
  ...place,
  storageState: message.storage_state === 'ARCHIVED' ? 'ARCHIVED' : 'AVAILABLE',
  source: sourceOf(message),
  config: configOf(message),
  serviceAccount: stringOf(message, 'service_account'),
  recurringRunId: stringOf(message, 'recurring_run_id'),
  scheduledAt: Number(message.scheduled_at ?? 0),
  pluginsInput: message.plugins_input as RunOrder['pluginsInput'],
});

const create = async (context: KfpContext, request: ApiRequest) => {
  const message = messageOf(request, runMessage);
  checkMessage(message);
  return wrapping('Failed to create a new run', async () => {
    const place = await wrapping(
      'Failed to create a run due to invalid experimentId and namespace combination',
      () => placeOf(context, stringOf(message, 'experiment_id')),
    );
    await context.access.check(request, {
      resource: 'runs',
      verb: 'create',
      namespace: place.namespace,
    });
    return renderRun(await createRun(context, orderOf(message, place)));
  });
};

const rowsFor = async (
  context: KfpContext,
  request: ApiRequest,
): Promise<readonly RunRow[]> => {
  const { store, clock, delays, signal } = context;
  const experimentId = textOf(request, 'experiment_id');
  const namespace =
    experimentId === ''
      ? (context.multiUser && textOf(request, 'namespace')) || ''
      : await wrapping(
          `Failed to list runs due to error fetching namespace for experiment ${experimentId}. Try filtering based on namespace`,
          () => namespaceOfExperiment(context, experimentId),
        );
  await context.access.check(request, {
    resource: 'runs',
    verb: 'list',
    namespace,
  });
  const rows =
    experimentId === ''
      ? store.runs.by('namespace', namespace)
      : store.runs.by('experiment', experimentId);
  const cost = (rows.length * delays.listRowMicros) / 1000;
  if (cost >= 1) await clock.sleep(cost, signal);
  return rows;
};

const list = async (context: KfpContext, request: ApiRequest) => {
  const page = await listCall(request, {
    listing,
    what: 'runs',
    optionsContext: 'Failed to create list options',
    contexts: ['Failed to list runs', 'Failed to list runs'],
    rows: () =>
      wrapping('Failed to list runs', () => rowsFor(context, request)),
  });
  return listAnswer('runs', page, renderRun);
};

const remove = async (context: KfpContext, id: string): Promise<object> => {
  const run = await wrapping(
    `Failed to delete run ${id} as it does not exist`,
    () => runOf(context, id),
  );
  // A run whose experiment is gone can not be deleted any more: the server looks its namespace up there.
  await wrapping(
    `Failed to delete a run ${id} due to namespace fetching error`,
    () => run.namespace || namespaceOfExperiment(context, run.experimentId),
  );
  await context.workflows.delete(run.workflow);
  context.store.runs.delete(id);
  return {};
};

const archive = (context: KfpContext, id: string): object => {
  const run = runOf(context, id);
  context.store.runs.put({ ...run, storageState: 'ARCHIVED' });
  return {};
};

const unarchive = (context: KfpContext, id: string): object => {
  const run = runOf(context, id);
  const experiment = context.store.experiments.get(run.experimentId);
  if (!experiment) {
    namespaceOfExperiment(context, run.experimentId);
  }
  if (experiment?.storageState === 'ARCHIVED') {
    const fact = `Failed to unarchive run ${id} as experiment ${run.experimentId} must be un-archived first`;
    throw new ApiError(
      9,
      `FailedPreconditionError: ${fact}: Unarchive the experiment first to allow the run to be restored`,
      fact,
    );
  }
  context.store.runs.put({ ...run, storageState: 'AVAILABLE' });
  return {};
};

/** `/apis/v2beta1/runs`. */
export const runRoutes = (context: KfpContext): readonly Route[] => {
  const base = '/apis/v2beta1/runs';
  const one = `${base}/{run_id}`;
  const checked =
    (
      verb: string,
      failure: string,
      work: (id: string) => object | Promise<object>,
    ) =>
    (request: ApiRequest) =>
      wrapping(failure, async () => {
        const id = request.params.run_id ?? '';
        const run = context.store.runs.get(id);
        if (run && context.multiUser) {
          const { namespace } = run;
          await context.access.check(request, {
            resource: 'runs',
            verb,
            namespace,
          });
        }
        return work(id);
      });
  const post = (verb: string, work: (id: string) => object) => ({
    method: 'POST',
    path: `${one}:${verb}`,
    handle: checked(verb, `Failed to ${verb} a run`, work),
  });
  return [
    { method: 'POST', path: base, handle: r => create(context, r) },
    { method: 'GET', path: base, handle: r => list(context, r) },
    {
      method: 'GET',
      path: one,
      handle: checked('get', 'Failed to get a run', id =>
        renderRun(runOf(context, id)),
      ),
    },
    {
      method: 'DELETE',
      path: one,
      handle: checked('delete', 'Failed to delete a run', id =>
        remove(context, id),
      ),
    },
    post('archive', id =>
      wrapping(`Failed to archive run ${id} as it failed to be retrieved`, () =>
        archive(context, id),
      ),
    ),
    post('unarchive', id => unarchive(context, id)),
    post('terminate', id => terminateRun(context, id)),
    post('retry', id => retryRun(context, id)),
  ];
};
