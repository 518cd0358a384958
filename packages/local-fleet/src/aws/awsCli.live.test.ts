import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeLive } from '../real/liveLane';
import {
  pythonEnvironment,
  pythonEnvironments,
} from '../real/pythonEnvironment';
import { ACCOUNT, openAwsLane } from './awsLane.test.fixture';
import type { Lane } from './awsLane.test.fixture';

const run = promisify(execFile);

describeLive(`${pythonEnvironments.aws} on the emulator`, () => {
  const id = { account: ACCOUNT, region: 'eu-west-1', name: 'ml-eu' };
  const user = `arn:aws:iam::${ACCOUNT}:user/admin`;
  let lane: Lane;
  let home: string;
  let program: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'aws-home-'));
    program = join(await pythonEnvironment('aws'), 'aws');
    lane = await openAwsLane({
      accounts: () => [
        {
          id: ACCOUNT,
          users: [
            {
              name: 'admin',
              ...keys,
              permissions: [{ actions: ['eks:*'], resources: ['*'] }],
            },
          ],
        },
      ],
      clusters: [
        {
          ...id,
          status: 'ACTIVE',
          endpoint: 'https://127.0.0.1:6443',
          ca: 'PEM',
          accessEntries: [
            { principalArn: user, username: 'admin', groups: ['masters'] },
          ],
          nodegroups: [
            {
              name: 'gpu',
              instanceTypes: ['g5.xlarge'],
              minSize: 0,
              maxSize: 4,
              desiredSize: 1,
            },
          ],
        },
        ...Array.from({ length: 120 }, (_, n) => ({
          ...id,
          name: `more-${n}`,
          status: 'CREATING' as const,
        })),
      ],
    });
  }, 600_000);
  afterAll(async () => {
    lane?.close();
    await rm(home, { recursive: true, force: true });
  });

  const keys = {
    accessKeyId: 'AKIALOCALADMIN',
    secretAccessKey: 'local-secret',
  };
  const aws = async (...args: string[]) => {
    const { stdout } = await run(program, args, {
      env: {
        PATH: process.env.PATH,
        HOME: home,
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
        AWS_DEFAULT_REGION: 'eu-west-1',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    return JSON.parse(stdout);
  };
  const endpoint = () => ['--endpoint-url', lane.endpoint];

  it('describes a cluster, and its node group', async () => {
    const name = ['--name', 'ml-eu'];
    const { cluster } = await aws(
      'eks',
      'describe-cluster',
      ...name,
      ...endpoint(),
    );
    expect(cluster).toMatchObject({
      arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/ml-eu`,
      status: 'ACTIVE',
    });
    const { nodegroup } = await aws(
      'eks',
      'describe-nodegroup',
      '--cluster-name',
      'ml-eu',
      '--nodegroup-name',
      'gpu',
      ...endpoint(),
    );
    expect(nodegroup.scalingConfig.maxSize).toBe(4);
  }, 60_000);

  it('lists every page', async () => {
    const { clusters } = await aws('eks', 'list-clusters', ...endpoint());
    expect(clusters).toHaveLength(121);
  }, 60_000);

  it('knows who it is', async () => {
    const identity = await aws('sts', 'get-caller-identity', ...endpoint());
    expect(identity).toMatchObject({ Account: ACCOUNT, Arn: user });
  }, 60_000);

  it('makes a token that the emulator accepts for its cluster only', async () => {
    const { status } = await aws('eks', 'get-token', '--cluster-name', 'ml-eu');
    expect(lane.emulator.verifyEksToken(status.token, id)).toMatchObject({
      accepted: true,
      username: 'admin',
      arn: user,
    });
    expect(
      lane.emulator.verifyEksToken(status.token, { ...id, name: 'more-1' }),
    ).toMatchObject({ accepted: false });
  }, 60_000);

  it('shows an error of the service under its name', async () => {
    const failure = await aws(
      'eks',
      'describe-cluster',
      '--name',
      'nope',
      ...endpoint(),
    ).catch(error => error);
    expect(failure.stderr).toContain(
      '(ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found for name: nope.',
    );
  }, 60_000);
});
