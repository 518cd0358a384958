import { randomUUID } from 'node:crypto';
import { nowInSeconds, timestamp } from './clock';
import { storedNamespace, type KfpContext } from './context';
import {
  aborted,
  alreadyExists,
  internal,
  notFound,
  wrapping,
  type ApiError,
} from './errors';
import { experimentOf } from './lookups';
import { guardedBy } from './guardedRoute';
import { listAnswer, listCall } from './listCall';
import type { Listing } from './listable';
import { experimentMessage } from './messages';
import {
  messageOf,
  stringOf,
  textOf,
  withoutDefaults,
  type ApiRequest,
  type Route,
} from './router';
import type { ExperimentRow } from './rows';
import { collated } from './store';

const DEFAULT_NAME = 'Default';

const COLUMNS: Readonly<Record<string, keyof ExperimentRow>> = {
  UUID: 'id',
  Name: 'name',
  CreatedAtInSec: 'createdAt',
  LastRunCreatedAtInSec: 'lastRunCreatedAt',
  Description: 'description',
  Namespace: 'namespace',
  StorageState: 'storageState',
};

const listing: Listing<ExperimentRow> = {
  model: 'Experiment',
  prefix: 'experiments.',
  fields: {
    id: 'UUID',
    experiment_id: 'UUID',
    name: 'Name',
    display_name: 'Name',
    created_at: 'CreatedAtInSec',
    last_run_created_at: 'LastRunCreatedAtInSec',
    description: 'Description',
    namespace: 'Namespace',
    storage_state: 'StorageState',
  },
  column: (row, column) => row[COLUMNS[column] ?? 'id'],
};

const render = (row: ExperimentRow): Record<string, unknown> =>
  withoutDefaults({
    experiment_id: row.id,
    display_name: row.name,
    description: row.description,
    created_at: timestamp(row.createdAt),
    namespace: row.namespace,
    storage_state: row.storageState,
    last_run_created_at: timestamp(row.lastRunCreatedAt),
  });

const insert = (
  { store, clock }: KfpContext,
  fields: Pick<ExperimentRow, 'name' | 'description' | 'namespace'>,
): ExperimentRow => {
  const { name, namespace } = fields;
  if (store.experiments.by('name', `${namespace}/${collated(name)}`).length) {
    throw alreadyExists(
      `Failed to create a new experiment. The name ${name} already exists. Please specify a new name`,
    );
  }
  return store.experiments.put({
    id: randomUUID(),
    ...fields,
    createdAt: nowInSeconds(clock),
    lastRunCreatedAt: 0,
    storageState: 'AVAILABLE',
  });
};

/** The experiment of runs that name none; made when it is missing. Single-user mode only. */
export const defaultExperiment = (context: KfpContext): ExperimentRow =>
  context.store.experiments.by('name', `/${collated(DEFAULT_NAME)}`)[0] ??
  insert(context, {
    name: DEFAULT_NAME,
    description:
      'All runs created without specifying an experiment will be grouped here.',
    namespace: '',
  });

const conversionError = (reason: string): ApiError =>
  internal(
    'Failed to convert API experiment to model experiment',
    `Invalid input error: ${reason}`,
  ).wrap(
    '[ExperimentServer]: Failed to create a experiment due to conversion error',
  );

const create = async (context: KfpContext, request: ApiRequest) => {
  const message = messageOf(request, experimentMessage);
  const name = stringOf(message, 'display_name');
  if (name === '') {
    throw conversionError('Experiment must have a non-empty name');
  }
  if (Buffer.byteLength(name) > 128) {
    throw conversionError('Experiment.Name length cannot exceed 128');
  }
  const namespace = storedNamespace(context, stringOf(message, 'namespace'));
  return wrapping('Failed to create a experiment', async () => {
    await context.access.check(request, {
      resource: 'experiments',
      verb: 'create',
      namespace,
    });
    return render(
      insert(context, {
        name,
        description: stringOf(message, 'description'),
        namespace,
      }),
    );
  });
};

const list = async (context: KfpContext, request: ApiRequest) => {
  const namespace = storedNamespace(context, textOf(request, 'namespace'));
  const page = await listCall(request, {
    listing,
    what: 'experiments',
    optionsContext: 'Failed to create list options',
    contexts: ['List experiments failed', 'List experiments failed'],
    rows: () =>
      wrapping('List experiments failed', async () => {
        await context.access.check(request, {
          resource: 'experiments',
          verb: 'list',
          namespace,
        });
        return [...context.store.experiments.values()].filter(
          row => row.namespace === namespace,
        );
      }),
  });
  return listAnswer('experiments', page, render);
};

const remove = (context: KfpContext, id: string): object => {
  const { store } = context;
  if (!context.multiUser && id === defaultExperiment(context).id) {
    throw aborted(
      `Failed to delete experiment ${id}. The default experiment cannot be deleted`,
      `Invalid input error: Experiment id cannot be equal to the default id ${id}`,
    ).wrap('Failed to delete experiment');
  }
  if (!store.experiments.get(id)) {
    throw notFound('Experiment', id).wrap(
      `Failed to delete experiment: Failed to delete experiment ${id} due to error fetching it`,
    );
  }
  // Runs stay behind, readable and without an experiment to look a namespace up in.
  store.experiments.delete(id);
  return {};
};

const setStorage = (
  { store, clock }: KfpContext,
  id: string,
  storageState: ExperimentRow['storageState'],
): object => {
  const row = store.experiments.get(id);
  if (row) store.experiments.put({ ...row, storageState });
  if (storageState === 'ARCHIVED') {
    store.runs
      .by('experiment', id)
      .forEach(run => store.runs.put({ ...run, storageState }));
    store.recurringRuns.by('experiment', id).forEach(recurring =>
      store.recurringRuns.put({
        ...recurring,
        enabled: false,
        updatedAt: nowInSeconds(clock),
      }),
    );
  }
  return {};
};

/** `/apis/v2beta1/experiments`: names are unique without case; (un)archiving an unknown id is 200. */
export const experimentRoutes = (context: KfpContext): readonly Route[] => {
  const one = '/apis/v2beta1/experiments/{experiment_id}';
  const checked = guardedBy(context, {
    resource: 'experiments',
    parameter: 'experiment_id',
    namespaceOf: id => experimentOf(context, id).namespace,
  });
  return [
    {
      method: 'POST',
      path: '/apis/v2beta1/experiments',
      handle: request => create(context, request),
    },
    {
      method: 'GET',
      path: '/apis/v2beta1/experiments',
      handle: request => list(context, request),
    },
    {
      method: 'GET',
      path: one,
      handle: checked('get', id => {
        const row = context.store.experiments.get(id);
        if (row) return render(row);
        throw notFound('Experiment', id).wrap('Failed to fetch experiment');
      }),
    },
    {
      method: 'DELETE',
      path: one,
      handle: checked('delete', id => remove(context, id)),
    },
    {
      method: 'POST',
      path: `${one}:archive`,
      handle: checked('archive', id => setStorage(context, id, 'ARCHIVED')),
    },
    {
      method: 'POST',
      path: `${one}:unarchive`,
      handle: checked('unarchive', id => setStorage(context, id, 'AVAILABLE')),
    },
  ];
};
