import {
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  ListAccessEntriesCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
  UpdateClusterVersionCommand,
} from '@aws-sdk/client-eks';
import type { EksClusterSpec } from './contract';
import {
  ACCOUNT,
  OTHER_ACCOUNT,
  openAwsLane,
  presignToken,
} from './awsLane.test.fixture';
import type { Lane } from './awsLane.test.fixture';

const limited = { accessKeyId: 'AKIALIMITED', secretAccessKey: 's2' };
const other = { accessKeyId: 'AKIAOTHER', secretAccessKey: 's3' };
const deployer = `arn:aws:iam::${ACCOUNT}:user/admin`;

const cluster = (
  name: string,
  over: Partial<EksClusterSpec> = {},
): EksClusterSpec => ({
  account: ACCOUNT,
  region: 'eu-west-1',
  name,
  status: 'ACTIVE',
  endpoint: 'https://127.0.0.1:6443',
  ca: 'PEM',
  ...over,
});

let lane: Lane;
beforeAll(async () => {
  lane = await openAwsLane({
    accounts: () => [
      {
        id: ACCOUNT,
        users: [
          {
            name: 'admin',
            accessKeyId: 'AKIALOCALADMIN',
            secretAccessKey: 'local-secret',
            permissions: [{ actions: ['eks:*'], resources: ['*'] }],
          },
          {
            name: 'limited',
            ...limited,
            permissions: [
              {
                actions: ['eks:DescribeCluster'],
                resources: [`arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/ml-eu`],
              },
            ],
          },
        ],
      },
      {
        id: OTHER_ACCOUNT,
        users: [
          {
            name: 'o',
            ...other,
            permissions: [{ actions: ['*'], resources: ['*'] }],
          },
        ],
      },
    ],
    clusters: [
      cluster('ml-eu', {
        tags: { team: 'ml' },
        accessEntries: [
          {
            principalArn: deployer,
            username: 'admin-{{SessionName}}',
            groups: ['kubeflow-fleet:deployers'],
          },
        ],
        nodegroups: [
          {
            name: 'gpu',
            instanceTypes: ['g5.xlarge'],
            minSize: 0,
            maxSize: 4,
            desiredSize: 1,
            amiType: 'AL2023_x86_64_NVIDIA',
            labels: { 'k8s.amazonaws.com/accelerator': 'nvidia-a10g' },
            taints: [{ key: 'nvidia.com/gpu', effect: 'NO_SCHEDULE' }],
          },
        ],
      }),
      cluster('ml-new', {
        status: 'CREATING',
        endpoint: undefined,
        ca: undefined,
      }),
      cluster('ml-us', { region: 'us-west-2' }),
      cluster('ml-eu', { account: OTHER_ACCOUNT }),
      ...Array.from({ length: 205 }, (_, n) =>
        cluster(`c${String(n).padStart(3, '0')}`, { region: 'ap-southeast-2' }),
      ),
    ],
  });
});
afterAll(() => lane.close());

