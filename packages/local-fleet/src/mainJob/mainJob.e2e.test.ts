import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMainJobOnce } from './mainJob.test.fixture';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'main-job-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const runOnce = (args: readonly string[], until?: string) =>
  runMainJobOnce({ stateDir, args, until });

it('chooses the cluster with a GPU, runs the pipeline there and ends with 0', async () => {
  const { code, output, last } = await runOnce([]);
  expect(last).toEqual({
    cluster: 'ml-us-gpu',
    runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    state: 'SUCCEEDED',
    seconds: expect.any(Number),
  });
  expect(code).toBe(0);
  expect(last.seconds).toBeLessThan(45);
  for (const part of [
    'ml-ap',
    'refused',
    'prepare',
    'train',
    'evaluate',
    'Job summary',
  ])
    expect(output).toContain(part);
}, 90_000);

it('ends with 1 and shows the log of the task that failed', async () => {
  const { code, output, last } = await runOnce(['--fail-task', 'train']);
  expect(last).toMatchObject({ cluster: 'ml-us-gpu', state: 'FAILED' });
  expect(output).toContain('ValueError: math domain error');
  expect(code).toBe(1);
}, 90_000);

it('row 54: Ctrl-C terminates the run and ends with 130', async () => {
  const { code, output, last } = await runOnce([], 'prepare started');
  expect(output).toContain('Cancelling');
  expect(last).toMatchObject({ state: 'TERMINATED' });
  expect(code).toBe(130);
}, 90_000);
