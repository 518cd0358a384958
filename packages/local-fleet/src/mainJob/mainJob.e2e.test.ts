import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const START = join(ROOT, 'packages/local-fleet/src/cli/start.ts');

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'main-job-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

/** `npm start -- --once …`; `until` sends SIGINT as soon as the output holds it. */
const runOnce = (args: readonly string[], until?: string) =>
  new Promise<{ code: number | null; output: string; last: any }>(done => {
    const child = spawn(
      process.execPath,
      [TSX, START, '--once', '--state-dir', stateDir, ...args],
      { cwd: ROOT, env: { PATH: process.env.PATH, HOME: stateDir } },
    );
    let output = '';
    let interrupted = false;
    const read = (chunk: Buffer) => {
      output += chunk;
      if (until && !interrupted && output.includes(until)) {
        interrupted = true;
        child.kill('SIGINT');
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', code => {
      const line = output.trimEnd().split('\n').at(-1) ?? '';
      done({
        code,
        output,
        last: line.startsWith('{') ? JSON.parse(line) : line,
      });
    });
  });

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
