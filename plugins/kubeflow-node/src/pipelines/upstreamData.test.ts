import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  isKubeflowError,
  runtimeStates,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpResponse } from '../http/http';
import { answerError } from './api/answerError';
import { toExperiment, toPipelineVersion, toRun } from './api/messages';
import type { CompiledPipeline } from './compiledPipeline';
import { checkParameters } from './checkParameters';
import { parseCompiledPipeline } from './parseCompiledPipeline';
import { patchPipeline } from './patchPipeline';
import { dataPath, haveSharedData } from './testing/sharedData';

const describeWithData = haveSharedData() ? describe : describe.skip;

interface Step {
  readonly scenario: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly answer: HttpResponse;
  readonly body: Record<string, unknown> | undefined;
}

const filesOf = (folder: string) =>
  existsSync(dataPath(folder))
    ? readdirSync(dataPath(folder)).map(
        name => [name, readFileSync(dataPath(folder, name), 'utf8')] as const,
      )
    : [];

/** Every answer that was recorded from the real server. */
function recordedSteps(): Step[] {
  const steps: Step[] = [];
  for (const [scenario, text] of filesOf('kfp-2.17.0/recordings'))
    for (const step of JSON.parse(text).steps) {
      const { request, response } = step;
      if (!request || response?.status === undefined) continue;
      steps.push({
        scenario,
        name: step.name,
        method: request.method,
        path: request.path,
        body: response.body ?? undefined,
        answer: {
          status: response.status,
          headers: { 'content-type': response.contentType ?? '' },
          body: new Uint8Array(),
          text:
            response.body === undefined
              ? response.text ?? ''
              : JSON.stringify(response.body),
        },
      });
    }
  return steps;
}

const ZERO_TIME = /1970-01-01|0001-01-01/;
const call = { subject: 'eu-west-1/ml-eu', purpose: 'do it' };

describeWithData('the recorded answers of the 2.17.0 server', () => {
  const steps = recordedSteps();
  const failures = steps.filter(({ answer }) => answer.status >= 400);

  it('are there', () => {
    expect(steps.length).toBeGreaterThan(300);
    expect(failures.length).toBeGreaterThan(80);
  });

  it('become runs without zero times and with a known state or none', () => {
    const runs = steps.filter(
      ({ path, answer, body }) =>
        /\/runs(\/[^/:]+)?$/.test(path) &&
        answer.status === 200 &&
        body?.run_id,
    );
    expect(runs.length).toBeGreaterThan(50);
    for (const { body } of runs) {
      const run = toRun(body as never);
      const { parameters, ...rest } = run;
      expect(JSON.stringify(rest)).not.toMatch(ZERO_TIME);
      expect([...runtimeStates, undefined]).toContain(run.state);
      expect(run.unknownState).toBeUndefined();
      expect(run.runId).toBe(body!.run_id);
      expect(run.displayName).toBe(body!.display_name);
    }
  });

  it('have a run whose state is absent, and one that ends as FAILED after it was terminated', () => {
    const runOf = (scenario: string, name: string) =>
      toRun(
        steps.find(
          step => step.scenario === `${scenario}.json` && step.name === name,
        )!.body as never,
      );
    expect(runOf('lifecycle-idle', 'get-state-gone').state).toBeUndefined();
    expect(runOf('lifecycle-idle', 'get-after-terminate').state).toBe(
      'CANCELING',
    );
    const states = steps
      .filter(
        ({ scenario, body }) =>
          scenario === 'terminate-running.json' && body?.run_id,
      )
      .map(({ body }) => toRun(body as never).state);
    expect(states).toContain('FAILED');
    expect(states).not.toContain('CANCELED');
  });

  it('become experiments and versions', () => {
    for (const { body } of steps.filter(
      step =>
        step.body?.experiment_id &&
        !step.body.run_id &&
        !step.body.recurring_run_id,
    ))
      expect(toExperiment(body as never).displayName).toBe(body!.display_name);
    for (const { body } of steps.filter(step => step.body?.pipeline_version_id))
      expect(toPipelineVersion(body as never).name).toBe(body!.name);
  });

  it('become errors with a class, a reason and the server’s words, without Go stacks', () => {
    for (const { answer, scenario, name } of failures) {
      const error = answerError(answer, call);
      expect({
        scenario,
        name,
        ok:
          isKubeflowError(error) &&
          error.message.startsWith('eu-west-1/ml-eu: cannot do it: '),
      }).toEqual({ scenario, name, ok: true });
      expect(error.message).not.toMatch(/\.go:\d+|undefined|\n|error_details/);
      expect(error.message.length).toBeLessThan(900);
    }
  });

  it.each([
    {
      scenario: 'runs',
      name: 'version-unknown',
      reason: 'PipelineVersionNotFound',
    },
    {
      scenario: 'runs',
      name: 'pipeline-unknown',
      reason: 'PipelineVersionNotFound',
    },
    {
      scenario: 'runs',
      name: 'both-unknown',
      reason: 'PipelineVersionNotFound',
    },
    {
      scenario: 'runs',
      name: 'create-wrong-pipeline-id',
      reason: 'PipelineVersionNotFound',
    },
    { scenario: 'runs', name: 'own-run-id-again', reason: 'RunIdTaken' },
    { scenario: 'runs', name: 'no-display-name', reason: 'InvalidRequest' },
    { scenario: 'runs', name: 'no-source', reason: 'InvalidRequest' },
    { scenario: 'runs', name: 'invalid-spec', reason: 'InvalidRequest' },
    { scenario: 'runs', name: 'long-name-300', reason: 'ServerError' },
    { scenario: 'runs', name: 'experiment-unknown', reason: 'NotFound' },
    { scenario: 'runs', name: 'param-missing', reason: 'InvalidRequest' },
    {
      scenario: 'idempotency',
      name: 'anchor-unknown',
      reason: 'RecurringRunNotFound',
    },
    {
      scenario: 'experiments',
      name: 'create-duplicate',
      reason: 'AlreadyExists',
    },
    { scenario: 'experiments', name: 'create-129', reason: 'InvalidRequest' },
    { scenario: 'pipelines', name: 'create-129', reason: 'InvalidRequest' },
    { scenario: 'upload', name: 'version-duplicate', reason: 'AlreadyExists' },
    { scenario: 'upload', name: 'version-128', reason: 'InvalidRequest' },
    {
      scenario: 'lifecycle-idle',
      name: 'terminate-2',
      reason: 'NotTerminable',
    },
    {
      scenario: 'proxy',
      name: 'forbidden-post',
      reason: 'ServiceProxyForbidden',
    },
    { scenario: 'proxy', name: 'bad-token', reason: 'AccessEntryMissing' },
    { scenario: 'proxy', name: 'service-missing', reason: 'ServiceNotFound' },
    { scenario: 'proxy', name: 'healthz-no-endpoints', reason: 'NoEndpoints' },
    { scenario: 'proxy', name: 'port-number-missing', reason: 'NoServicePort' },
    {
      scenario: 'proxy',
      name: 'healthz-refused',
      reason: 'ServiceUnreachable',
    },
    { scenario: 'proxy', name: 'get-run-missing', reason: 'NotFound' },
  ])('$scenario/$name is $reason', ({ scenario, name, reason }) => {
    const step = steps.find(
      each => each.scenario === `${scenario}.json` && each.name === name,
    );
    expect(answerError(step!.answer, call)).toMatchObject({ reason });
  });
});

