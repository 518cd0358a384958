import path from 'node:path';
import {
  describeLive,
  pythonEnvironment,
  pythonEnvironments,
} from '@kubeflow-fleet/local-fleet';
import { parseCompiledPipeline } from '@kubeflow-fleet/plugin-kubeflow-node';
import { compilePython } from './compilePython';
import { openSubmitLane, type SubmitLane } from './submitLane.test.fixture';

const PIPELINES = path.resolve(
  __dirname,
  '../../../packages/local-fleet/pipelines',
);

describeLive(`with the real SDK, ${pythonEnvironments.kfp}`, () => {
  let searchPath: string;
  beforeAll(async () => {
    searchPath = `${await pythonEnvironment('kfp')}:${process.env.PATH}`;
  }, 600_000);

  let lane: SubmitLane | undefined;
  afterEach(() => lane?.close());

  it('compiles a pipeline in Python', async () => {
    const text = await compilePython({
      file: path.join(PIPELINES, 'churn_training.py'),
      path: 'churn_training.py',
      environment: { ...process.env, PATH: searchPath },
    });
    const pipeline = parseCompiledPipeline(text, { path: 'pipeline.yaml' });
    expect(pipeline.name).toBe('churn-training');
    expect(pipeline.graph.tasks.map(({ name }) => name).sort()).toEqual([
      'evaluate',
      'prepare',
      'train',
    ]);
  }, 120_000);

  it('submits it by the built action', async () => {
    lane = await openSubmitLane();
    lane.copy(path.join(PIPELINES, 'churn_training.py'), 'train.py');
    const result = await lane.submit(
      { 'pipeline-file': 'train.py' },
      { env: { PATH: searchPath } },
    );
    expect(result.annotations).toEqual([]);
    expect(result.outputs['run-state']).toBe('SUCCEEDED');
  }, 120_000);

  it('compiles the function that the input names', async () => {
    lane = await openSubmitLane();
    lane.write(
      'two.py',
      [
        'from kfp import dsl',
        '@dsl.component(base_image="python:3.12")',
        'def a(): pass',
        '@dsl.pipeline',
        'def one(): a()',
        '@dsl.pipeline',
        'def two(): a()',
      ].join('\n'),
    );
    const run = (more: Record<string, string>) =>
      lane!.submit(
        { 'pipeline-file': 'two.py', 'dry-run': 'true', ...more },
        { env: { PATH: searchPath } },
      );
    const named = await run({ 'pipeline-function': 'two' });
    expect(named.annotations[0]!.message).toContain("pipeline 'two'");
    const unnamed = await run({});
    expect(unnamed.annotations[0]!.message).toContain('--function');
  }, 120_000);

  it('shows what the compiler says of a file that is no pipeline', async () => {
    lane = await openSubmitLane();
    lane.write('train.py', 'from kfp import dsl\n\ndsl.nothing()\n');
    const result = await lane.submit(
      { 'pipeline-file': 'train.py' },
      { env: { PATH: searchPath } },
    );
    expect(result.conclusion).toBe('failure');
    expect(result.annotations[0]).toMatchObject({
      title: 'submit-pipeline: PipelineNotCompiled',
      message: expect.stringContaining("has no attribute 'nothing'"),
    });
  }, 120_000);
});
