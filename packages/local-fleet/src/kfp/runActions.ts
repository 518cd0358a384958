import type { RuntimeState } from '@kubeflow-fleet/plugin-kubeflow-common';
import { nowInSeconds } from './clock';
import type { KfpContext } from './context';
import { aborted, ApiError, internal, invalidInput, wrapping } from './errors';
import { namespaceOfExperiment, runOf } from './lookups';
import type { RunRow } from './rows';
import type { Workflow, WorkflowNode } from './workflowPort';

const TERMINABLE: ReadonlySet<string | undefined> = new Set([
  'PAUSED',
  'PENDING',
  'RUNNING',
  undefined,
]);

/** The run, and a 404 when its experiment is gone, as the server's look-up of the namespace gives. */
const runInExperiment = async (
  context: KfpContext,
  id: string,
  action: string,
): Promise<RunRow> => {
  const run = await wrapping(
    `Failed to ${action} run ${id} due to error fetching the run`,
    () => runOf(context, id),
  );
  await wrapping(
    `Failed to ${action} run ${id} due to error fetching its namespace: Failed to fetch namespace from run ${id}`,
    () => namespaceOfExperiment(context, run.experimentId),
  );
  return run;
};

/** A run's history with one entry more when the state differs from the last one. */
export const withState = (
  { history }: Pick<RunRow, 'history'>,
  at: number,
  state: RuntimeState | undefined,
): RunRow['history'] =>
  history.length > 0 && history.at(-1)?.state === state
    ? history
    : [...history, { at, ...(state && { state }) }];

/**
 * The row first, the Workflow after: CANCELING shows at once but not in the history. When the Workflow is gone the
 * call takes long, ends as 500, and the run stays CANCELING.
 */
export const terminateRun = async (
  context: KfpContext,
  id: string,
): Promise<object> => {
  const run = await runInExperiment(context, id, 'terminate');
  if (!TERMINABLE.has(run.state)) {
    throw invalidInput(`Failed to terminate a run ${id}. Row not found`).wrap(
      `Failed to terminate run ${id}`,
    );
  }
  context.store.runs.put({ ...run, state: 'CANCELING' });
  const patched = await context.workflows.patch(run.workflow, {
    spec: { activeDeadlineSeconds: 0 },
  });
  if (patched) return {};
  await context.clock.sleep(context.delays.terminateRetryMs, context.signal);
  const { name } = run.workflow;
  throw internal(
    `Failed to terminate run ${id} due to error terminating its workflow`,
    `Failed to terminate workflow ${name} due to patching error after multiple retries: Failed to terminate workflow ${name} due to patching error: workflows.argoproj.io "${name}" not found`,
  );
};

const KEPT = new Set(['Succeeded', 'Skipped']);
const DROPPED = new Set(['Failed', 'Error', 'Omitted']);

/** What becomes of a node: kept, set running again (DAGs), or undefined for dropped. */
const nodeForRetry = (node: WorkflowNode): WorkflowNode | undefined => {
  if (KEPT.has(node.phase ?? '')) return node;
  if (!DROPPED.has(node.phase ?? '')) {
    throw internal(
      `Workflow cannot be retried with node ${node.id} in ${
        node.phase ?? ''
      } phase`,
      'workflow cannot be retried',
    );
  }
  if (node.type !== 'DAG') return undefined;
  const { message: _dropped, ...rest } = node;
  return { ...rest, phase: 'Running', finishedAt: null };
};

const nodesForRetry = (workflow: Workflow): Record<string, unknown> => {
  const nodes = workflow.status?.nodes ?? {};
  const kept = new Map(
    Object.values(nodes).flatMap(node => {
      const next = nodeForRetry(node);
      return next ? [[next.id, next] as const] : [];
    }),
  );
  return Object.fromEntries(
    Object.keys(nodes).map(id => {
      const node = kept.get(id);
      const children = node?.children?.filter(child => kept.has(child));
      return [id, node ? { message: null, ...node, children } : null];
    }),
  );
};

/** The merge patch that lets the controller take a failed Workflow up again. */
const retryPatch = (workflow: Workflow): Record<string, unknown> => ({
  metadata: {
    labels: {
      'workflows.argoproj.io/completed': null,
      'pipeline/persistedFinalState': null,
      'workflows.argoproj.io/phase': 'Running',
    },
  },
  ...(workflow.spec.activeDeadlineSeconds === 0 && {
    spec: { activeDeadlineSeconds: null },
  }),
  status: {
    phase: 'Running',
    message: null,
    finishedAt: null,
    nodes: nodesForRetry(workflow),
  },
});

/** Takes the same Workflow up again; the tasks keep their old states until the next report. */
export const retryRun = async (
  context: KfpContext,
  id: string,
): Promise<object> => {
  const run = await runInExperiment(context, id, 'retry');
  const { reported } = run;
  if (!reported) {
    throw aborted(
      `Failed to retry run ${id} due to error fetching workflow manifest`,
      'Invalid input error: Workflow manifest cannot be empty',
    );
  }
  const phase = reported.status?.phase;
  if (phase !== 'Failed' && phase !== 'Error') {
    throw aborted(
      'Workflow must be Failed/Error to retry',
      'workflow cannot be retried',
    ).wrap(`Failed to retry run ${id}`);
  }
  const patch = await wrapping(`Failed to retry run ${id}`, () =>
    retryPatch(reported),
  );
  const patched = await context.workflows.patch(run.workflow, patch);
  if (!patched) {
    const { resourceVersion: _version, ...metadata } = reported.metadata;
    const created = await context.workflows.create({ ...reported, metadata });
    await context.workflows.patch(
      { namespace: created.metadata.namespace, name: created.metadata.name },
      patch,
    );
  }
  const now = context.store.runs.get(id);
  if (!now) throw new ApiError(13, 'run deleted', 'Internal Server Error');
  context.store.runs.put({
    ...now,
    finishedAt: 0,
    state: 'RUNNING',
    history: withState(now, nowInSeconds(context.clock), 'RUNNING'),
    reported: patched ?? now.reported,
  });
  return {};
};
