import { chain, pipelineOf } from '../testing/pipelines';
import { startKfp, type RunningKfp } from '../testing/running';
import type { MemoryPods } from '../memoryPods';
import type { EngineOptions } from './engineOptions';

describe('the workflow engine', () => {
  let kfp: RunningKfp;

  const start = async (engine: EngineOptions = {}) => {
    kfp = await startKfp({ engine });
  };
  afterEach(() => kfp.close());

  const submit = async (spec: object, parameters: object = {}) => {
    const { status, body } = await kfp.call('POST', '/runs', {
      display_name: 'run',
      pipeline_spec: spec,
      runtime_config: { parameters },
    });
    expect([status, body.message]).toEqual([200, undefined]);
    return body.run_id as string;
  };
  const finished = (runId: string) =>
    kfp.until(`/runs/${runId}`, ({ state }) =>
      ['SUCCEEDED', 'FAILED'].includes(String(state)),
    );
  const nodesOf = async (runId: string) => {
    const [workflow] = await kfp.emulator.workflows.list({
      'pipeline/runid': runId,
    });
    const name = workflow?.metadata.name ?? '';
    return Object.fromEntries(
      Object.values(workflow?.status?.nodes ?? {}).map(node => [
        node.name.replace(name, 'W'),
        node,
      ]),
    );
  };
  const phases = async (runId: string) =>
    Object.fromEntries(
      Object.entries(await nodesOf(runId)).map(([name, { phase }]) => [
        name,
        phase,
      ]),
    );
  const podsOf = (runId: string) =>
    (kfp.emulator.pods as MemoryPods)
      .list()
      .filter(({ pod }) => pod.labels['pipeline/runid'] === runId);
  const podOf = (runId: string, node: string) =>
    podsOf(runId).find(({ pod }) =>
      pod.annotations['workflows.argoproj.io/node-name']?.endsWith(node),
    );

  it('walks a chain of tasks through the nodes that Argo makes', async () => {
    await start();
    const runId = await submit(chain());
    const run = await finished(runId);
    expect(run.state).toBe('SUCCEEDED');
    const nodes = await nodesOf(runId);
    expect(Object.keys(nodes)).toEqual([
      'W',
      'W.root-driver',
      'W.root',
      'W.root.prep-driver',
      'W.root.prep',
      'W.root.prep.executor',
      'W.root.train-driver',
      'W.root.train',
      'W.root.train.executor',
      'W.root.deploy-driver',
      'W.root.deploy',
      'W.root.deploy.executor',
    ]);
    expect(run.run_details.task_details).toHaveLength(12);
    const executor = nodes['W.root.prep.executor'];
    const driver = nodes['W.root.train-driver'];
    expect(executor?.children).toEqual([driver?.id]);
    expect(driver?.boundaryID).toBe(nodes['W.root']?.id);
  });

  it('fails the run, omits what depends on the failed task and says why', async () => {
    await start({
      tasks: { train: { fail: { kind: 'exit', code: 3, message: 'boom' } } },
    });
    const runId = await submit(chain());
    const run = await finished(runId);
    expect(run.state).toBe('FAILED');
    expect(run.error).toBeUndefined();
    const nodes = await nodesOf(runId);
    expect(nodes['W.root.train.executor']).toMatchObject({
      phase: 'Failed',
      message: 'Error (exit code 3)',
    });
    expect(nodes['W.root.deploy']?.phase).toBe('Omitted');
    const pod = podOf(runId, 'root.train.executor');
    const log = await fetch(
      `${kfp.origin}/apis/v1alpha1/runs/${runId}/nodes/${pod?.pod.name}/log`,
    );
    expect(await log.text()).toContain('boom\n');
  });

  it.each([
    ['out-of-memory', 'OOMKilled', { terminated: { exitCode: 137 } }],
    [
      'image-pull',
      'ImagePullBackOff',
      { waiting: { reason: 'ImagePullBackOff' } },
    ],
  ] as const)(
    'shows %s in the pod as a kubelet does',
    async (kind, text, state) => {
      await start({ tasks: { train: { fail: { kind } } } });
      const runId = await submit(chain());
      await finished(runId);
      const { 'W.root.train.executor': node } = await nodesOf(runId);
      expect(node?.message).toContain(text);
      expect(podOf(runId, 'root.train.executor')?.status).toMatchObject({
        containerStatuses: [{ name: 'main', state }],
      });
    },
  );

  it('prints no "done" for a task that is killed', async () => {
    await start({ tasks: { train: { fail: { kind: 'out-of-memory' } } } });
    const runId = await submit(chain());
    await finished(runId);
    const pod = podOf(runId, 'root.train.executor');
    const log = await fetch(
      `${kfp.origin}/apis/v1alpha1/runs/${runId}/nodes/${pod?.pod.name}/log`,
    );
    const text = await log.text();
    expect(text).toContain('train: started with');
    expect(text).not.toContain('done');
  });

  it('leaves an unschedulable pod pending with the condition of the scheduler', async () => {
    await start({
      pendingMs: Infinity,
      tasks: { train: { fail: { kind: 'unschedulable' } } },
    });
    const runId = await submit(chain());
    await kfp.until(`/runs/${runId}`, () =>
      JSON.stringify(podOf(runId, 'train.executor')?.status ?? '').includes(
        'Unschedulable',
      ),
    );
    const { state } = await kfp.until(
      `/runs/${runId}`,
      body => body.state === 'RUNNING',
    );
    expect(state).toBe('RUNNING');
    await kfp.call('POST', `/runs/${runId}:terminate`);
    const run = await finished(runId);
    expect(run.state_history.map((entry: any) => entry.state)).toEqual(
      expect.arrayContaining(['CANCELING', 'FAILED']),
    );
    await kfp.call('DELETE', `/runs/${runId}`);
    expect(podsOf(runId)).toEqual([]);
  });

  it('passes parameters and outputs on, and takes the branch that they decide', async () => {
    await start({
      tasks: { flip: { outputs: { Output: 'heads' } } },
    });
    const output = { outputParameterKey: 'Output', producerTask: 'flip' };
    const branch = (side: string) => ({
      task: {
        dependentTasks: ['flip'],
        inputs: { parameters: { coin: { taskOutputParameter: output } } },
        triggerPolicy: {
          condition: `inputs.parameter_values['coin'] == '${side}'`,
        },
      },
    });
    const runId = await submit(
      pipelineOf({
        flip: {
          component: {
            outputDefinitions: {
              parameters: { Output: { parameterType: 'STRING' } },
            },
          },
        },
        heads: branch('heads'),
        tails: branch('tails'),
      }),
    );
    await finished(runId);
    expect(await phases(runId)).toMatchObject({
      'W.root.heads.executor': 'Succeeded',
      'W.root.tails': 'Skipped',
    });
  });

  it('runs a loop over a list parameter, each round with its item', async () => {
    await start();
    const runId = await submit(
      pipelineOf(
        {
          each: {
            component: {
              inputDefinitions: {
                parameters: { item: { parameterType: 'STRING' } },
              },
            },
            task: {
              inputs: {
                parameters: { items: { componentInputParameter: 'items' } },
              },
              parameterIterator: {
                itemInput: 'item',
                items: { inputParameter: 'items' },
              },
              iteratorPolicy: { parallelismLimit: 1 },
            },
            executor: {
              container: {
                image: 'busybox',
                args: ["{{$.inputs.parameters['item']}}"],
              },
            },
          },
        },
        {
          root: {
            inputDefinitions: {
              parameters: { items: { parameterType: 'LIST' } },
            },
          },
        },
      ),
      { items: ['a', 'b'] },
    );
    expect((await finished(runId)).state).toBe('SUCCEEDED');
    const round =
      'W.root.each.iteration-iterations(1:1).iteration-item.executor';
    expect((await phases(runId))[round]).toBe('Succeeded');
    const args = podsOf(runId).flatMap(
      ({ pod }) =>
        (pod.spec.containers as { args?: string[] }[])[0]?.args ?? [],
    );
    expect(args.sort()).toEqual(['a', 'b']);
  });

  it('fails the driver of a loop whose items are no list', async () => {
    await start();
    const runId = await submit(
      pipelineOf({
        each: {
          task: {
            parameterIterator: { itemInput: 'x', items: { raw: 'nope' } },
          },
        },
      }),
    );
    expect((await finished(runId)).state).toBe('FAILED');
    const { 'W.root.each.iteration-driver': driver } = await nodesOf(runId);
    expect(driver?.message).toContain('not a list: "nope"');
  });

  it('runs an exit handler with the final status of the task that failed', async () => {
    await start({ tasks: { work: { fail: { kind: 'exit' } } } });
    const runId = await submit(
      pipelineOf({
        work: {},
        notify: {
          component: {
            inputDefinitions: {
              parameters: { status: { parameterType: 'STRUCT' } },
            },
          },
          task: {
            dependentTasks: ['work'],
            inputs: {
              parameters: {
                status: { taskFinalStatus: { producerTask: 'work' } },
              },
            },
            triggerPolicy: { strategy: 'ALL_UPSTREAM_TASKS_COMPLETED' },
          },
        },
      }),
    );
    expect((await finished(runId)).state).toBe('FAILED');
    expect((await phases(runId))['W.root.work.onExit.notify.executor']).toBe(
      'Succeeded',
    );
    const pod = podOf(runId, 'notify.executor');
    const log = await kfp.emulator.pods.readLog(
      { namespace: 'kubeflow', name: pod?.pod.name ?? '' },
      'main',
    );
    expect(log).toContain('"state":"FAILED"');
  });

  it('takes a cached task from an earlier run: its executor is skipped', async () => {
    await start();
    await finished(await submit(chain(true)));
    const second = await submit(chain(true));
    await finished(second);
    expect(await phases(second)).toMatchObject({
      'W.root.train': 'Succeeded',
      'W.root.train.executor': 'Skipped',
    });
  });

  it('imports with one pod and no driver', async () => {
    await start();
    const runId = await submit(
      pipelineOf({
        load: {
          executor: {
            importer: { artifactUri: { constant: 's3://bucket/data' } },
          },
        },
      }),
    );
    await finished(runId);
    expect(Object.keys(await nodesOf(runId))).toEqual([
      'W',
      'W.root-driver',
      'W.root',
      'W.root.load',
    ]);
  });

  it('repeats a task as often as its retry policy says', async () => {
    await start({ tasks: { flaky: { fail: { kind: 'exit' }, failures: 1 } } });
    const runId = await submit(
      pipelineOf({ flaky: { task: { retryPolicy: { maxRetryCount: 2 } } } }),
    );
    expect((await finished(runId)).state).toBe('SUCCEEDED');
    expect(await phases(runId)).toMatchObject({
      'W.root.flaky.executor': 'Succeeded',
      'W.root.flaky.executor(0)': 'Failed',
      'W.root.flaky.executor(1)': 'Succeeded',
    });
  });

  it('takes a retried run up at the task that failed', async () => {
    await start({ tasks: { train: { fail: { kind: 'exit' }, failures: 1 } } });
    const runId = await submit(chain());
    expect((await finished(runId)).state).toBe('FAILED');
    const before = podOf(runId, 'prep.executor');
    const { status } = await kfp.call('POST', `/runs/${runId}:retry`);
    expect(status).toBe(200);
    const run = await kfp.until(
      `/runs/${runId}`,
      ({ state }) => state === 'SUCCEEDED',
    );
    expect(run.state_history.map(({ state }: any) => state)).toEqual(
      expect.arrayContaining(['FAILED', 'RUNNING', 'SUCCEEDED']),
    );
    expect(podOf(runId, 'prep.executor')?.pod).toBe(before?.pod);
  });

  it('puts accelerators, node selector and tolerations of the compiled pipeline into the pod', async () => {
    await start();
    const spec = pipelineOf({
      train: {
        executor: {
          container: {
            image: 'python:3.12',
            resources: {
              resourceMemoryLimit: '16G',
              accelerator: {
                resourceType: 'nvidia.com/gpu',
                resourceCount: '1',
              },
            },
          },
        },
      },
    });
    const runId = await submit({
      pipeline_spec: spec,
      platform_spec: {
        platforms: {
          kubernetes: {
            deploymentSpec: {
              executors: {
                'exec-train': {
                  nodeSelector: { labels: { accelerator: 'a10g' } },
                  tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
                },
              },
            },
          },
        },
      },
    });
    await finished(runId);
    expect(podOf(runId, 'train.executor')?.pod.spec).toMatchObject({
      nodeSelector: { accelerator: 'a10g' },
      tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
      containers: [
        {
          name: 'main',
          resources: { limits: { 'nvidia.com/gpu': '1', memory: '16G' } },
        },
      ],
    });
  });
});
