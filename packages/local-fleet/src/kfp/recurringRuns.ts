import { randomUUID } from 'node:crypto';
import { nowInSeconds, timestamp } from './clock';
import type { KfpContext } from './context';
import { internal, invalidInput, notFound, wrapping } from './errors';
import { listAnswer, listCall } from './listCall';
import type { Listing } from './listing';
import { namespaceOfExperiment } from './lookups';
import { nameSuffix } from './memoryWorkflows';
import { recurringRunMessage } from './messages';
import {
  configOf,
  renderConfig,
  renderSource,
  sourceOf,
} from './pipelineSource';
import type { Message } from './protoJson';
import { checkRecurringSource } from './recurringSource';
import {
  fieldOf,
  messageOf,
  stringOf,
  textOf,
  withoutDefaults,
  type ApiRequest,
  type Route,
} from './router';
import type { RecurringRunRow, Trigger } from './rows';
import { placeOf } from './runs';
import { cronProblem } from './schedule';
import { keyOf } from './workflowPort';

const COLUMNS: Readonly<Record<string, keyof RecurringRunRow>> = {
  UUID: 'id',
  DisplayName: 'displayName',
  CreatedAtInSec: 'createdAt',
  UpdatedAtInSec: 'updatedAt',
  Description: 'description',
};

const listing: Listing<RecurringRunRow> = {
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

const render = (row: RecurringRunRow): Record<string, unknown> =>
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

const triggerOf = (message: Message): Trigger => {
  const trigger = fieldOf(message, 'trigger');
  const cron = trigger.cron_schedule as Message | undefined;
  const periodic = trigger.periodic_schedule as Message | undefined;
  const schedule = cron ?? periodic ?? {};
  return {
    ...(cron && { cron: stringOf(cron, 'cron') }),
    ...(periodic && {
      intervalSeconds: Number(periodic.interval_second ?? 0),
    }),
    startTime: schedule.start_time as number | undefined,
    endTime: schedule.end_time as number | undefined,
  };
};

/** The server's checks, in its order. @throws ApiError. */
const checkMessage = (message: Message, trigger: Trigger): void => {
  if (stringOf(message, 'display_name') === '') {
    throw internal(
      'Failed to convert a API recurring run to its internal representation',
      "Invalid input error: Recurring run's name cannot be empty",
    );
  }
  const concurrency = Number(message.max_concurrency ?? 0);
  if (concurrency > 10 || concurrency < 1) {
    throw invalidInput(
      `Max concurrency of a recurring run must be at least 1 and at most 10. Received ${concurrency}`,
    );
  }
  const problem =
    trigger.cron === undefined ? undefined : cronProblem(trigger.cron);
  if (problem) {
    throw invalidInput(
      `Schedule cron is not a supported format(https://godoc.org/github.com/robfig/cron). Error: ${problem}`,
    );
  }
  if (trigger.intervalSeconds !== undefined && trigger.intervalSeconds < 1) {
    throw invalidInput(
      `Found invalid period schedule interval ${trigger.intervalSeconds}. Set at interval to least 1 second`,
    );
  }
};

/** Name of the ScheduledWorkflow: at most 25 characters of the display name, and five random ones. */
const scheduledWorkflowName = (displayName: string): string => {
  const name = displayName.toLowerCase().replace(/[^a-z0-9-]+/g, '');
  return `${(name || 'job-').slice(0, 25)}${nameSuffix()}`;
};

const create = async (context: KfpContext, request: ApiRequest) => {
  const message = messageOf(request, recurringRunMessage);
  const trigger = triggerOf(message);
  await wrapping(
    'Failed to create a recurring run due to conversion error',
    () => checkMessage(message, trigger),
  );
  return wrapping('Failed to create a recurring run', async () => {
    const place = await wrapping(
      'Failed to create a recurring run due to invalid experimentId and namespace combination',
      () => {
        const found = placeOf(context, stringOf(message, 'experiment_id'));
        const asked = stringOf(message, 'namespace');
        if (
          asked !== '' &&
          asked !== found.namespace &&
          found.namespace !== ''
        ) {
          throw invalidInput(
            `Experiment ${found.experimentId} belongs to namespace '${found.namespace}' instead of '${asked}'`,
          );
        }
        return found;
      },
    );
    await context.access.check(request, {
      resource: 'jobs',
      verb: 'create',
      namespace: place.namespace,
    });
    const config = configOf(message);
    const source = checkRecurringSource(context, sourceOf(message), config);
    const now = nowInSeconds(context.clock);
    const displayName = stringOf(message, 'display_name');
    return render(
      context.store.recurringRuns.put({
        id: randomUUID(),
        displayName,
        description: stringOf(message, 'description'),
        namespace: place.namespace || context.podNamespace,
        experimentId: place.experimentId,
        source,
        config,
        serviceAccount:
          stringOf(message, 'service_account') ||
          (source.spec || source.pipelineVersionId ? 'pipeline-runner' : ''),
        maxConcurrency: Number(message.max_concurrency),
        noCatchup: message.no_catchup === true,
        trigger,
        enabled: message.mode === 'ENABLE',
        createdAt: now,
        updatedAt: now,
        pluginsInput: message.plugins_input as RecurringRunRow['pluginsInput'],
        scheduledWorkflow: scheduledWorkflowName(displayName),
        lastFiredAt: 0,
        fired: 0,
      }),
    );
  });
};

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
    listing,
    what: 'jobs',
    optionsContext:
      'Failed to list recurring runs due to error parsing the listing options',
    contexts: ['Failed to list jobs', 'Failed to list recurring runs'],
    rows: () =>
      wrapping('Failed to list jobs', () => rowsFor(context, request)),
  });
  // The key is camelCase in this answer only.
  return listAnswer('recurringRuns', page, render);
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
  const checked =
    (
      verb: string,
      failure: string,
      work: (id: string, request: ApiRequest) => object | Promise<object>,
    ) =>
    (request: ApiRequest) =>
      wrapping(failure, async () => {
        const id = request.params.recurring_run_id ?? '';
        const row = context.store.recurringRuns.get(id);
        if (context.multiUser && row) {
          const { namespace } = row;
          await context.access.check(request, {
            resource: 'jobs',
            verb,
            namespace,
          });
        }
        return work(id, request);
      });
  return [
    { method: 'POST', path: base, handle: r => create(context, r) },
    { method: 'GET', path: base, handle: r => list(context, r) },
    {
      method: 'GET',
      path: one,
      handle: checked('get', 'Failed to fetch a recurring run', id =>
        render(recurringOf(context, id)),
      ),
    },
    {
      method: 'DELETE',
      path: one,
      handle: checked('delete', 'Failed to delete a recurring run', (id, r) =>
        remove(context, r, id),
      ),
    },
    {
      method: 'POST',
      path: `${one}:enable`,
      handle: checked('enable', 'Failed to enable a recurring run', id =>
        setEnabled(context, id, true),
      ),
    },
    {
      method: 'POST',
      path: `${one}:disable`,
      handle: checked('disable', 'Failed to disable a recurring run', id =>
        setEnabled(context, id, false),
      ),
    },
  ];
};
