import { gzipSync } from 'node:zlib';
import type { TaskGraph } from '@kubeflow-fleet/plugin-kubeflow-common';
import { taskStatuses } from './taskStatuses';
import { samplePipeline } from './testing/submissions';
import { sampleDetail, sampleWorkflow } from './testing/workflows';
import { workflowStatus } from './workflowStatus';

const { graph } = samplePipeline;
const run = (
  state: 'RUNNING' | 'FAILED' | 'SUCCEEDED',
  ...tasks: ReturnType<typeof sampleDetail>[]
) => ({ state, tasks });

const nested: TaskGraph = {
  tasks: [
    { id: 'print-op', name: 'print-op', kind: 'container', dependsOn: [] },
    { id: 'for-loop-2', name: 'for-loop-2', kind: 'loop', dependsOn: [] },
    {
      id: 'for-loop-2/print-op',
      name: 'print-op',
      kind: 'container',
      parentId: 'for-loop-2',
      dependsOn: [],
    },
  ],
};

const brief = (statuses: ReturnType<typeof taskStatuses>) =>
  Object.fromEntries(
    statuses.map(({ name, state, cached }) => [
      name,
      cached ? `${state} cached` : state,
    ]),
  );

describe('taskStatuses', () => {
  it('finds exit tasks, which Argo runs below the task that they wait for', () => {
    const exiting: TaskGraph = {
      tasks: [
        { id: 'group', name: 'group', kind: 'dag', dependsOn: [] },
        ...['work', 'notify'].map(name => ({
          id: `group/${name}`,
          name,
          kind: 'dag' as const,
          parentId: 'group',
          dependsOn: [],
        })),
        {
          id: 'group/notify/send',
          name: 'send',
          kind: 'container',
          parentId: 'group/notify',
          dependsOn: [],
        },
      ],
    };
    const exit = 'root.group.work.onExit';
    const workflow = sampleWorkflow('r', 'Failed', {
      'root.group': 'Running',
      'root.group.work': 'Succeeded',
      [exit]: 'Failed',
      [`${exit}.notify-driver`]: 'Succeeded',
      [`${exit}.notify`]: 'Failed',
      [`${exit}.notify.send`]: 'Failed',
      [`${exit}.notify.send.executor`]: 'Failed',
    });
    expect(
      brief(taskStatuses(run('RUNNING'), workflowStatus(workflow), exiting)),
    ).toEqual({
      group: 'RUNNING',
      'group/work': 'SUCCEEDED',
      'group/notify': 'FAILED',
      'group/notify/send': 'FAILED',
    });
  });

  it('reads the states of all tasks from the run alone, with times where KFP has them', () => {
    const statuses = taskStatuses(
      run(
        'RUNNING',
        sampleDetail('train-x7k2p', 'RUNNING'),
        sampleDetail('root-driver', 'SUCCEEDED'),
        sampleDetail('root', 'RUNNING'),
        sampleDetail('prep-driver', 'SUCCEEDED'),
        sampleDetail('prep', 'SUCCEEDED', {
          startedAt: '2026-01-01T00:00:05Z',
          endedAt: '2026-01-01T00:00:09Z',
        }),
        sampleDetail('executor', 'SUCCEEDED', {
          startedAt: '2026-01-01T00:00:05Z',
        }),
        sampleDetail('train-driver', 'SUCCEEDED'),
        sampleDetail('train', 'RUNNING', { endedAt: '0001-01-01T00:00:00Z' }),
        sampleDetail('executor', 'RUNNING'),
      ),
      undefined,
      graph,
    );
    expect(brief(statuses)).toEqual({
      prep: 'SUCCEEDED',
      train: 'RUNNING',
      deploy: 'PENDING',
    });
    expect(statuses[0]).toMatchObject({
      startedAt: expect.any(String),
      endedAt: '2026-01-01T00:00:09Z',
    });
    expect(statuses[1]?.endedAt).toBeUndefined();
  });

  it('says that a task was cached when its executor was skipped', () => {
    const cached = [
      sampleDetail('prep', 'SUCCEEDED', { startedAt: '2026-01-01T00:00:05Z' }),
      sampleDetail('executor', 'SKIPPED', {
        startedAt: '2026-01-01T00:00:05Z',
      }),
      sampleDetail('train', 'SUCCEEDED'),
      sampleDetail('executor', 'SUCCEEDED'),
      sampleDetail('deploy', 'SKIPPED', { startedAt: '2026-01-01T00:01:00Z' }),
    ];
    expect(
      brief(taskStatuses(run('SUCCEEDED', ...cached), undefined, graph)),
    ).toEqual({
      prep: 'SUCCEEDED cached',
      train: 'SUCCEEDED',
      deploy: 'SKIPPED',
    });
    const workflow = workflowStatus(
      sampleWorkflow('r', 'Succeeded', {
        'root.prep': 'Succeeded',
        'root.prep.executor': 'Skipped',
        'root.train': 'Succeeded',
        'root.train.executor': 'Succeeded',
        'root.deploy': 'Skipped',
      }),
    );
    expect(brief(taskStatuses(run('SUCCEEDED'), workflow, graph))).toEqual({
      prep: 'SUCCEEDED cached',
      train: 'SUCCEEDED',
      deploy: 'SKIPPED',
    });
  });

  it('blames the task when its driver fails, and leaves out what was never reached', () => {
    const workflow = workflowStatus(
      sampleWorkflow('r', 'Failed', {
        'root-driver': 'Succeeded',
        root: 'Failed',
        'root.prep-driver': 'Error',
        'root.prep': 'Omitted',
      }),
    );
    expect(brief(taskStatuses(run('FAILED'), workflow, graph))).toEqual({
      prep: 'FAILED',
      train: 'SKIPPED',
      deploy: 'SKIPPED',
    });
  });

  it('tells same-named tasks apart and joins the iterations of a loop by the tree', () => {
    const workflow = workflowStatus(
      sampleWorkflow('r', 'Running', {
        'root.print-op': 'Succeeded',
        'root.for-loop-2-driver': 'Succeeded',
        'root.for-loop-2': 'Running',
        'root.for-loop-2.iteration-item(0:{"a":1.5})': 'Succeeded',
        'root.for-loop-2.iteration-item(0:{"a":1.5}).print-op': 'Succeeded',
        'root.for-loop-2.iteration-item(1:{"a":2.5}).print-op-driver':
          'Succeeded',
        'root.for-loop-2.iteration-item(1:{"a":2.5}).print-op': 'Running',
      }),
    );
    expect(brief(taskStatuses(run('RUNNING'), workflow, nested))).toEqual({
      'print-op': 'SUCCEEDED',
      'for-loop-2': 'RUNNING',
      'for-loop-2/print-op': 'RUNNING',
    });
  });

  it('reads compressed nodes, and falls back to the run when they can not be read', () => {
    const object = sampleWorkflow('r', 'Running', {
      'root.prep': 'Succeeded',
      'root.train': 'Running',
    });
    const { nodes } = object.status as { nodes: object };
    const compressedNodes = gzipSync(JSON.stringify(nodes)).toString('base64');
    const packed = workflowStatus({
      ...object,
      status: { phase: 'Running', compressedNodes },
    });
    expect(brief(taskStatuses(run('RUNNING'), packed, graph))).toMatchObject({
      prep: 'SUCCEEDED',
      train: 'RUNNING',
    });
    const broken = workflowStatus({
      ...object,
      status: { phase: 'Running', compressedNodes: 'garbage' },
    });
    expect(
      brief(
        taskStatuses(
          run('RUNNING', sampleDetail('prep', 'FAILED')),
          broken,
          graph,
        ),
      ),
    ).toMatchObject({ prep: 'FAILED' });
  });

  it('bears hostile names and empty graphs', () => {
    const workflow = workflowStatus(
      sampleWorkflow('r', 'Running', {
        '': 'Running',
        '__proto__.constructor': 'Failed',
        'root.(0:': 'Running',
        'root.prep': 'constructor',
        [`root.${'(0:'.repeat(100_000)}`]: 'Running',
      }),
    );
    expect(taskStatuses(run('RUNNING'), workflow, { tasks: [] })).toEqual([]);
    expect(brief(taskStatuses(run('RUNNING'), workflow, graph))).toEqual({
      prep: 'PENDING',
      train: 'PENDING',
      deploy: 'PENDING',
    });
  });
});
