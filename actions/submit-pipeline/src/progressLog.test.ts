import type { Log } from '@kubeflow-fleet/action-toolkit';
import type {
  FleetCluster,
  RuntimeState,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { createProgressLog, type ProgressLog } from './progressLog';

const cluster = { region: 'eu-west-1', name: 'ml-eu' } as FleetCluster;

let lines: string[];
let now: number;
let progress: ProgressLog;

beforeEach(() => {
  lines = [];
  now = 0;
  const log = {
    info: (text: string) => lines.push(text),
  } as Partial<Log> as Log;
  progress = createProgressLog(log, () => now);
});
afterEach(() => progress.stop());

const task = (name: string, state: RuntimeState, more = {}): TaskStatus => ({
  name,
  state,
  cached: false,
  ...more,
});

const show = (state: RuntimeState | undefined, ...tasks: TaskStatus[]) =>
  progress.show(cluster, { runId: 'r', state, tasks });

it('tells each change once in one line, ends before starts, and leaves the end of the run to its outcome', () => {
  show('RUNNING', task('a', 'RUNNING'), task('b', 'PENDING'));
  show('RUNNING', task('a', 'RUNNING'), task('b', 'PENDING'));
  show(
    'RUNNING',
    task('b', 'RUNNING'),
    task('a', 'SUCCEEDED', {
      startedAt: '2026-01-01T00:00:00Z',
      endedAt: '2026-01-01T00:01:05Z',
    }),
  );
  show(
    'FAILED',
    task('b', 'FAILED', {
      startedAt: '2026-01-01T00:01:05Z',
      endedAt: '2026-01-01T00:01:05.420Z',
    }),
    task('a', 'SUCCEEDED'),
    task('c', 'SKIPPED'),
  );
  expect(lines).toEqual([
    'eu-west-1/ml-eu: run RUNNING',
    'eu-west-1/ml-eu: ▶ a started',
    'eu-west-1/ml-eu: ✓ a SUCCEEDED in 1 m 5 s',
    'eu-west-1/ml-eu: ▶ b started',
    'eu-west-1/ml-eu: ✗ b FAILED in 420 ms',
  ]);
});

it('says that a result came from the cache', () => {
  show(undefined, task('a', 'SUCCEEDED', { cached: true }));
  expect(lines).toEqual(['eu-west-1/ml-eu: ✓ a SUCCEEDED (from the cache)']);
});

it('only counts the tasks of a loop of thousands', () => {
  const tasks = Array.from({ length: 3000 }, (_, n) =>
    task(`t${n}`, 'SUCCEEDED'),
  );
  show('RUNNING', ...tasks);
  expect(lines.length).toBeLessThanOrEqual(202);
  expect(lines[lines.length - 1]).toContain('only counted');
});

it('gives a sign of life after five quiet minutes, and none after the end', () => {
  show('RUNNING', task('a', 'SUCCEEDED'), task('b', 'RUNNING'));
  lines = [];
  now = 299_000;
  progress.sayAlive();
  expect(lines).toEqual([]);
  now = 301_000;
  progress.sayAlive();
  progress.sayAlive();
  expect(lines).toEqual(['eu-west-1/ml-eu: still RUNNING; 1 of 2 tasks ended']);
  progress.end(cluster);
  now = 900_000;
  progress.sayAlive();
  expect(lines).toHaveLength(1);
});