/** A value for each input that needs one. */
const anyParameters = ({ inputs }: CompiledPipeline) => {
  const values: Record<string, unknown> = {
    STRING: 'a',
    NUMBER_INTEGER: '1',
    NUMBER_DOUBLE: '0.5',
    BOOLEAN: 'true',
    LIST: '[]',
    STRUCT: '{}',
  };
  return Object.fromEntries(
    inputs
      .filter(input => !input.optional)
      .map(({ name, type }) => [name, values[type]]),
  );
};

describeWithData('the pipelines that the kfp SDK compiled', () => {
  it.each(filesOf('pipelines'))(
    '%s is read, checked, patched and read back',
    (name, text) => {
      const pipeline = parseCompiledPipeline(text, { path: name });
      expect(pipeline.text).toBe(text);
      expect(pipeline.graph.tasks.length).toBeGreaterThan(0);
      expect(() =>
        checkParameters(pipeline, anyParameters(pipeline)),
      ).not.toThrow();
      const [task] = pipeline.graph.tasks.filter(
        ({ kind }) => kind === 'container',
      );
      const patched = patchPipeline(pipeline, {
        accelerator: { resource: 'nvidia.com/gpu', count: 1 },
        tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
        caching: false,
        tasks: [task!.name],
      });
      const again = parseCompiledPipeline(patched.text, { path: name });
      expect(again.contentHash).toBe(patched.contentHash);
      expect(again.graph.tasks.map(({ id }) => id)).toEqual(
        pipeline.graph.tasks.map(({ id }) => id),
      );
    },
  );

  it('draws loops, conditions and exit handlers', () => {
    const graphOf = (name: string) =>
      parseCompiledPipeline(readFileSync(dataPath('pipelines', name)), {
        path: name,
      }).graph.tasks;
    expect(graphOf('pipeline_as_exit_task.yaml')).toContainEqual({
      id: 'conditional-notification',
      name: 'conditional-notification',
      kind: 'dag',
      dependsOn: ['exit-handler-1'],
    });
    const layers = graphOf('pipeline_with_loops_and_conditions.yaml');
    expect(layers.map(({ id, kind }) => `${id} ${kind}`)).toContain(
      'condition-1/for-loop-2 loop',
    );
    expect(
      layers.filter(({ kind }) => kind === 'condition').length,
    ).toBeGreaterThan(3);
    expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length);
    for (const { dependsOn } of layers)
      for (const upstream of dependsOn)
        expect(layers.map(({ id }) => id)).toContain(upstream);
  });
});
