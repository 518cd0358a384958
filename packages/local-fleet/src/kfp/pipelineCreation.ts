import { randomUUID } from 'node:crypto';
import { nowInSeconds } from './clock';
import { storedNamespace, type KfpContext } from './context';
import {
  alreadyExists,
  internal,
  invalidInput,
  wrapping,
  wrappingSync,
} from './errors';
import { createPipelineAndVersionMessage, pipelineMessage } from './messages';
import { renderPipeline } from './pipelineAnswer';
import type { Message } from './protoJson';
import { fieldOf, messageOf, stringOf, type ApiRequest } from './router';
import type { PipelineRow } from './rows';
import { collated } from './store';
import { checkTags } from './tags';

/** A pipeline that is not stored yet. */
export type NewPipeline = Omit<PipelineRow, 'id' | 'createdAt'>;

/** True when a pipeline of this name exists in the namespace, whatever its case. */
export const pipelineExists = (
  { store }: KfpContext,
  { namespace, name }: Pick<PipelineRow, 'namespace' | 'name'>,
): boolean =>
  store.pipelines.by('name', `${namespace}/${collated(name)}`).length > 0;

/** Stores a pipeline without versions. @throws ApiError 6 when the name is taken. */
export const insertPipeline = (
  context: KfpContext,
  pipeline: NewPipeline,
): PipelineRow => {
  if (pipelineExists(context, pipeline)) {
    throw alreadyExists(
      `Failed to create a new pipeline. The name ${pipeline.name} already exist. Please specify a new name`,
    );
  }
  return context.store.pipelines.put({
    id: randomUUID(),
    ...pipeline,
    createdAt: nowInSeconds(context.clock),
  });
};

const newPipeline = (context: KfpContext, message: Message): NewPipeline => {
  const displayName = stringOf(message, 'display_name');
  const name = stringOf(message, 'name') || displayName;
  if (Buffer.byteLength(name) > 128) {
    throw internal(
      'Failed to convert API pipeline to model pipeline',
      'Invalid input error: Pipeline.Name length cannot exceed 128',
    );
  }
  return {
    name,
    displayName: displayName || name,
    description: stringOf(message, 'description'),
    namespace: storedNamespace(context, stringOf(message, 'namespace')),
    tags: fieldOf(message, 'tags') as Record<string, string>,
  };
};

/** Answers POST /pipelines. @throws ApiError. */
export const createPipeline = async (
  context: KfpContext,
  request: ApiRequest,
) => {
  const message = messageOf(request, pipelineMessage);
  const pipeline = wrappingSync(
    'Failed to create a pipeline as pipeline conversion failed',
    () => newPipeline(context, message),
  );
  return wrapping(
    'Failed to create a pipeline due to server error',
    async () => {
      if (pipeline.name === '') throw invalidInput('name is required');
      const { namespace } = pipeline;
      await context.access.check(request, {
        resource: 'pipelines',
        verb: 'create',
        namespace,
      });
      checkTags(pipeline.tags);
      return wrappingSync('Failed to create a pipeline in PipelineStore', () =>
        renderPipeline(insertPipeline(context, pipeline)),
      );
    },
  );
};

/** The emulator downloads nothing: a loopback or unreachable URL fails on the real server in this way too. */
export const createPipelineFromUrl = (
  context: KfpContext,
  request: ApiRequest,
): object => {
  const message = messageOf(request, createPipelineAndVersionMessage);
  wrappingSync(
    'Failed to create a pipeline due to pipeline conversion error',
    () => newPipeline(context, fieldOf(message, 'pipeline')),
  );
  const url = stringOf(
    fieldOf(fieldOf(message, 'pipeline_version'), 'package_url'),
    'pipeline_url',
  );
  throw (
    /^(https?:\/)?\//.test(url)
      ? invalidInput('Pipeline URL validation failed')
      : invalidInput(`invalid pipeline spec URL: ${url}`)
  ).wrap('Failed to create a pipeline');
};
