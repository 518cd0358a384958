import { randomUUID } from 'node:crypto';
import { nowInSeconds, timestamp } from './clock';
import { storedNamespace, type KfpContext } from './context';
import {
  alreadyExists,
  internal,
  invalidInput,
  notFound,
  wrapping,
  wrappingSync,
} from './errors';
import { extractTags } from './filter';
import { latestVersion, pipelineOf } from './lookups';
import { listAnswer, listCall } from './listCall';
import type { Listing } from './listing';
import { createPipelineAndVersionMessage, pipelineMessage } from './messages';
import type { Message } from './protoJson';
import {
  boolOf,
  fieldOf,
  intOf,
  messageOf,
  stringOf,
  textOf,
  withoutDefaults,
  type ApiRequest,
  type Route,
} from './router';
import type { PipelineRow } from './rows';
import { collated } from './store';
import { checkTags, hasTags, tagFields } from './tags';

const COLUMNS: Readonly<Record<string, keyof PipelineRow>> = {
  UUID: 'id',
  Name: 'name',
  DisplayName: 'displayName',
  CreatedAtInSec: 'createdAt',
  Description: 'description',
  Namespace: 'namespace',
};

const listing: Listing<PipelineRow> = {
  model: 'Pipeline',
  prefix: 'pipelines.',
  fields: {
    id: 'UUID',
    pipeline_id: 'UUID',
    name: 'Name',
    display_name: 'DisplayName',
    created_at: 'CreatedAtInSec',
    description: 'Description',
    namespace: 'Namespace',
  },
  column: (row, column) => row[COLUMNS[column] ?? 'id'] as string | number,
};

/** A pipeline as the API shows it. */
export const renderPipeline = (row: PipelineRow): Record<string, unknown> => ({
  ...withoutDefaults({
    pipeline_id: row.id,
    display_name: row.displayName,
    name: row.name,
    description: row.description,
    created_at: timestamp(row.createdAt),
    namespace: row.namespace,
  }),
  ...tagFields(row.tags),
});

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

const create = async (context: KfpContext, request: ApiRequest) => {
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
const createFromUrl = (context: KfpContext, request: ApiRequest): object => {
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

const list = async (context: KfpContext, request: ApiRequest) => {
  const namespace = storedNamespace(context, textOf(request, 'namespace'));
  const { filter, tags } = wrappingSync(
    'Failed to list pipelines due to invalid tag filter in filter spec',
    () => extractTags(textOf(request, 'filter')),
  );
  const page = await listCall(request, {
    listing,
    filter,
    what: 'pipelines',
    optionsContext: `Failed to list pipelines due invalid list options: pageToken: ${textOf(
      request,
      'page_token',
    )}, pageSize: ${intOf(request, 'page_size')}, sortBy: ${textOf(
      request,
      'sort_by',
    )}, filter: ${filter}`,
    contexts: [
      `Failed to list pipelines in namespace ${namespace}. Check error stack`,
      `Failed to list pipelines with context, options`,
    ],
    rows: async () => {
      await context.access.check(request, {
        resource: 'pipelines',
        verb: 'list',
        namespace,
      });
      return [...context.store.pipelines.values()].filter(
        row => row.namespace === namespace && hasTags(row, tags),
      );
    },
  });
  return listAnswer('pipelines', page, renderPipeline);
};

const getByName = async (context: KfpContext, request: ApiRequest) => {
  const name = request.params.name ?? '';
  const asked = textOf(request, 'namespace');
  const namespace = storedNamespace(context, asked);
  await context.access.check(request, {
    resource: 'pipelines',
    verb: 'get',
    namespace,
  });
  const row = context.store.pipelines.by(
    'name',
    `${namespace}/${collated(name)}`,
  )[0];
  if (row) return renderPipeline(row);
  throw notFound('Namespace/Pipeline', `${namespace}/${name}`)
    .wrap(`Failed to get a pipeline named ${name} in namespace ${namespace}`)
    .wrap(
      `Failed to get a pipeline with name ${name} and namespace ${asked}. Check error stack.`,
    );
};

const update = (context: KfpContext, id: string, request: ApiRequest) => {
  const message = messageOf(request, pipelineMessage);
  const row = context.store.pipelines.get(id);
  return wrappingSync(
    `Failed to update pipeline ${id}. Check error stack`,
    () => {
      if (!row) throw notFound('Pipeline', id);
      const tags = message.tags as Record<string, string> | undefined;
      if (tags) {
        wrappingSync('Failed to update pipeline', () => checkTags(tags));
      }
      return renderPipeline(
        context.store.pipelines.put({
          ...row,
          displayName: stringOf(message, 'display_name') || row.displayName,
          tags: tags ?? row.tags,
        }),
      );
    },
  );
};

const remove = (context: KfpContext, id: string, request: ApiRequest) => {
  const { pipelines, versions } = context.store;
  return wrappingSync(
    `Failed to delete pipeline ${id}. Check error stack`,
    () => {
      if (!pipelines.get(id)) {
        throw notFound('Pipeline', id).wrap(
          `Failed to delete pipeline with id ${id} as it was not found`,
        );
      }
      const latest = latestVersion(context, id);
      if (latest && !boolOf(request, 'cascade')) {
        throw invalidInput(
          `Failed to delete pipeline with id ${id} as it has existing pipeline versions (e.g. ${latest.id}). Set cascade=true to delete all versions`,
        );
      }
      versions
        .by('pipeline', id)
        .forEach(version => versions.delete(version.id));
      pipelines.delete(id);
      return {};
    },
  );
};

/** `/apis/v2beta1/pipelines`, without uploads and versions. */
export const pipelineRoutes = (context: KfpContext): readonly Route[] => {
  const base = '/apis/v2beta1/pipelines';
  const one = `${base}/{pipeline_id}`;
  const checked =
    (verb: string, work: (id: string, request: ApiRequest) => object) =>
    async (request: ApiRequest) => {
      const id = request.params.pipeline_id ?? '';
      if (context.multiUser) {
        await context.access.check(request, {
          resource: 'pipelines',
          verb,
          namespace: pipelineOf(context, id).namespace,
        });
      }
      return work(id, request);
    };
  return [
    { method: 'POST', path: base, handle: r => create(context, r) },
    { method: 'GET', path: base, handle: r => list(context, r) },
    {
      method: 'POST',
      path: `${base}/create`,
      handle: r => createFromUrl(context, r),
    },
    {
      method: 'GET',
      path: `${base}/names/{name}`,
      handle: r => getByName(context, r),
    },
    {
      method: 'GET',
      path: one,
      handle: checked('get', id =>
        wrappingSync(`Failed to get a pipeline ${id}. Check error stack`, () =>
          renderPipeline(pipelineOf(context, id)),
        ),
      ),
    },
    {
      method: 'PATCH',
      path: one,
      handle: checked('update', (id, r) => update(context, id, r)),
    },
    {
      method: 'DELETE',
      path: one,
      handle: checked('delete', (id, r) => remove(context, id, r)),
    },
  ];
};
