import type { TaskStatus } from '@kubeflow-fleet/plugin-kubeflow-common';
import { firstFailedTask, longestRunningTask } from './notableTasks';

const group = (id: string, parentId?: string) => ({
  id,
  name: id.split('/').pop() ?? '',
  parentId,
  kind: 'loop' as const,
  dependsOn: [],
});
const graph = {
  tasks: [
    group('if'),
    group('if/loop', 'if'),
    group('if/loop/inner', 'if/loop'),
    group('other'),
  ],
};
const task = (name: string, more: Partial<TaskStatus>): TaskStatus => ({
  name,
  state: 'FAILED',
  cached: false,
  ...more,
});
const at = (second: number) => `2026-01-01T00:00:0${second}Z`;

describe('firstFailedTask', () => {
  it('is the innermost group, though those around it end in the same second', () => {
    const tasks = [
      task('if', { endedAt: at(1) }),
      task('if/loop', { endedAt: at(1) }),
      task('if/loop/inner', { endedAt: at(1) }),
      task('other', { endedAt: at(2) }),
    ];
    expect(firstFailedTask({ graph, tasks })?.name).toBe('if/loop/inner');
  });

  it('is a group where nothing in it failed, and none where nothing failed', () => {
    const tasks = [
      task('if', { endedAt: at(3) }),
      task('other', { endedAt: at(2) }),
    ];
    expect(firstFailedTask({ graph, tasks })?.name).toBe('other');
    expect(firstFailedTask({ graph, tasks: [] })).toBeUndefined();
  });
});

describe('longestRunningTask', () => {
  it('is the one that started first, of the innermost', () => {
    const running = (name: string, second: number) =>
      task(name, { state: 'RUNNING', startedAt: at(second) });
    const tasks = [
      running('if', 1),
      running('if/loop', 3),
      running('other', 2),
    ];
    expect(longestRunningTask({ graph, tasks })?.name).toBe('other');
  });
});