describe('clusters', () => {
  it('describes a cluster with its endpoint, CA and tags', async () => {
    const { cluster: found } = await lane
      .eks()
      .send(new DescribeClusterCommand({ name: 'ml-eu' }));
    expect(found).toMatchObject({
      arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/ml-eu`,
      status: 'ACTIVE',
      endpoint: 'https://127.0.0.1:6443',
      certificateAuthority: { data: Buffer.from('PEM').toString('base64') },
      tags: { team: 'ml' },
    });
  });

  it('row 28: shows a cluster that is being created without endpoint or CA', async () => {
    const { cluster: found } = await lane
      .eks()
      .send(new DescribeClusterCommand({ name: 'ml-new' }));
    expect(found?.status).toBe('CREATING');
    expect(found?.endpoint).toBeUndefined();
    expect(found?.certificateAuthority?.data).toBeUndefined();
  });

  it('row 28: a name that differs in case, region or account is not found', async () => {
    const ask = (name: string, region: string) =>
      lane.eks(region).send(new DescribeClusterCommand({ name }));
    for (const [name, region] of [
      ['ML-EU', 'eu-west-1'],
      ['ml-eu', 'us-west-2'],
      ['ml-us', 'eu-west-1'],
    ] as const)
      await expect(ask(name, region)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `No cluster found for name: ${name}.`,
      });
    const { cluster: foreign } = await lane
      .eks('eu-west-1', other)
      .send(new DescribeClusterCommand({ name: 'ml-eu' }));
    expect(foreign?.arn).toContain(OTHER_ACCOUNT);
  });

  it('lists one region of one account, 100 names a page', async () => {
    const pages: number[] = [];
    const names = new Set<string>();
    let nextToken: string | undefined;
    do {
      const page = await lane
        .eks('ap-southeast-2')
        .send(new ListClustersCommand({ nextToken }));
      pages.push(page.clusters!.length);
      page.clusters!.forEach(name => names.add(name));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(pages).toEqual([100, 100, 5]);
    expect(names.size).toBe(205);
    const europe = await lane.eks().send(new ListClustersCommand({}));
    expect(europe.clusters).toEqual(['ml-eu', 'ml-new']);
    await expect(
      lane.eks().send(new ListClustersCommand({ maxResults: 101 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('row 24: names principal, action and resource when the policy does not allow', async () => {
    await expect(
      lane
        .eks('eu-west-1', limited)
        .send(new DescribeClusterCommand({ name: 'ml-eu' })),
    ).resolves.toBeDefined();
    await expect(
      lane
        .eks('eu-west-1', limited)
        .send(new DescribeClusterCommand({ name: 'ml-new' })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `user/limited is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/ml-new`,
      ),
    });
    await expect(
      lane.eks('eu-west-1', limited).send(new ListClustersCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('refuses an unsigned request and a wrong secret', async () => {
    const plain = await fetch(`${lane.endpoint}/clusters`);
    expect(plain.status).toBe(403);
    expect(await plain.json()).toMatchObject({
      __type: 'MissingAuthenticationTokenException',
    });
    await expect(
      lane
        .eks('eu-west-1', { ...limited, secretAccessKey: 'x' })
        .send(new ListClustersCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });

  it('says plainly which operations it does not have', async () => {
    await expect(
      lane
        .eks()
        .send(
          new UpdateClusterVersionCommand({ name: 'ml-eu', version: '1.36' }),
        ),
    ).rejects.toMatchObject({
      name: 'NotImplementedException',
      message: expect.stringContaining('local fleet'),
    });
  });
});

describe('node groups and access entries', () => {
  it('lists and describes a GPU node group', async () => {
    const list = await lane
      .eks()
      .send(new ListNodegroupsCommand({ clusterName: 'ml-eu' }));
    expect(list.nodegroups).toEqual(['gpu']);
    const { nodegroup } = await lane.eks().send(
      new DescribeNodegroupCommand({
        clusterName: 'ml-eu',
        nodegroupName: 'gpu',
      }),
    );
    expect(nodegroup).toMatchObject({
      scalingConfig: { minSize: 0, maxSize: 4, desiredSize: 1 },
      labels: { 'k8s.amazonaws.com/accelerator': 'nvidia-a10g' },
      taints: [{ key: 'nvidia.com/gpu', effect: 'NO_SCHEDULE' }],
    });
    await expect(
      lane.eks().send(
        new DescribeNodegroupCommand({
          clusterName: 'ml-eu',
          nodegroupName: 'cpu',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('describes an access entry whose ARN is in the path', async () => {
    const list = await lane
      .eks()
      .send(new ListAccessEntriesCommand({ clusterName: 'ml-eu' }));
    expect(list.accessEntries).toEqual([deployer]);
    const { accessEntry } = await lane.eks().send(
      new DescribeAccessEntryCommand({
        clusterName: 'ml-eu',
        principalArn: deployer,
      }),
    );
    expect(accessEntry).toMatchObject({
      principalArn: deployer,
      kubernetesGroups: ['kubeflow-fleet:deployers'],
    });
  });
});

describe('EKS tokens', () => {
  const id = { account: ACCOUNT, region: 'eu-west-1', name: 'ml-eu' };
  const judge = async (
    over: Partial<Parameters<typeof presignToken>[1]> = {},
    keys = lane.admin,
  ) =>
    lane.emulator.verifyEksToken(
      await presignToken(keys, { cluster: 'ml-eu', ...over }),
      id,
    );
  const minutesAgo = (minutes: number) =>
    new Date(Date.now() - minutes * 60_000);

  it('maps the signer to the user and groups of its access entry', async () => {
    expect(await judge()).toMatchObject({
      accepted: true,
      groups: ['kubeflow-fleet:deployers'],
      arn: deployer,
    });
  });

  it('accepts a token of another regional STS, and one of 14 minutes ago that says 60 seconds', async () => {
    expect(await judge({ region: 'us-west-2' })).toMatchObject({
      accepted: true,
    });
    expect(await judge({ at: minutesAgo(14) })).toMatchObject({
      accepted: true,
    });
  });

  it.each([
    ['another cluster', { cluster: 'ml-us' }, /signature/],
    ['another case of the name', { cluster: 'ML-eu' }, /signature/],
    ['16 minutes ago', { at: minutesAgo(16) }, /expired/],
    ['ten minutes ahead', { at: minutesAgo(-10) }, /future/],
    ['plain http', { protocol: 'http:' }, /scheme http/],
    ['a loopback host', { host: '127.0.0.1' }, /hostname 127/],
    ['901 seconds', { expiresIn: 901 }, /over 900/],
  ])('refuses a token for %s', async (_what, over, reason) => {
    expect(await judge(over)).toMatchObject({
      accepted: false,
      reason: expect.stringMatching(reason),
    });
  });

  it('row 29: refuses a signer without an access entry and names it', async () => {
    expect(await judge({}, limited)).toMatchObject({
      accepted: false,
      reason: expect.stringContaining('no access entry for'),
    });
  });

  it('refuses a token with something behind it', async () => {
    const token = await presignToken(lane.admin, { cluster: 'ml-eu' });
    for (const end of ['x', '=', ' ', '.x'])
      expect(lane.emulator.verifyEksToken(token + end, id)).toMatchObject({
        accepted: false,
      });
  });

  it('refuses a wrong secret and text that is no token', async () => {
    expect(
      await judge({}, { ...lane.admin, secretAccessKey: 'x' }),
    ).toMatchObject({ accepted: false });
    for (const text of [
      '',
      'k8s-aws-v1.',
      'k8s-aws-v1.%%%',
      'Bearer x',
      `k8s-aws-v1.${'a'.repeat(5000)}`,
    ])
      expect(lane.emulator.verifyEksToken(text, id)).toMatchObject({
        accepted: false,
      });
  });
});
