import { nowInSeconds } from './clock';
import type { KfpContext } from './context';
import { notFound, wrapping } from './errors';
import { guardedBy } from './guardedRoute';
import { listAnswer, listCall } from './listCall';
import { namespaceOfExperiment } from './lookups';
import { recurringRunListing, renderRecurringRun } from './recurringRunAnswer';
import { createRecurringRun } from './recurringRunCreation';
import { textOf, type ApiRequest, type Route } from './router';
import type { RecurringRunRow } from './rows';
import { keyOf } from './workflowPort';

const rowsFor = async (
  context: KfpContext,
  request: ApiRequest,
): Promise<readonly RecurringRunRow[]> => {
  const experimentId = textOf(request, 'experiment_id');
  const asked = context.multiUser ? textOf(request, 'namespace') : '';
  const namespace =
    experimentId === ''
      ? asked
      : await wrapping(
          `Failed to list recurring runs due to error fetching namespace for experiment ${experimentId}. Try filtering based on namespace`,
          () => namespaceOfExperiment(context, experimentId),
        );
  await context.access.check(request, {
    resource: 'jobs',
    verb: 'list',
    namespace,
  });
  const { recurringRuns } = context.store;
  if (experimentId !== '') return recurringRuns.by('experiment', experimentId);
  return [...recurringRuns.values()].filter(
    row => namespace === '' || row.namespace === namespace,
  );
};

const list = async (context: KfpContext, request: ApiRequest) => {
  const page = await listCall(request, {
    listing: recurringRunListing,
    what: 'jobs',
    optionsContext:
      'Failed to list recurring runs due to error parsing the listing options',
    contexts: ['Failed to list jobs', 'Failed to list recurring runs'],
    rows: () =>
      wrapping('Failed to list jobs', () => rowsFor(context, request)),
  });
  // The key is camelCase in this answer only.
  return listAnswer('recurringRuns', page, renderRecurringRun);
};

/** The recurring run of this id. @throws ApiError 5. */
const recurringOf = ({ store }: KfpContext, id: string): RecurringRunRow => {
  const row = store.recurringRuns.get(id);
  if (!row) throw notFound('Job', id);
  return row;
};

const setEnabled = async (
  context: KfpContext,
  id: string,
  enabled: boolean,
): Promise<object> => {
  const row = await wrapping(
    `Failed to change recurring run's mode to enable:${enabled}. Check if recurring run ${id} exists`,
    () => recurringOf(context, id),
  );
  const updatedAt = nowInSeconds(context.clock);
  context.store.recurringRuns.put({ ...row, enabled, updatedAt });
  return {};
};

/** Deletes the ScheduledWorkflow and with it, by their owner references, its Workflows; their runs stay as they are. */
const remove = async (
  context: KfpContext,
  request: ApiRequest,
  id: string,
): Promise<object> => {
  await wrapping(`Failed to delete recurring run ${id}. Check if exists`, () =>
    recurringOf(context, id),
  );
  context.store.recurringRuns.delete(id);
  if (textOf(request, 'propagation_policy') === 'ORPHAN') return {};
  const owned = (await context.workflows.list()).filter(workflow =>
    workflow.metadata.ownerReferences?.some(({ uid }) => uid === id),
  );
  await Promise.all(
    owned.map(workflow => context.workflows.delete(keyOf(workflow))),
  );
  return {};
};

/** `/apis/v2beta1/recurringruns`. */
export const recurringRunRoutes = (context: KfpContext): readonly Route[] => {
  const base = '/apis/v2beta1/recurringruns';
  const one = `${base}/{recurring_run_id}`;
  const checked = guardedBy(context, {
    resource: 'jobs',
    parameter: 'recurring_run_id',
    namespaceOf: id => context.store.recurringRuns.get(id)?.namespace,
    failure: verb =>
      `Failed to ${verb === 'get' ? 'fetch' : verb} a recurring run`,
  });
  return [
    { method: 'POST', path: base, handle: r => createRecurringRun(context, r) },
    { method: 'GET', path: base, handle: r => list(context, r) },
    {
      method: 'GET',
      path: one,
      handle: checked('get', id =>
        renderRecurringRun(recurringOf(context, id)),
      ),
    },
    {
      method: 'DELETE',
      path: one,
      handle: checked('delete', (id, r) => remove(context, r, id)),
    },
    {
      method: 'POST',
      path: `${one}:enable`,
      handle: checked('enable', id => setEnabled(context, id, true)),
    },
    {
      method: 'POST',
      path: `${one}:disable`,
      handle: checked('disable', id => setEnabled(context, id, false)),
    },
  ];
};
