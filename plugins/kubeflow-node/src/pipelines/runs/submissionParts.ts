import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { PipelinesClient, PipelineVersion } from '../model';
import type { CompiledPipeline } from '../compiledPipeline';
import { isTaken, meaningOf } from './answers';
import type { RunOrigin } from './contract';
import { findOrCreate } from './findOrCreate';
import type { Patience } from './patience';
import { contentHashOf, describeVersion, versionTags } from './stamps';

/** What a run stands on. Each is looked for or made at its first call, once. */
export interface SubmissionParts {
  experimentId(): Promise<string>;
  pipelineId(): Promise<string>;
  /** One version per content hash, whose name it is. */
  versionId(): Promise<string>;
}

export interface PartsOptions {
  readonly pipelines: PipelinesClient;
  readonly pipeline: CompiledPipeline;
  readonly pipelineName: string;
  readonly experiment: string;
  readonly origin: RunOrigin;
  readonly patience: Patience;
}

// Above this, an upload that may be a 409 costs more than the round trip that it saves.
const BLIND_UPLOAD_LIMIT = 512 * 1024;

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    if (!made) {
      made = make();
      // Whoever awaits it sees the failure; until then it is not unhandled.
      made.catch(() => undefined);
    }
    return made;
  };
};

const differs = (
  options: PartsOptions,
  version: PipelineVersion,
): KubeflowError => {
  const theirs = contentHashOf(version);
  return new KubeflowError('ConflictError', {
    subject: options.pipelines.subject,
    fact: `version '${version.name}' of pipeline '${
      options.pipelineName
    }' exists with other content: ${
      theirs ? `hash ${theirs}` : 'no content hash recorded'
    }, ours is ${options.pipeline.contentHash}`,
    reason: 'VersionContentDiffers',
    remedy: `Delete that version, or submit under another pipeline name`,
  });
};

const uploadOrReuse = async (
  options: PartsOptions,
  pipelineId: string,
): Promise<PipelineVersion> => {
  const { pipelines, pipeline, origin } = options;
  const name = pipeline.contentHash;
  const find = () => pipelines.findVersion(pipelineId, name);
  const upload = () =>
    pipelines.uploadVersion({
      pipelineId,
      name,
      description: describeVersion(origin, pipeline.contentHash),
      tags: versionTags(origin, pipeline.contentHash),
      text: pipeline.text,
    });
  if (pipeline.text.length <= BLIND_UPLOAD_LIMIT) {
    return findOrCreate(find, upload);
  }
  const found = await find();
  if (found) return found;
  try {
    return await upload();
  } catch (error) {
    const now =
      isTaken(error) || meaningOf(error) === 'uncertain'
        ? await find()
        : undefined;
    if (now) return now;
    throw error;
  }
};

/**
 * See {@link SubmissionParts}. Looking and creating go out together, so that each part costs one
 * round trip, new or not; names that exist are a harmless 409.
 */
export const createParts = (options: PartsOptions): SubmissionParts => {
  const { pipelines, patience, pipelineName, experiment } = options;
  const experimentId = once(async () => {
    const { experimentId: id } = await patience.persist(() =>
      findOrCreate(
        () => pipelines.findExperiment(experiment),
        () => pipelines.createExperiment(experiment),
      ),
    );
    return id;
  });
  const pipelineId = once(async () => {
    const { pipelineId: id } = await patience.persist(() =>
      findOrCreate(
        () => pipelines.findPipeline(pipelineName),
        () =>
          pipelines.createPipeline(pipelineName, options.pipeline.description),
      ),
    );
    return id;
  });
  const versionId = once(async () => {
    const parent = await pipelineId();
    const version = await patience.persist(() =>
      uploadOrReuse(options, parent),
    );
    if (contentHashOf(version) !== options.pipeline.contentHash) {
      throw differs(options, version);
    }
    return version.pipelineVersionId;
  });
  return { experimentId, pipelineId, versionId };
};
