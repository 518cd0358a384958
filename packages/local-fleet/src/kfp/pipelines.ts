import { storedNamespace, type KfpContext } from './context';
import { invalidInput, notFound, wrappingSync } from './errors';
import { extractTags } from './filter';
import { guardedBy } from './guardedRoute';
import { invalidListOptions, listAnswer, listCall } from './listCall';
import { latestVersion, pipelineOf } from './lookups';
import { pipelineMessage } from './messages';
import { pipelineListing, renderPipeline } from './pipelineAnswer';
import { createPipeline, createPipelineFromUrl } from './pipelineCreation';
import {
  boolOf,
  messageOf,
  stringOf,
  textOf,
  type ApiRequest,
  type Route,
} from './router';
import { collated } from './store';
import { changedTags, hasTags } from './tags';

const list = async (context: KfpContext, request: ApiRequest) => {
  const namespace = storedNamespace(context, textOf(request, 'namespace'));
  const { filter, tags } = wrappingSync(
    'Failed to list pipelines due to invalid tag filter in filter spec',
    () => extractTags(textOf(request, 'filter')),
  );
  const page = await listCall(request, {
    listing: pipelineListing,
    filter,
    what: 'pipelines',
    optionsContext: invalidListOptions(request, 'pipelines', filter),
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
      const tags = changedTags(message, 'Failed to update pipeline');
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
  const checked = guardedBy(context, {
    resource: 'pipelines',
    parameter: 'pipeline_id',
    namespaceOf: id => pipelineOf(context, id).namespace,
  });
  return [
    { method: 'POST', path: base, handle: r => createPipeline(context, r) },
    { method: 'GET', path: base, handle: r => list(context, r) },
    {
      method: 'POST',
      path: `${base}/create`,
      handle: r => createPipelineFromUrl(context, r),
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
