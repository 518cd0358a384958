import type { CompiledPipeline } from '../../compiledPipeline';
import type { RunOrigin, RunSubmission } from '../contract';

export const samplePipeline: CompiledPipeline = {
  name: 'train',
  inputs: [],
  graph: {
    tasks: [
      { id: 'prep', name: 'prep', kind: 'container', dependsOn: [] },
      { id: 'train', name: 'train', kind: 'container', dependsOn: ['prep'] },
      {
        id: 'deploy',
        name: 'deploy',
        kind: 'container',
        dependsOn: ['train'],
      },
    ],
  },
  documents: { spec: {} },
  text: 'pipelineInfo: {name: train}\n',
  contentHash: '0123456789ab',
};

export const sampleOrigin: RunOrigin = {
  repository: 'acme/ml',
  commit: 'c0ffee0000000000000000000000000000000000',
  workflowRunUrl: 'https://github.com/acme/ml/actions/runs/42',
  workflowRunId: '42',
  attempt: 1,
  actor: 'octocat',
};

/** A submission of the sample pipeline; `origin` and the rest can be changed. */
export const sampleSubmission = (
  change: Partial<Omit<RunSubmission, 'origin'>> & {
    readonly origin?: Partial<RunOrigin>;
  } = {},
): RunSubmission => ({
  pipeline: samplePipeline,
  pipelineName: 'train',
  experiment: 'nightly',
  runName: 'train',
  parameters: { epochs: 3 },
  key: 'aaaabbbbccccdddd',
  ...change,
  origin: { ...sampleOrigin, ...change.origin },
});
