import type { KfpContext } from './context';
import { aborted, ApiError, internal, invalidInput, wrapping } from './errors';
import { defaultExperiment } from './experiments';
import { namespaceOfExperiment } from './lookups';
import { runMessage } from './messages';
import { configOf, sourceOf } from './pipelineSource';
import type { Message } from './protoJson';
import { messageOf, stringOf, type ApiRequest } from './router';
import { renderRun } from './runAnswer';
import { createRun, type RunOrder } from './runCreation';

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

/** Answers POST /runs. @throws ApiError. */
export const postRun = async (context: KfpContext, request: ApiRequest) => {
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
