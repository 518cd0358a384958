import { randomUUID } from 'node:crypto';
import { nowInSeconds } from './clock';
import { compileWorkflow, expandMacros } from './compiler';
import type { KfpContext } from './context';
import { deterministicId } from './deterministicId';
import { ApiError, internal, wrappingSync } from './errors';
import { checkParameters } from './parameters';
import { asInternal, resolveSource } from './pipelineSource';
import type {
  PipelineSource,
  RecurringRunRow,
  RunRow,
  RuntimeConfig,
} from './rows';
import { collated } from './store';
import type { OwnerReference } from './workflowPort';

/** A run that someone asked for: its experiment and namespace are known and allowed. */
export interface RunOrder {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly experimentId: string;
  readonly namespace: string;
  readonly storageState: RunRow['storageState'];
  readonly source: PipelineSource;
  readonly config: RuntimeConfig;
  readonly serviceAccount: string;
  readonly recurringRunId: string;
  readonly scheduledAt: number;
  readonly pluginsInput?: RunRow['pluginsInput'];
}

/** Owner reference and labels that tie a Workflow to its ScheduledWorkflow. */
const scheduleTies = (recurring: RecurringRunRow, createdAt: number) => {
  const group = 'scheduledworkflows.kubeflow.org';
  const owner: OwnerReference = {
    apiVersion: 'kubeflow.org/v1beta1',
    kind: 'ScheduledWorkflow',
    name: recurring.scheduledWorkflow,
    uid: recurring.id,
    controller: true,
    blockOwnerDeletion: true,
  };
  return {
    owner,
    labels: {
      [`${group}/isOwnedByScheduledWorkflow`]: 'true',
      [`${group}/scheduledWorkflowName`]: recurring.scheduledWorkflow,
      [`${group}/workflowEpoch`]: String(createdAt),
      [`${group}/workflowIndex`]: String(recurring.fired + 1),
    },
  };
};

const idOf = ({ id, recurringRunId, displayName }: RunOrder): string => {
  if (id !== '') return id;
  return recurringRunId === ''
    ? randomUUID()
    : deterministicId(`${recurringRunId}/${displayName}`);
};

const storeError = (displayName: string, reason: string): ApiError =>
  internal(`Failed to store run ${displayName} to table`, reason).wrap(
    'Failed to create a run',
  );

/** The database's part: what is too long or already there fails after the Workflow was made, and leaves it. */
const insertRun = ({ store }: KfpContext, run: RunRow): RunRow => {
  if ([...run.displayName].length > 255) {
    throw storeError(
      run.displayName,
      "Error 1406 (22001): Data too long for column 'DisplayName' at row 1",
    );
  }
  const existing = store.runs.get(run.id);
  if (existing && run.recurringRunId !== '') return existing;
  if (existing) {
    throw storeError(
      run.displayName,
      `Error 1062 (23000): Duplicate entry '${run.id}' for key 'PRIMARY'`,
    );
  }
  return store.runs.put(run);
};

const recurringOf = ({ store }: KfpContext, id: string) => {
  if (id === '') return undefined;
  const recurring = store.recurringRuns.get(id);
  if (recurring) return recurring;
  throw internal(
    'Failed to create a run due to invalid recurring run id',
    `Invalid input error: RecurringRunId doesn't exist: ${id}`,
  );
};

const checkInputs = (
  template: ReturnType<typeof resolveSource>['template'],
  parameters: Readonly<Record<string, unknown>>,
): void => {
  if (template.kind === 'v1') return;
  wrappingSync(
    'Failed to generate the ExecutionSpec: invalid pipeline job inputs',
    () => checkParameters(template.spec, parameters),
  );
};

/**
 * Makes a run as the real server does: the Workflow first, its row afterwards. With a recurring run and the same
 * name an existing run is returned unseen - but only when its row is there already, so that calls at the same
 * time make several Workflows of one run id.
 */
export const createRun = async (
  context: KfpContext,
  order: RunOrder,
): Promise<RunRow> => {
  const { store, clock, delays } = context;
  const key = `${order.recurringRunId}/${collated(order.displayName)}`;
  const existing = order.recurringRunId && store.runs.by('recurring', key)[0];
  if (existing) return existing;
  const { template, source } = asInternal(
    'Failed to create a run due to error fetching manifest',
    () => resolveSource(context, order.source),
  );
  const id = idOf(order);
  const createdAt = nowInSeconds(clock);
  const parameters = expandMacros(order.config.parameters, {
    runId: id,
    at: new Date(clock.now()),
  });
  checkInputs(template, parameters);
  const recurring = recurringOf(context, order.recurringRunId);
  const workflow = wrappingSync(
    'Failed to generate the ExecutionSpec: Failed to compile job',
    () =>
      compileWorkflow(template, {
        runId: id,
        displayName: order.displayName,
        namespace: order.namespace || context.podNamespace,
        serviceAccount: order.serviceAccount,
        parameters,
        pipelineRoot: order.config.pipelineRoot,
        ...(recurring && scheduleTies(recurring, createdAt)),
      }),
  );
  await clock.sleep(delays.createWorkflowMs, context.signal);
  const created = await context.workflows.create(workflow);
  const run = insertRun(context, {
    ...order,
    id,
    source,
    serviceAccount: String(created.spec.serviceAccountName),
    createdAt,
    scheduledAt: order.scheduledAt || createdAt,
    finishedAt: 0,
    state: 'PENDING',
    history: [{ at: nowInSeconds(clock), state: 'PENDING' }],
    tasks: [],
    workflow: {
      namespace: created.metadata.namespace,
      name: created.metadata.name,
    },
  });
  const experiment = store.experiments.get(run.experimentId);
  if (experiment) {
    store.experiments.put({ ...experiment, lastRunCreatedAt: run.createdAt });
  }
  return run;
};
