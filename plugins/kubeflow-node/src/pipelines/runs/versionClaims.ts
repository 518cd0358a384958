import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Pipeline, PipelinesClient, PipelineVersion } from '../model';
import { isTaken } from './answers';
import { parseClaim } from './claim';
import type { Claim, ClaimStore, StoredClaim } from './claim';
import { findOrCreate } from './findOrCreate';

/** Pipeline whose versions are claims. It is never run. */
export const CLAIMS_PIPELINE = 'kubeflow-fleet-claims';

// KFP checks that an upload is a pipeline; this is the least that it takes.
const CLAIM_TEXT = `# Versions of this pipeline are claims on runs; it is never run.
components:
  comp-claim:
    executorLabel: exec-claim
deploymentSpec:
  executors:
    exec-claim:
      container:
        command: ['true']
        image: busybox
pipelineInfo:
  name: kubeflow-fleet-claims
root:
  dag:
    tasks:
      claim:
        cachingOptions: {}
        componentRef:
          name: comp-claim
        taskInfo:
          name: claim
schemaVersion: 2.1.0
sdkVersion: kfp-2.17.0
`;

const nameOf = (slug: string, fence: number) => `${slug}-${fence}`;

const parseDescription = (text: string | undefined): Claim | undefined => {
  try {
    const fields: unknown = JSON.parse(text ?? '');
    return fields && typeof fields === 'object'
      ? parseClaim(fields as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

const stored = (version: PipelineVersion, subject: string): StoredClaim => {
  const claim = parseDescription(version.description);
  if (!claim) {
    throw new KubeflowError('ConflictError', {
      subject,
      fact: `version '${version.name}' of pipeline '${CLAIMS_PIPELINE}' is not a claim of a run`,
      reason: 'ForeignClaim',
      remedy: 'Delete that version',
    });
  }
  return { ...claim, version: version.pipelineVersionId };
};

/**
 * Claims as uniquely named versions of a pipeline of their own, for clusters of which only the KFP
 * API can be reached. A version can not be changed, so each change of a claim is the next version:
 * `<slug>-1`, `<slug>-2`…; the database lets one caller create each.
 */
export const createVersionClaims = (pipelines: PipelinesClient): ClaimStore => {
  let home: Promise<Pipeline> | undefined;
  const claimsPipeline = async (): Promise<string> => {
    home ??= findOrCreate(
      () => pipelines.findPipeline(CLAIMS_PIPELINE),
      () =>
        pipelines.createPipeline(
          CLAIMS_PIPELINE,
          'Claims on runs, kept by Kubeflow Fleet',
        ),
    );
    try {
      return (await home).pipelineId;
    } catch (error) {
      home = undefined;
      throw error;
    }
  };

  const upload = async (claim: Claim): Promise<StoredClaim | undefined> => {
    const pipelineId = await claimsPipeline();
    try {
      const version = await pipelines.uploadVersion({
        pipelineId,
        name: nameOf(claim.slug, claim.fence),
        description: JSON.stringify(claim),
        text: CLAIM_TEXT,
      });
      return { ...claim, version: version.pipelineVersionId };
    } catch (error) {
      if (isTaken(error)) return undefined;
      throw error;
    }
  };

  return {
    async read(slug) {
      const pipelineId = await claimsPipeline();
      let newest: PipelineVersion | undefined;
      for (let fence = 1; ; fence += 1) {
        const next = await pipelines.findVersion(
          pipelineId,
          nameOf(slug, fence),
        );
        if (!next) return newest && stored(newest, pipelines.subject);
        newest = next;
      }
    },
    create: upload,
    replace: (previous, next) => upload({ ...next, fence: previous.fence + 1 }),
  };
};
