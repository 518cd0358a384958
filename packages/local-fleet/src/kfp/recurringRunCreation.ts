import { randomUUID } from 'node:crypto';
import { nowInSeconds } from './clock';
import type { KfpContext } from './context';
import { internal, invalidInput, wrapping } from './errors';
import { nameSuffix } from './memoryWorkflows';
import { recurringRunMessage } from './messages';
import { configOf, sourceOf } from './pipelineSource';
import type { Message } from './protoJson';
import { renderRecurringRun } from './recurringRunAnswer';
import { checkRecurringSource } from './recurringSource';
import { fieldOf, messageOf, stringOf, type ApiRequest } from './router';
import type { RecurringRunRow, Trigger } from './rows';
import { placeOf } from './runRequest';
import { cronProblem } from './schedule';

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

const checkedPlace = (context: KfpContext, message: Message) => {
  const experimentId = stringOf(message, 'experiment_id');
  const asked = stringOf(message, 'namespace');
  const found = placeOf(context, experimentId);
  if (experimentId === '') return { ...found, namespace: asked };
  if (asked !== '' && asked !== found.namespace) {
    throw invalidInput(
      `Experiment ${experimentId} belongs to namespace '${found.namespace}' instead of '${asked}'`,
    );
  }
  return found;
};

const rowOf = (
  context: KfpContext,
  message: Message,
  place: ReturnType<typeof checkedPlace>,
): RecurringRunRow => {
  const config = configOf(message);
  const source = checkRecurringSource(context, sourceOf(message), config);
  const now = nowInSeconds(context.clock);
  const displayName = stringOf(message, 'display_name');
  const pinned = source.spec || source.pipelineVersionId;
  return {
    id: randomUUID(),
    displayName,
    description: stringOf(message, 'description'),
    namespace: place.namespace || context.podNamespace,
    experimentId: place.experimentId,
    source,
    config,
    serviceAccount:
      stringOf(message, 'service_account') || (pinned ? 'pipeline-runner' : ''),
    maxConcurrency: Number(message.max_concurrency),
    noCatchup: message.no_catchup === true,
    trigger: triggerOf(message),
    enabled: message.mode === 'ENABLE',
    createdAt: now,
    updatedAt: now,
    pluginsInput: message.plugins_input as RecurringRunRow['pluginsInput'],
    scheduledWorkflow: scheduledWorkflowName(displayName),
    lastFiredAt: 0,
    fired: 0,
  };
};

/** Answers POST /recurringruns. @throws ApiError. */
export const createRecurringRun = async (
  context: KfpContext,
  request: ApiRequest,
) => {
  const message = messageOf(request, recurringRunMessage);
  await wrapping(
    'Failed to create a recurring run due to conversion error',
    () => checkMessage(message, triggerOf(message)),
  );
  return wrapping('Failed to create a recurring run', async () => {
    const place = await wrapping(
      'Failed to create a recurring run due to invalid experimentId and namespace combination',
      () => checkedPlace(context, message),
    );
    await context.access.check(request, {
      resource: 'jobs',
      verb: 'create',
      namespace: place.namespace,
    });
    const row = rowOf(context, message, place);
    return renderRecurringRun(context.store.recurringRuns.put(row));
  });
};
