import type { KfpContext } from './context';
import { ApiError, invalidInput, notFound, wrappingSync } from './errors';
import { latestVersion, versionOf } from './lookups';
import type { Message } from './protoJson';
import { fieldOf, stringOf } from './router';
import type { PipelineSource, VersionRow } from './rows';
import { templateOfStruct, type Template } from './template';

/** The source that a run or recurring run names; the deprecated `pipeline_version_id` is not looked at. */
export const sourceOf = (message: Message): PipelineSource => {
  const reference = fieldOf(message, 'pipeline_version_reference');
  return {
    pipelineId: stringOf(reference, 'pipeline_id'),
    pipelineVersionId: stringOf(reference, 'pipeline_version_id'),
    spec: message.pipeline_spec as Record<string, unknown> | undefined,
  };
};

const latestOf = (context: KfpContext, pipelineId: string): VersionRow => {
  if (!context.store.pipelines.get(pipelineId)) {
    throw notFound('Pipeline', pipelineId).wrap(
      'Failed to get the latest pipeline version as pipeline was not found',
    );
  }
  const latest = latestVersion(context, pipelineId);
  if (latest) return latest;
  throw notFound('PipelineVersion', pipelineId).wrap(
    'Failed to get the latest pipeline version for a pipeline',
  );
};

const versionFor = (
  context: KfpContext,
  { pipelineId = '', pipelineVersionId = '' }: PipelineSource,
): VersionRow | undefined => {
  const fetched = 'Failed to fetch a pipeline version and its manifest from';
  if (pipelineVersionId !== '') {
    const version = wrappingSync(
      `${fetched} pipeline version ${pipelineVersionId}`,
      () => versionOf(context, pipelineVersionId),
    );
    if (pipelineId !== '' && version.pipelineId !== pipelineId) {
      throw invalidInput(
        `Pipeline version ${pipelineVersionId} belongs to pipeline ${version.pipelineId} (not ${pipelineId})`,
      );
    }
    return version;
  }
  if (pipelineId === '') return undefined;
  return wrappingSync(`${fetched} pipeline ${pipelineId}`, () =>
    latestOf(context, pipelineId),
  );
};

/** A pipeline, and the source as it is stored: the version id is filled in. */
export interface ResolvedSource {
  readonly template: Template;
  readonly source: PipelineSource;
}

/** The pipeline of a source; a pipeline without a version means its latest one. @throws ApiError 3 or 5. */
export const resolveSource = (
  context: KfpContext,
  source: PipelineSource,
): ResolvedSource => {
  const version = wrappingSync(
    'Failed to fetch a template due to error retrieving pipeline version',
    () => versionFor(context, source),
  );
  if (version) {
    return {
      template: version.template,
      source: {
        pipelineId: version.pipelineId,
        pipelineVersionId: version.id,
      },
    };
  }
  const { spec } = source;
  if (!spec) {
    throw invalidInput(
      'Failed to fetch a template with an empty pipeline spec manifest',
    );
  }
  return {
    source: { spec },
    template: wrappingSync(
      'Failed to fetch a template with an invalid pipeline spec manifest',
      () => templateOfStruct(spec),
    ),
  };
};

/** An {@link ApiError} turned into KFP's 500: the reason stays in `message` only. */
export const asInternal = <T>(context: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw error instanceof ApiError
      ? new ApiError(
          13,
          `InternalServerError: ${context}: ${error.message}`,
          'Internal Server Error',
        )
      : error;
  }
};

/** `pipeline_version_reference` or `pipeline_spec` of an answer. */
export const renderSource = (
  source: PipelineSource,
): Record<string, unknown> => {
  const { pipelineId, pipelineVersionId, spec } = source;
  if (!pipelineId && !pipelineVersionId) {
    return spec ? { pipeline_spec: spec } : {};
  }
  return {
    pipeline_version_reference: {
      ...(pipelineId && { pipeline_id: pipelineId }),
      ...(pipelineVersionId && { pipeline_version_id: pipelineVersionId }),
    },
  };
};

/** `runtime_config` of an answer, absent when it says nothing. */
export const renderConfig = (config: {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly pipelineRoot: string;
}): Record<string, unknown> => {
  const hasParameters = Object.keys(config.parameters).length > 0;
  if (!hasParameters && config.pipelineRoot === '') return {};
  return {
    runtime_config: {
      ...(hasParameters && { parameters: config.parameters }),
      ...(config.pipelineRoot !== '' && { pipeline_root: config.pipelineRoot }),
    },
  };
};

/** `runtime_config` of a request. */
export const configOf = (message: Message) => {
  const config = fieldOf(message, 'runtime_config');
  return {
    parameters: fieldOf(config, 'parameters'),
    pipelineRoot: stringOf(config, 'pipeline_root'),
  };
};
