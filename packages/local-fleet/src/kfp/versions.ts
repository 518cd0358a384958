import { randomUUID } from 'node:crypto';
import { nowInSeconds, timestamp } from './clock';
import type { KfpContext } from './context';
import {
  alreadyExists,
  invalidInput,
  notFound,
  wrapping,
  wrappingSync,
} from './errors';
import { extractTags } from './filter';
import { pipelineOf, versionOf } from './lookups';
import { guardedBy } from './guardedRoute';
import { invalidListOptions, listAnswer, listCall } from './listCall';
import type { Listing } from './listable';
import { pipelineVersionMessage } from './messages';
import {
  fieldOf,
  messageOf,
  stringOf,
  textOf,
  withoutDefaults,
  type ApiRequest,
  type Route,
} from './router';
import type { VersionRow } from './rows';
import { collated } from './store';
import { changedTags, checkTags, hasTags, tagFields } from './tags';
import { structOf } from './template';

const listing: Listing<VersionRow> = {
  model: 'PipelineVersion',
  prefix: 'pipeline_versions.',
  fields: {
    id: 'UUID',
    pipeline_version_id: 'UUID',
    name: 'Name',
    display_name: 'DisplayName',
    created_at: 'CreatedAtInSec',
    status: 'Status',
    description: 'Description',
    pipeline_spec: 'PipelineSpec',
  },
  column: (row, column) => {
    switch (column) {
      case 'Name':
        return row.name;
      case 'DisplayName':
        return row.displayName;
      case 'CreatedAtInSec':
        return row.createdAt;
      case 'Status':
        return 'READY';
      case 'Description':
        return row.description;
      case 'PipelineSpec':
        return JSON.stringify(structOf(row.template));
      default:
        return row.id;
    }
  },
};

/** A version as the API shows it. */
export const renderVersion = (row: VersionRow): Record<string, unknown> => ({
  ...withoutDefaults({
    pipeline_id: row.pipelineId,
    pipeline_version_id: row.id,
    display_name: row.displayName,
    name: row.name,
    description: row.description,
    created_at: timestamp(row.createdAt),
    package_url: row.packageUrl && { pipeline_url: row.packageUrl },
    pipeline_spec: structOf(row.template),
  }),
  ...tagFields(row.tags),
});

/** A version that is not stored yet. */
export type NewVersion = Omit<VersionRow, 'id' | 'createdAt'>;

/** Stores a version. @throws ApiError 3 for its tags, 6 when the name is taken in the pipeline. */
export const insertVersion = (
  { store, clock }: KfpContext,
  version: NewVersion,
): VersionRow => {
  checkTags(version.tags);
  const name = `${version.pipelineId}/${collated(version.name)}`;
  if (store.versions.by('name', name).length > 0) {
    throw alreadyExists(
      `Failed to create a new pipeline version. The name ${version.name} already exist. Specify a new name`,
    ).wrap('Failed to create pipeline version in PipelineStore');
  }
  return store.versions.put({
    id: randomUUID(),
    ...version,
    createdAt: nowInSeconds(clock),
  });
};

const list = async (context: KfpContext, request: ApiRequest) => {
  const id = request.params.pipeline_id ?? '';
  const { filter, tags } = wrappingSync(
    'Failed to list pipeline versions due to invalid tag filter in filter spec',
    () => extractTags(textOf(request, 'filter')),
  );
  const outer = `Failed to list pipeline versions for pipeline ${id}`;
  const page = await listCall(request, {
    listing,
    filter,
    what: 'pipeline versions',
    optionsContext: invalidListOptions(request, 'pipeline versions', filter),
    contexts: [
      outer,
      `Failed to list pipeline versions with pipeline id ${id}, options`,
    ],
    rows: () =>
      wrapping(outer, async () => {
        const { namespace } = wrappingSync(
          `Failed to list pipeline versions due to error fetching the namespace for pipeline ${id}: Failed to get namespace for pipeline id ${id}`,
          () => pipelineOf(context, id),
        );
        await context.access.check(request, {
          resource: 'pipelines',
          verb: 'list',
          namespace,
        });
        return context.store.versions
          .by('pipeline', id)
          .filter(row => hasTags(row, tags));
      }),
  });
  return listAnswer('pipeline_versions', page, renderVersion);
};

/** Versions come by upload: the emulator downloads nothing, so a URL always fails its check. */
const createFromUrl = (request: ApiRequest): object => {
  const message = messageOf(request, pipelineVersionMessage);
  const problem = (text: string) =>
    invalidInput(`Failed to create a pipeline version. ${text}`);
  if (!message.package_url) throw problem('Package URL is nil');
  const url = stringOf(fieldOf(message, 'package_url'), 'pipeline_url');
  if (url === '') throw problem('Package URL is empty');
  if (stringOf(message, 'pipeline_id') === '') {
    throw problem('Parent pipeline id is empty');
  }
  throw invalidInput('Pipeline URL validation failed').wrap(
    'Failed to create a pipeline version. Check error stack',
  );
};

const update = ({ store }: KfpContext, id: string, request: ApiRequest) => {
  const message = messageOf(request, pipelineVersionMessage);
  return wrappingSync(
    `Failed to update pipeline version ${id}. Check error stack`,
    () => {
      const row = store.versions.get(id);
      if (!row) throw notFound('PipelineVersion', id);
      const tags = changedTags(message, 'Failed to update pipeline version');
      return renderVersion(
        store.versions.put({
          ...row,
          displayName: stringOf(message, 'display_name') || row.displayName,
          tags: tags ?? row.tags,
        }),
      );
    },
  );
};

const remove = ({ store }: KfpContext, id: string, request: ApiRequest) => {
  const { pipeline_id: pipelineId = '' } = request.params;
  if (!store.versions.get(id)) {
    throw notFound('PipelineVersion', id)
      .wrap(
        `Failed to delete pipeline version with id ${id} as it was not found`,
      )
      .wrap(
        `Failed to delete a pipeline version id ${id} under pipeline id ${pipelineId}. Check error stack`,
      );
  }
  store.versions.delete(id);
  return {};
};

/** `/apis/v2beta1/pipelines/{id}/versions`; the pipeline id of a single version's path is not looked at. */
export const versionRoutes = (context: KfpContext): readonly Route[] => {
  const base = '/apis/v2beta1/pipelines/{pipeline_id}/versions';
  const one = `${base}/{pipeline_version_id}`;
  const checked = guardedBy(context, {
    resource: 'pipelines',
    parameter: 'pipeline_version_id',
    namespaceOf: id => {
      const version = context.store.versions.get(id);
      return version && pipelineOf(context, version.pipelineId).namespace;
    },
  });
  return [
    { method: 'GET', path: base, handle: r => list(context, r) },
    { method: 'POST', path: base, handle: createFromUrl },
    {
      method: 'GET',
      path: one,
      handle: checked('get', id =>
        wrappingSync(`Failed to get a pipeline version ${id}`, () =>
          renderVersion(versionOf(context, id)),
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
