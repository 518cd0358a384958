import { createSkippingClock } from '../testing/skippingClock';
import { startTestServer } from '../http/testing/testServer';
import { describeCluster } from './describeCluster';
import { requireApiServer } from './eksCluster';
import { listClusters } from './listClusters';
import { listNodegroups } from './listNodegroups';
import {
  keysOf,
  startFakeEks,
  type FakeCluster,
  type FakeEksOptions,
} from './testing/fakeEks';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const id = { account: ACCOUNT, region: 'eu-west-1', name: 'ml-eu' };
const active: FakeCluster = { ...id, endpoint: 'https://api', ca: 'PEM' };

const eks = async (options: Partial<FakeEksOptions> = {}) => {
  const server = await startFakeEks({ clusters: [active], ...options });
  opened.push(server);
  return server;
};

const call = (server: { url: string }, account = ACCOUNT) => ({
  credentials: keysOf(account),
  endpoint: server.url,
  clock: createSkippingClock(),
  random: () => 0.5,
});

describe('describeCluster', () => {
  it('says what EKS knows of the cluster', async () => {
    const cluster = await describeCluster(id, call(await eks()));
    expect(cluster).toMatchObject({
      ...id,
      arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/ml-eu',
      status: 'ACTIVE',
      version: '1.33',
      endpoint: 'https://api',
      certificateAuthority: Buffer.from('PEM').toString('base64'),
      endpointPublicAccess: true,
      tags: { team: 'ml' },
      createdAt: new Date(1_700_000_000_000),
    });
    expect(requireApiServer(cluster).endpoint).toBe('https://api');
  });

  it('row 31: goes through the proxy of the environment, which the AWS SDK does not read', async () => {
    const proxy = await eks();
    const saved = { ...process.env };
    process.env.HTTP_PROXY = proxy.url;
    delete process.env.NO_PROXY;
    try {
      const options = call({ url: 'http://eks.invalid' });
      await expect(describeCluster(id, options)).resolves.toMatchObject({
        status: 'ACTIVE',
      });
    } finally {
      process.env = saved;
    }
    expect(proxy.requests[0]).toMatchObject({
      headers: { host: 'eks.invalid' },
    });
  });

  it('row 28: says that there is no such cluster, with account and region', async () => {
    const wanted = { ...id, name: 'ML-EU' };
    await expect(
      describeCluster(wanted, call(await eks())),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      reason: 'ClusterNotFound',
      message: expect.stringContaining(
        "eu-west-1/ML-EU: account 111122223333 has no EKS cluster 'ML-EU' in eu-west-1",
      ),
    });
  });

  it('says what AWS says once, without its full stops', async () => {
    const options = call(await eks());
    const wanted = { ...id, name: 'ML-EU' };
    await expect(listNodegroups(wanted, options)).rejects.toMatchObject({
      name: 'NotFoundError',
      fact: expect.stringMatching(
        /^eks:ListNodegroups found nothing in eu-west-1: .*[^.]$/,
      ),
    });
  });

  it('row 26: stops when the credentials lead into another account', async () => {
    const server = await eks({ clusters: [{ ...active, account: OTHER }] });
    await expect(
      describeCluster(id, call(server, OTHER)),
    ).rejects.toMatchObject({ reason: 'WrongAccount' });
  });

  it.each([
    ['CREATING', 'ClusterNotReady', 'still being created'],
    ['PENDING', 'ClusterNotReady', 'still being created'],
    ['DELETING', 'ClusterDeleting', 'being deleted'],
    ['FAILED', 'ClusterFailed', 'creation of the cluster failed'],
  ])(
    'row 28: tells a cluster that is %s from others',
    async (status, reason, fact) => {
      const server = await eks({ clusters: [{ ...active, status }] });
      const cluster = await describeCluster(id, call(server));
      expect(() => requireApiServer(cluster)).toThrow(
        expect.objectContaining({
          reason,
          message: expect.stringContaining(fact),
        }),
      );
    },
  );

  it("row 27: signs again with AWS's time when the machine's clock is ten minutes off, and reports by how much", async () => {
    const offset = 10 * 60_000;
    const times: string[] = [];
    const server = await startTestServer((request, response) => {
      const signedAt = String(request.headers['x-amz-date']);
      times.push(signedAt);
      const head = {
        date: new Date(Date.now() + offset).toUTCString(),
        'content-type': 'application/json',
      };
      if (times.length === 1) {
        response.writeHead(403, {
          ...head,
          'x-amzn-errortype': 'InvalidSignatureException',
        });
        response.end(JSON.stringify({ message: 'Signature expired' }));
        return;
      }
      response.writeHead(200, head);
      response.end(
        JSON.stringify({
          cluster: {
            name: 'ml-eu',
            status: 'ACTIVE',
            arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/ml-eu`,
          },
        }),
      );
    });
    opened.push(server);
    const { clockOffsetMs } = await describeCluster(id, call(server));
    expect(times).toHaveLength(2);
    expect(Math.abs(clockOffsetMs - offset)).toBeLessThan(5_000);
  });
});

describe('listClusters', () => {
  const many = Array.from({ length: 121 }, (_, index) => ({
    ...active,
    name: `c-${index}`,
  }));

  it('reads every page of every region of every account', async () => {
    const elsewhere = {
      ...active,
      account: OTHER,
      region: 'us-east-1',
      name: 'other',
    };
    const server = await eks({ clusters: [...many, elsewhere] });
    const listings = await listClusters({
      ...call(server),
      regions: ['eu-west-1', 'us-east-1'],
      accounts: [
        { account: ACCOUNT, credentials: keysOf(ACCOUNT) },
        { account: OTHER, credentials: keysOf(OTHER) },
      ],
    });
    expect(
      listings.map(({ account, region, clusters, error }) => [
        account,
        region,
        clusters.length,
        error,
      ]),
    ).toEqual([
      [ACCOUNT, 'eu-west-1', 121, undefined],
      [ACCOUNT, 'us-east-1', 0, undefined],
      [OTHER, 'eu-west-1', 0, undefined],
      [OTHER, 'us-east-1', 1, undefined],
    ]);
    expect(listings[0]?.clusters[120]?.cluster?.name).toBe('c-120');
  });

  it('row 24: one account in ten is denied and nine proceed', async () => {
    const accounts = Array.from(
      { length: 10 },
      (_, index) => `11112222000${index}`,
    );
    const server = await eks({
      clusters: accounts.map(account => ({ ...active, account })),
      denied: [`${accounts[3]}/eu-west-1`],
    });
    const listings = await listClusters({
      ...call(server),
      regions: ['eu-west-1'],
      accounts: accounts.map(account => ({
        account,
        credentials: keysOf(account),
      })),
    });
    const failed = listings.filter(({ error }) => error);
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({
      account: accounts[3],
      error: { reason: 'AccessDenied', subject: `${accounts[3]}/eu-west-1` },
    });
    expect(
      listings.filter(({ clusters }) => clusters[0]?.cluster),
    ).toHaveLength(9);
  });

  it('row 24: an account whose role cannot be assumed takes nothing from the others', async () => {
    const listings = await listClusters({
      ...call(await eks()),
      regions: ['eu-west-1'],
      accounts: [
        {
          account: OTHER,
          credentials: async () => {
            throw new TypeError('no token');
          },
        },
        { account: ACCOUNT, credentials: keysOf(ACCOUNT) },
      ],
    });
    expect(listings[0]?.error).toMatchObject({ subject: `${OTHER}/eu-west-1` });
    expect(listings[1]?.clusters).toHaveLength(1);
  });

  it('keeps a cluster that cannot be described, with its error', async () => {
    const server = await eks({
      clusters: [active, { ...active, name: 'sick' }],
      broken: ['eu-west-1/sick'],
    });
    const [listing] = await listClusters({
      ...call(server),
      regions: ['eu-west-1'],
      accounts: [{ account: ACCOUNT, credentials: keysOf(ACCOUNT) }],
    });
    expect(listing?.clusters).toMatchObject([
      { id, cluster: { name: 'ml-eu' } },
      { id: { name: 'sick' }, error: { reason: 'AwsUnavailable' } },
    ]);
  });

  it('never has more calls under way than it may', async () => {
    let now = 0;
    let most = 0;
    const server = await startTestServer((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"clusters":[]}');
      }, 20);
    });
    opened.push(server);
    await listClusters({
      ...call(server),
      concurrency: 3,
      regions: Array.from({ length: 12 }, (_, index) => `eu-west-${index}`),
      accounts: [{ account: ACCOUNT, credentials: keysOf(ACCOUNT) }],
    });
    expect(most).toBe(3);
    expect(server.requests).toHaveLength(12);
  });
});

describe('listNodegroups', () => {
  const group = (nodegroupName: string) => ({
    nodegroupName,
    status: 'ACTIVE',
    capacityType: 'SPOT',
    instanceTypes: ['g5.xlarge'],
    amiType: 'AL2023_x86_64_NVIDIA',
    scalingConfig: { minSize: 0, maxSize: 4, desiredSize: 1 },
    labels: { accelerator: 'nvidia-a10g' },
    taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NO_SCHEDULE' }],
  });

  it("describes every node group of every page, with Kubernetes' taint effects", async () => {
    const nodegroups = ['gpu', 'cpu', 'spot'].map(group);
    const server = await eks({
      clusters: [{ ...active, nodegroups }],
      pageSize: 2,
    });
    const groups = await listNodegroups(id, call(server));
    expect(groups.map(({ name }) => name)).toEqual(['gpu', 'cpu', 'spot']);
    expect(groups[0]).toEqual({
      name: 'gpu',
      status: 'ACTIVE',
      capacityType: 'SPOT',
      instanceTypes: ['g5.xlarge'],
      amiType: 'AL2023_x86_64_NVIDIA',
      minSize: 0,
      maxSize: 4,
      desiredSize: 1,
      labels: { accelerator: 'nvidia-a10g' },
      taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }],
    });
  });
});
