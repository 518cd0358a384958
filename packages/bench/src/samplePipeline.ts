import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  parseCompiledPipeline,
  patchPipeline,
  type RunSubmission,
} from '@kubeflow-fleet/plugin-kubeflow-node';

/** The compiled pipeline that every subject submits. */
export const PIPELINE_FILE = path.resolve(
  __dirname,
  '../../local-fleet/pipelines/churn_training.yaml',
);

const compiled = parseCompiledPipeline(readFileSync(PIPELINE_FILE, 'utf8'), {
  path: PIPELINE_FILE,
});

// A cached task takes no time, and the benches are about time.
const pipeline = patchPipeline(compiled, { caching: false });

/** Of the wait benches: how its tasks depend on each other. */
export const { graph } = pipeline;

/** A submission that no other one shares. */
export const submissionOf = (key: string): RunSubmission => ({
  pipeline,
  pipelineName: pipeline.name,
  experiment: 'bench',
  runName: 'bench',
  parameters: {},
  key,
  origin: {
    repository: 'acme/churn',
    commit: '4f1c2ab7d0e9835566778899aabbccddeeff0011',
    workflowRunUrl: 'https://github.com/acme/churn/actions/runs/1',
    workflowRunId: '1',
    attempt: 1,
    actor: 'octocat',
  },
});
