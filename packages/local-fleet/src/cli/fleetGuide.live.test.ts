import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { LocalFleet } from '../fleet/contract';
import { describeFleet } from '../fleet/fleetFiles';
import { startLocalFleet } from '../fleet/startLocalFleet';
import { goProgram } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { pythonEnvironment } from '../real/pythonEnvironment';
import { fleetGuide } from './fleetGuide';

const run = promisify(execFile);
const ROOT = resolve(__dirname, '../../../..');

describeLive('the commands that the fleet prints', () => {
  let stateDir: string;
  let fleet: LocalFleet;
  let programs: readonly string[];
  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'guide-'));
    programs = [
      dirname(await goProgram('kubectl')),
      await pythonEnvironment('aws'),
      await pythonEnvironment('kfp'),
    ];
    fleet = await startLocalFleet({ stateDir, engine: { taskMs: 50 } });
  }, 600_000);
  afterAll(async () => {
    await fleet?.close();
    await rm(stateDir, { recursive: true, force: true });
  });

  /** The shell of a person who has the three programs on the PATH, and foreign settings in the environment. */
  const shell = (script: string) =>
    run('bash', ['-euc', script], {
      cwd: ROOT,
      env: {
        HOME: stateDir,
        AWS_PROFILE: 'work',
        AWS_SESSION_TOKEN: 'old',
        PATH: [...programs, process.env.PATH].join(delimiter),
      },
    });

  it('work as they stand there', async () => {
    const guide = fleetGuide(describeFleet(fleet), fleet.files, 'ml-us-gpu');
    const commands = guide
      .split('\n')
      .filter(line => /^ {2}(source|kubectl|aws|kfp) /.test(line))
      .map(line => line.trim());
    expect(commands).toHaveLength(6);
    const { stdout } = await shell(commands.join('\n'));
    expect(stdout).toContain('node/ip-10-0-0-20.us-west-2.compute.internal');
    expect(stdout).toContain('cluster/ml-us-gpu');
    expect(stdout).toContain('ExecCredential');
    expect(stdout).toMatch(/first\s+\S+\s+PENDING/);
  }, 120_000);

  it('and a kubeconfig of `aws eks update-kubeconfig` works, too', async () => {
    const { stdout } = await shell(
      [
        `source ${fleet.files.env}`,
        `export KUBECONFIG=${join(stateDir, 'aws-kubeconfig')}`,
        'aws eks update-kubeconfig --name ml-ap --region ap-southeast-2',
        'kubectl auth whoami',
        'kubectl get namespace kubeflow -o name',
      ].join('\n'),
    );
    expect(stdout).toContain('local-fleet-admin');
    expect(stdout).toContain('namespace/kubeflow');
  }, 120_000);
});
