import type {
  TaskGraph,
  TaskNode,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { taskGraphDiagram } from './taskGraphDiagram';

const task = (id: string, more: Partial<TaskNode> = {}): TaskNode => ({
  id,
  name: id.split('/').pop()!,
  kind: 'container',
  dependsOn: [],
  ...more,
});

const status = (name: string, more: Partial<TaskStatus> = {}): TaskStatus => ({
  name,
  state: 'SUCCEEDED',
  cached: false,
  ...more,
});

const body = (text: string) =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => !line.startsWith('classDef'));

describe('taskGraphDiagram', () => {
  it('draws tasks with state and duration, and their order', () => {
    const graph: TaskGraph = {
      tasks: [task('load'), task('train', { dependsOn: ['load'] })],
    };
    const text = taskGraphDiagram(graph, [
      status('load', { cached: true }),
      status('train', {
        state: 'FAILED',
        startedAt: '2026-01-01T00:00:00Z',
        endedAt: '2026-01-01T00:03:12Z',
      }),
    ]);
    expect(body(text)).toEqual([
      'flowchart LR',
      't0["✓ load (cached)"]:::succeeded',
      't1["✗ train (3 m 12 s)"]:::failed',
      't0 --> t1',
    ]);
  });

  it('gives a skipped task no duration', () => {
    const at = '2026-01-01T00:00:00Z';
    const skipped = { state: 'SKIPPED', startedAt: at, endedAt: at } as const;
    expect(
      body(
        taskGraphDiagram({ tasks: [task('test')] }, [status('test', skipped)]),
      ),
    ).toEqual(['flowchart LR', 't0["↷ test"]:::skipped']);
  });

  it('draws a group around the tasks of a sub-DAG, and waiting for what is not known', () => {
    const graph: TaskGraph = {
      tasks: [
        task('loop', { kind: 'loop' }),
        task('loop/step', { parentId: 'loop' }),
        task('empty', { kind: 'dag', dependsOn: ['loop'] }),
      ],
    };
    expect(body(taskGraphDiagram(graph, [status('loop/step')]))).toEqual([
      'flowchart LR',
      'subgraph t0["· loop"]',
      't1["✓ step"]:::succeeded',
      'end',
      't2["· empty"]:::waiting',
      't0 --> t2',
      'class t0 group',
    ]);
  });

  it('row 18: no name can leave its label', () => {
    const name = 'x"]; click t0 "javascript:alert(1)"\n`<b>`#quot;\r```';
    const text = taskGraphDiagram({ tasks: [task(name, { name })] }, []);
    expect(text).toMatch(/^ {2}t0\["· x[^"\n]*"\]:::waiting$/m);
    expect(text).not.toMatch(/[<`]/);
  });

  it('stays within what GitHub draws, and keeps the task that failed', () => {
    const tasks = Array.from({ length: 3000 }, (_, n) =>
      task(`group/${'n'.repeat(100)}-${n}`, {
        dependsOn:
          n === 0
            ? []
            : Array.from(
                { length: Math.min(n, 20) },
                (_x, k) => `group/${'n'.repeat(100)}-${n - 1 - k}`,
              ),
      }),
    );
    const failed = tasks[2999]!;
    const text = taskGraphDiagram({ tasks }, [
      status(failed.id, { state: 'FAILED' }),
    ]);
    expect(text.length).toBeLessThan(50_000);
    expect(text.match(/-->/g)!.length).toBeLessThanOrEqual(300);
    expect(text).toContain('… and 2920 more tasks');
    expect(text).toContain(':::failed');
  });
});
