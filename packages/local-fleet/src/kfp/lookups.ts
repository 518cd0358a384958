import type { KfpContext } from './context';
import { notFound } from './errors';
import type { ExperimentRow, PipelineRow, RunRow, VersionRow } from './rows';

/** The experiment of this id. @throws ApiError 5. */
export const experimentOf = (
  { store }: KfpContext,
  id: string,
): ExperimentRow => {
  const row = store.experiments.get(id);
  if (!row) throw notFound('Experiment', id);
  return row;
};

/** The pipeline of this id. @throws ApiError 5. */
export const pipelineOf = ({ store }: KfpContext, id: string): PipelineRow => {
  const row = store.pipelines.get(id);
  if (!row) {
    throw notFound('Pipeline', id).wrap(
      `Failed to get a pipeline with id ${id}`,
    );
  }
  return row;
};

/** The newest version; within one second the one of the greatest id, as "latest" is no better defined. */
export const latestVersion = (
  { store }: KfpContext,
  pipelineId: string,
): VersionRow | undefined =>
  store.versions
    .by('pipeline', pipelineId)
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))[0];

/** The version of this id, whatever pipeline it belongs to. @throws ApiError 5. */
export const versionOf = ({ store }: KfpContext, id: string): VersionRow => {
  const row = store.versions.get(id);
  if (!row) {
    throw notFound('PipelineVersion', id).wrap(
      `Failed to get a pipeline version with id ${id}`,
    );
  }
  return row;
};

/** The run of this id. @throws ApiError 5. */
export const runOf = ({ store }: KfpContext, id: string): RunRow => {
  const row = store.runs.get(id);
  if (!row) throw notFound('Run', id).wrap(`Failed to fetch run ${id}`);
  return row;
};

/** Namespace of an experiment; empty in single-user mode. @throws ApiError 5 for an unknown experiment. */
export const namespaceOfExperiment = (
  { store }: KfpContext,
  id: string,
): string => {
  const row = store.experiments.get(id);
  if (row) return row.namespace;
  throw notFound('Experiment', id).wrap(
    `Failed to fetch namespace from experiment ${id}`,
  );
};
