import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { goProgram, goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import {
  pythonEnvironment,
  pythonEnvironments,
} from '../real/pythonEnvironment';
import type { LocalFleet } from './contract';
import { startLocalFleet } from './startLocalFleet';

const run = promisify(execFile);
const PIPELINE = resolve(__dirname, '../../pipelines/churn_training.yaml');

const configMap = (value: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', labels: { app: 'foreign' } },
    data: { value },
  });

const clients = [
  `kubectl ${goPrograms.kubectl.version}`,
  ...pythonEnvironments.kfp,
  ...pythonEnvironments.aws,
].join(', ');

describeLive(`${clients} on the local fleet`, () => {
  let home: string;
  let fleet: LocalFleet;
  let programs: { kubectl: string; kfp: string; aws: string };
  let watching: ChildProcess | undefined;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'foreign-'));
    programs = {
      kubectl: await goProgram('kubectl'),
      kfp: join(await pythonEnvironment('kfp'), 'kfp'),
      aws: join(await pythonEnvironment('aws'), 'aws'),
    };
    fleet = await startLocalFleet({
      stateDir: join(home, 'fleet'),
      engine: { taskMs: 200, overheadMs: 20 },
    });
  }, 600_000);
  afterAll(async () => {
    watching?.kill();
    await fleet?.close();
    await rm(home, { recursive: true, force: true });
  }, 30_000);

  const environment = () => ({
    PATH: process.env.PATH,
    HOME: home,
    AWS_ACCESS_KEY_ID: fleet.aws.admin.accessKeyId,
    AWS_SECRET_ACCESS_KEY: fleet.aws.admin.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const says = async (name: keyof typeof programs, args: readonly string[]) => {
    const { stdout } = await run(programs[name], args, {
      cwd: home,
      env: environment(),
      timeout: 60_000,
    });
    return stdout;
  };
  const toCluster = (args: readonly string[]) => [
    ...['--kubeconfig', fleet.cluster('ml-us-gpu').kubeconfig],
    ...['--namespace', 'kubeflow'],
    ...args,
  ];
  const kubectl = (...args: readonly string[]) =>
    says('kubectl', toCluster(args));
  const applied = async (value: string) => {
    const file = join(home, 'settings.json');
    await writeFile(file, configMap(value));
    return ['--server-side', '-f', file];
  };

  it('kubectl applies on the server side, diffs and deletes', async () => {
    expect(await kubectl('apply', ...(await applied('1')))).toBe(
      'configmap/settings serverside-applied\n',
    );
    expect(await kubectl('diff', ...(await applied('1')))).toBe('');
    const different = await kubectl('diff', ...(await applied('2'))).catch(
      error => error,
    );
    expect(different).toMatchObject({ code: 1 });
    expect(different.stdout).toMatch(/-\s+value: "1"\n\+\s+value: "2"/);
    expect(await kubectl('delete', 'configmap', 'settings')).toContain(
      'configmap "settings" deleted',
    );
  }, 60_000);

  it('kfp creates a run, kubectl watches its Workflow and waits for its end', async () => {
    let seen = '';
    watching = spawn(
      programs.kubectl,
      toCluster(['get', 'workflows', '--watch', '-o', 'name']),
      { env: environment() },
    );
    watching.stdout?.on('data', (chunk: Buffer) => (seen += chunk));
    const endpoint = fleet.cluster('ml-us-gpu').kfpUrl ?? '';
    const created = await says('kfp', [
      ...['--endpoint', endpoint, '--output', 'json', 'run', 'create'],
      ...['-e', 'foreign', '-r', 'by-hand', '-f', PIPELINE],
    ]);
    const [, runId = ''] = /runs\/details\/([0-9a-f-]+)/.exec(created) ?? [];
    const waited = await kubectl(
      ...['wait', 'workflow', '-l', `pipeline/runid=${runId}`],
      ...['--for=jsonpath={.status.phase}=Succeeded', '--timeout=30s'],
    );
    expect(waited).toContain('condition met');
    expect(seen).toContain(waited.split(' ')[0]);
    const stateOf = async () =>
      JSON.parse(
        await says('kfp', [
          ...['--endpoint', endpoint, '--output', 'json', 'run', 'get', runId],
        ]),
      ).state;
    let state = await stateOf();
    for (let wait = 0; wait < 20 && state === 'RUNNING'; wait++) {
      await sleep(200);
      state = await stateOf();
    }
    expect(state).toBe('SUCCEEDED');
  }, 120_000);

  it.each(['ml-eu', 'ml-us-gpu', 'ml-ap'])(
    'aws describes %s in its region, by --endpoint-url',
    async name => {
      const { region, arn, controlPlane } = fleet.cluster(name);
      const { cluster } = JSON.parse(
        await says('aws', [
          ...['eks', 'describe-cluster', '--name', name, '--region', region],
          ...['--endpoint-url', fleet.aws.url, '--output', 'json'],
        ]),
      );
      expect(cluster).toMatchObject({
        arn,
        status: 'ACTIVE',
        endpoint: controlPlane.server,
      });
    },
    60_000,
  );
});
