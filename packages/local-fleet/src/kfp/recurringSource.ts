import { compileWorkflow } from './compiler';
import type { KfpContext } from './context';
import { ApiError, notFound, wrappingSync } from './errors';
import { latestVersion } from './lookups';
import { checkParameters } from './parameters';
import { asInternal, resolveSource } from './pipelineSource';
import type { PipelineSource, RuntimeConfig } from './rows';

const checkLatest = (
  context: KfpContext,
  pipelineId: string,
  config: RuntimeConfig,
): void => {
  if (!context.store.pipelines.get(pipelineId)) {
    throw notFound('Pipeline', pipelineId).wrap(
      'Failed to get the latest template as pipeline was not found',
    );
  }
  const template = latestVersion(context, pipelineId)?.template;
  if (!template) {
    throw notFound('PipelineVersion', pipelineId).wrap(
      'Failed to get the latest template for a pipeline',
    );
  }
  if (template.kind === 'v2') checkParameters(template.spec, config.parameters);
};

/**
 * Checks the pipeline of a recurring run. A pipeline without a version stays without one: each firing takes the
 * latest then, and only the inputs are checked now.
 *
 * @throws ApiError 2, 3, 5 or 13.
 */
export const checkRecurringSource = (
  context: KfpContext,
  source: PipelineSource,
  config: RuntimeConfig,
): PipelineSource => {
  const pinned = source.pipelineVersionId || source.spec;
  if (!pinned && !source.pipelineId) {
    throw new ApiError(2, 'Cannot create a job with an empty pipeline ID');
  }
  if (!pinned) {
    wrappingSync(
      'Failed to validate the input parameters on the latest pipeline version',
      () => checkLatest(context, source.pipelineId ?? '', config),
    );
    return { pipelineId: source.pipelineId };
  }
  const resolved = asInternal(
    'Failed to create a recurring run with an invalid pipeline spec manifest',
    () => resolveSource(context, source),
  );
  const { template } = resolved;
  wrappingSync(
    'Failed to create a recurring run during scheduled workflow creation',
    () => {
      if (template.kind === 'v1') return;
      wrappingSync('invalid pipeline job inputs', () =>
        checkParameters(template.spec, config.parameters),
      );
      wrappingSync('Failed to compile job', () =>
        compileWorkflow(template, {
          runId: '',
          displayName: '',
          namespace: '',
          serviceAccount: '',
          ...config,
        }),
      );
    },
  );
  return resolved.source;
};
