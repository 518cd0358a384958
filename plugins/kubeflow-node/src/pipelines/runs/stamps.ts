import { STAMPS } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { PipelineVersion } from '../model';
import type { RunOrigin } from './contract';

const CONTENT_HASH = 'kubeflow-fleet/content-hash';
const LONGEST_TAG = 63;

const lines = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value.replace(/\s+/g, ' ')}`)
    .join('\n');

const originFields = (origin: RunOrigin) => ({
  [STAMPS.repository]: origin.repository,
  [STAMPS.commit]: origin.commit,
  [STAMPS.workflowRun]: `${origin.workflowRunUrl} (attempt ${origin.attempt})`,
  [STAMPS.actor]: origin.actor,
});

/** Where a run or schedule came from, one `name: value` a line, the key last. */
export const describeOrigin = (origin: RunOrigin, key: string): string =>
  lines({ ...originFields(origin), [STAMPS.submissionKey]: key });

/** Description of a pipeline version: the origin of its first upload, and its content's hash. */
export const describeVersion = (
  origin: RunOrigin,
  contentHash: string,
): string => lines({ ...originFields(origin), [CONTENT_HASH]: contentHash });

/** Tags of a pipeline version (KFP 2.17 and later; older servers ignore them). KFP takes 63 characters. */
export const versionTags = (
  origin: RunOrigin,
  contentHash: string,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      [STAMPS.repository]: origin.repository,
      [STAMPS.commit]: origin.commit,
      [STAMPS.workflowRun]: origin.workflowRunId,
      [STAMPS.actor]: origin.actor,
      [CONTENT_HASH]: contentHash,
    }).map(([name, value]) => [name, value.slice(-LONGEST_TAG)]),
  );

/** The value stamped into a description under this name. */
export const stampIn = (
  description: string | undefined,
  name: string,
): string | undefined =>
  description
    ?.split('\n')
    .find(line => line.startsWith(`${name}: `))
    ?.slice(name.length + 2)
    .trim();

/** Hash of the content that a version says it has; undefined for a version of someone else. */
export const contentHashOf = (version: PipelineVersion): string | undefined =>
  stampIn(version.description, CONTENT_HASH) ?? version.tags[CONTENT_HASH];
