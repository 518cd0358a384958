import type { KfpContext } from './context';
import { failedPrecondition, wrapping } from './errors';
import { guardedBy } from './guardedRoute';
import { listAnswer, listCall } from './listCall';
import { namespaceOfExperiment, runOf } from './lookups';
import { textOf, type ApiRequest, type Route } from './router';
import type { RunRow } from './rows';
import { retryRun, terminateRun } from './runActions';
import { renderRun } from './runAnswer';
import { runListing } from './runListing';
import { postRun } from './runRequest';

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
    listing: runListing,
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
    throw failedPrecondition(
      `Failed to unarchive run ${id} as experiment ${run.experimentId} must be un-archived first`,
      'Unarchive the experiment first to allow the run to be restored',
    );
  }
  context.store.runs.put({ ...run, storageState: 'AVAILABLE' });
  return {};
};

/** `/apis/v2beta1/runs`. */
export const runRoutes = (context: KfpContext): readonly Route[] => {
  const base = '/apis/v2beta1/runs';
  const one = `${base}/{run_id}`;
  const checked = guardedBy(context, {
    resource: 'runs',
    parameter: 'run_id',
    namespaceOf: id => context.store.runs.get(id)?.namespace,
    failure: verb => `Failed to ${verb} a run`,
  });
  const post = (verb: string, work: (id: string) => object) => ({
    method: 'POST',
    path: `${one}:${verb}`,
    handle: checked(verb, work),
  });
  return [
    { method: 'POST', path: base, handle: r => postRun(context, r) },
    { method: 'GET', path: base, handle: r => list(context, r) },
    {
      method: 'GET',
      path: one,
      handle: checked('get', id => renderRun(runOf(context, id))),
    },
    {
      method: 'DELETE',
      path: one,
      handle: checked('delete', id => remove(context, id)),
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
