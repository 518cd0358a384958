import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../../../..');
const PIPELINE = join(__dirname, '../../pipelines/churn_training.yaml');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'cli-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

/** Starts one of the CLIs; `seen` resolves when its output holds the text. */
const launch = (script: 'start' | 'main', args: readonly string[]) => {
  const child = spawn(
    process.execPath,
    [TSX, join(__dirname, `${script}.ts`), ...args],
    {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: stateDir },
    },
  );
  let output = '';
  const waiting: (() => void)[] = [];
  const read = (chunk: Buffer) => {
    output += chunk;
    waiting.forEach(check => check());
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = new Promise<{ code: number | null; output: string }>(done => {
    child.on('close', code => done({ code, output }));
  });
  const seen = (text: string) =>
    new Promise<void>(done => {
      const check = () => output.includes(text) && done();
      waiting.push(check);
      check();
    });
  return { child, ended, seen };
};
const run = (script: 'start' | 'main', ...args: string[]) =>
  launch(script, args).ended;
const here = () => ['--state-dir', stateDir];

describe('arguments', () => {
  it.each([
    ['start', ['--nope'], "Unknown option '--nope'"],
    ['start', ['extra'], "unexpected argument 'extra'"],
    ['start', ['--port', 'abc'], '--port abc is not a number'],
    ['start', ['--real', 'nope'], 'Name one of ml-eu, ml-us-gpu, ml-ap'],
    ['main', ['start', '--latency', 'soon'], 'is not REGION=MILLISECONDS'],
    ['main', ['dance'], 'npm run fleet -- COMMAND'],
    ['main', [], 'npm run fleet -- COMMAND'],
  ] as const)('%s %j ends with 2 and says why', async (script, args, text) => {
    const { code, output } = await run(script, ...args, ...here());
    expect(output).toContain(text);
    expect(code).toBe(2);
  });

  it('names the tasks that can fail', async () => {
    const { code, output } = await run(
      'start',
      '--fail-task',
      'deploy',
      ...here(),
    );
    expect(output).toContain('Name one of prepare, train, evaluate');
    expect(code).toBe(1);
  });

  it('prints help', async () => {
    const { code, output } = await run('main', '--help');
    expect(code).toBe(0);
    expect(output).toContain('--state-dir');
  });
});

describe('start, list and stop', () => {
  it('a running fleet is listed with commands to copy, and stopped from another process', async () => {
    const fleet = launch('main', [
      'start',
      ...here(),
      '--latency',
      'eu-west-1=5',
    ]);
    await fleet.seen('In another terminal');
    const list = await run('main', 'list', ...here());
    expect(list.code).toBe(0);
    expect(list.output).toMatch(
      /ml-eu +eu-west-1 +5 ms +https:\/\/127\.0\.0\.1:\d+ +http:/,
    );
    expect(list.output).toContain('aws eks describe-cluster --name ml-eu');
    const second = await run('main', 'start', ...here());
    expect(second.code).toBe(1);
    expect(second.output).toContain('uses this state directory');
    const stop = await run('main', 'stop', ...here());
    expect(stop).toMatchObject({
      code: 0,
      output: 'The local fleet is stopped.\n',
    });
    expect((await fleet.ended).code).toBe(0);
    const again = await run('main', 'stop', ...here());
    expect(again.code).toBe(1);
    expect(again.output).toContain(
      'no local fleet with this state directory is running',
    );
  }, 60_000);

  it('leaves runs to a person with --no-engine', async () => {
    const fleet = launch('main', ['start', ...here(), '--no-engine']);
    await fleet.seen('In another terminal');
    const list = await run('main', 'list', '--json', ...here());
    const [cluster] = JSON.parse(list.output).clusters;
    const runs = `${cluster.kfp}/apis/v2beta1/runs`;
    const spec = parse(await readFile(PIPELINE, 'utf8'));
    const created = await fetch(runs, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ display_name: 'first', pipeline_spec: spec }),
    });
    const { run_id: id } = (await created.json()) as { run_id: string };
    // The engine takes a Workflow up within milliseconds.
    await sleep(1_500);
    const seen = (await (await fetch(`${runs}/${id}`)).json()) as {
      run_id: string;
      state?: string;
    };
    expect(seen.run_id).toBe(id);
    // Until the first report KFP itself says nothing of the state.
    expect(['PENDING', undefined]).toContain(seen.state);
    fleet.child.kill('SIGTERM');
    expect((await fleet.ended).code).toBe(0);
  });

  it('ends at a signal and leaves no description behind', async () => {
    const fleet = launch('main', ['start', ...here()]);
    await fleet.seen('In another terminal');
    fleet.child.kill('SIGTERM');
    expect((await fleet.ended).code).toBe(0);
    await expect(readFile(join(stateDir, 'fleet.json'))).rejects.toThrow(
      'ENOENT',
    );
  });

  it('takes no notice of what a killed fleet left', async () => {
    await writeFile(
      join(stateDir, 'fleet.json'),
      JSON.stringify({
        pid: 1,
        control: { url: 'http://127.0.0.1:9', token: 'x' },
        clusters: [],
      }),
    );
    const list = await run('main', 'list', ...here());
    expect(list.code).toBe(1);
    await writeFile(join(stateDir, 'fleet.json'), 'not json');
    const other = await run('main', 'list', ...here());
    expect(other.output).toContain('no local fleet');
  });

  it('explains a port in use and starts nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, output } = await run(
      'main',
      'start',
      ...here(),
      '--port',
      String(port),
    );
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(
      `port ${port} of 127.0.0.1 is in use by another program`,
    );
  });
});
