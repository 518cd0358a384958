import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  launchFleet,
  runJobOnFleet,
  runMainJobOnce,
} from './mainJob.test.fixture';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'main-job-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const runOnce = (args: readonly string[], until?: string) =>
  runMainJobOnce({ stateDir, args, until });

const deploy = (mode: string, more: object) => ({
  mode,
  clusters: 3,
  seconds: expect.any(Number),
  ...more,
});
const UNCHANGED = deploy('apply', { hasChanges: false, writes: 0 });

it('deploys to three regions, chooses the cluster with a GPU, runs the pipeline there and ends with 0', async () => {
  const { code, output, last } = await runOnce([]);
  expect(last).toEqual({
    cluster: 'ml-us-gpu',
    runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    state: 'SUCCEEDED',
    deploys: [
      deploy('plan', { hasChanges: true, writes: 0 }),
      deploy('apply', { hasChanges: true, writes: expect.any(Number) }),
      UNCHANGED,
    ],
    seconds: expect.any(Number),
  });
  expect(last.deploys[1].writes).toBeGreaterThan(80);
  expect(code).toBe(0);
  expect(last.seconds).toBeLessThan(60);
  for (const part of [
    '+ kubeflow/Deployment/ml-pipeline',
    'ap-southeast-2/ml-ap: UNCHANGED, 29 unchanged, 0 writes',
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

it('has nothing to deploy the second time, on a fleet of another process', async () => {
  const fleet = launchFleet(stateDir, ['start', '--empty']);
  try {
    await fleet.seen('In another terminal');
    const first = await runJobOnFleet(stateDir);
    const second = await runJobOnFleet(stateDir);
    expect(first.last).toMatchObject({
      state: 'SUCCEEDED',
      deploys: [{ hasChanges: true }, { hasChanges: true }, UNCHANGED],
    });
    expect(second.last).toMatchObject({
      // The same workflow run submits once.
      runId: first.last.runId,
      deploys: [
        deploy('plan', { hasChanges: false, writes: 0 }),
        UNCHANGED,
        UNCHANGED,
      ],
    });
    expect(second.code).toBe(0);
  } finally {
    await fleet.stop();
  }
}, 150_000);
