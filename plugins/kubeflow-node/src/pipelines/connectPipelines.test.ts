import type {
  ClusterAccess,
  FleetCluster,
  KubeflowProfile,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesClient } from '../kubernetes/objects';
import { connectPipelines } from './connectPipelines';
import {
  closeServers,
  type FakeServer,
  type Route,
  startFakeServer,
} from './testing/fakeServer';

const servers: FakeServer[] = [];

afterEach(() => closeServers(servers));

async function serve(routes: Record<string, Route>) {
  const server = await startFakeServer(routes);
  servers.push(server);
  return server;
}

const cluster = (
  access: ClusterAccess,
  profile: KubeflowProfile = 'pipelines',
): FleetCluster => ({
  account: '111122223333',
  region: 'eu-west-1',
  name: 'ml-eu',
  partition: 'aws',
  arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/ml-eu',
  labels: {},
  access,
  kubeflow: { profile, version: '2.17.0', namespace: 'kubeflow' },
  artifacts: {},
});

const PROXY: ClusterAccess = {
  via: 'api-server-proxy',
  namespace: 'kubeflow',
  service: 'ml-pipeline',
};
const FORWARD: ClusterAccess = {
  via: 'port-forward',
  namespace: 'kubeflow',
  service: 'ml-pipeline-ui',
  serviceAccount: 'team-a/default-editor',
  audience: 'pipelines.kubeflow.org',
};
const HEALTHY = { body: { multi_user: false } };
const RUN = { body: { run_id: 'r1' } };

/** A service account's tokens: `token-1`, `token-2`…, each living an hour. */
function tokenRequests(now: () => number) {
  const asked: unknown[] = [];
  const createToken: KubernetesClient['createToken'] = async (
    account,
    audience,
  ) => {
    asked.push({ account, audience });
    return {
      token: `token-${asked.length}`,
      expiration: new Date(now() + 3_600_000),
    };
  };
  return { asked, kubernetes: { createToken } as KubernetesClient };
}

describe('by the API server’s proxy', () => {
  it('sends below the service with its port, and nothing before the first call', async () => {
    const server = await serve({
      'GET /api/v1/namespaces/kubeflow/services/ml-pipeline:http/proxy/apis/v2beta1/healthz':
        HEALTHY,
    });
    const { pipelines } = await connectPipelines(cluster(PROXY), {
      transport: server.transport,
    });
    expect(server.requests).toEqual([]);
    expect(await pipelines.health()).toEqual({ multiUser: false });
    expect(pipelines).toMatchObject({
      subject: 'eu-west-1/ml-eu',
      namespace: 'kubeflow',
    });
  });

  it('keeps the query byte for byte', async () => {
    const path =
      '/api/v1/namespaces/kubeflow/services/ml-pipeline:http/proxy/apis/v2beta1/experiments';
    const server = await serve({ [`GET ${path}`]: {} });
    const { pipelines } = await connectPipelines(cluster(PROXY), {
      transport: server.transport,
    });
    await pipelines.findExperiment('a+b');
    expect(server.requests[0]!.query).toContain('a%252Bb');
  });

  it.each<KubeflowProfile>(['pipelines-multi-user', 'platform'])(
    'refuses the profile %s and says which access to set',
    async profile => {
      await expect(
        connectPipelines(cluster(PROXY, profile), {}),
      ).rejects.toMatchObject({
        name: 'InputError',
        reason: 'ProxyCannotIdentify',
        subject: 'eu-west-1/ml-eu',
        remedy: expect.stringMatching(
          /access: {via: port-forward.*ml-eu in the fleet file/,
        ) as string,
      });
    },
  );

  it('says what is missing without a connection', async () => {
    await expect(connectPipelines(cluster(PROXY), {})).rejects.toMatchObject({
      reason: 'ConnectionMissing',
    });
  });
});

describe('by port-forward', () => {
  it('authenticates with the service account’s token, minted once, and closes its transport', async () => {
    const server = await serve({ 'GET /apis/v2beta1/runs/r1': RUN });
    const { asked, kubernetes } = tokenRequests(Date.now);
    const targets: unknown[] = [];
    let closed = 0;
    const connection = await connectPipelines(
      cluster(FORWARD, 'pipelines-multi-user'),
      {
        kubernetes,
        portForward: async target => {
          targets.push(target);
          return { ...server.transport, close: () => (closed += 1) };
        },
      },
    );
    await Promise.all([
      connection.pipelines.getRun('r1'),
      connection.pipelines.getRun('r1'),
    ]);
    expect(targets).toEqual([
      { namespace: 'kubeflow', service: 'ml-pipeline-ui', port: 'http' },
    ]);
    expect(asked).toEqual([
      {
        account: { namespace: 'team-a', name: 'default-editor' },
        audience: 'pipelines.kubeflow.org',
      },
    ]);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      ['Bearer token-1', 'Bearer token-1'],
    );
    expect(connection.pipelines.namespace).toBe('team-a');
    connection.close();
    expect(closed).toBe(1);
  });

  it('row 27: mints a new token before the old one ends', async () => {
    const server = await serve({ 'GET /apis/v2beta1/runs/r1': RUN });
    let now = 1_000_000;
    const { asked, kubernetes } = tokenRequests(() => now);
    const { pipelines } = await connectPipelines(cluster(FORWARD, 'platform'), {
      kubernetes,
      portForward: async () => server.transport,
      now: () => now,
    });
    await pipelines.getRun('r1');
    now += 3_600_000 - 61_000;
    await pipelines.getRun('r1');
    expect(asked).toHaveLength(1);
    now += 2_000;
    await pipelines.getRun('r1');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      ['Bearer token-1', 'Bearer token-1', 'Bearer token-2'],
    );
  });

  it('row 27: mints once after a 401, repeats the call, also a POST, and gives up after the second', async () => {
    const refused = {
      status: 401,
      body: {
        code: 16,
        message: 'Unauthenticated',
        details: [{ message: 'expired' }],
      },
    };
    const server = await serve({
      'POST /apis/v2beta1/runs': ({ headers }) =>
        headers.authorization === 'Bearer token-1' ? refused : RUN,
      'GET /apis/v2beta1/runs/r1': refused,
    });
    const { kubernetes } = tokenRequests(Date.now);
    const { pipelines } = await connectPipelines(cluster(FORWARD, 'platform'), {
      kubernetes,
      portForward: async () => server.transport,
    });
    await pipelines.createRun({
      displayName: 'a',
      experimentId: 'e',
      pipelineId: 'p',
      pipelineVersionId: 'v',
      parameters: {},
    });
    await expect(pipelines.getRun('r1')).rejects.toMatchObject({
      reason: 'IdentityMissing',
    });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      ['Bearer token-1', 'Bearer token-2', 'Bearer token-2', 'Bearer token-3'],
    );
  });

  it('needs no token in single-user mode', async () => {
    const server = await serve({ 'GET /apis/v2beta1/healthz': HEALTHY });
    const { pipelines } = await connectPipelines(
      cluster({ ...FORWARD, serviceAccount: undefined }),
      {
        portForward: async () => server.transport,
      },
    );
    await pipelines.health();
    expect(server.requests[0]!.headers.authorization).toBeUndefined();
  });

  it('says what to set in the fleet file, before it opens anything', async () => {
    const portForward = async () => {
      throw new Error('opened');
    };
    const { kubernetes } = tokenRequests(Date.now);
    for (const [serviceAccount, reason, namespace] of [
      [undefined, 'IdentityNotConfigured', 'team-a'],
      [undefined, 'NamespaceMissing', undefined],
      ['default-editor', 'InvalidServiceAccount', undefined],
    ] as const)
      await expect(
        connectPipelines(cluster({ ...FORWARD, serviceAccount }, 'platform'), {
          kubernetes,
          portForward,
          namespace,
        }),
      ).rejects.toMatchObject({ name: 'InputError', reason });
  });
});

describe('by URL', () => {
  const jwt = (exp: number, id: number) =>
    `h.${Buffer.from(JSON.stringify({ exp, id })).toString('base64url')}.s`;

  it('sends below the path of the URL with a token for the audience, renewed before its exp', async () => {
    const server = await serve({ 'GET /pipeline/apis/v2beta1/runs/r1': RUN });
    let now = 1_000_000;
    const audiences: unknown[] = [];
    const { pipelines, close } = await connectPipelines(
      cluster(
        { via: 'url', url: `${server.url}/pipeline`, audience: 'kfp' },
        'platform',
      ),
      {
        namespace: 'team-a',
        now: () => now,
        token: async audience => {
          audiences.push(audience);
          return jwt(now / 1000 + 300, audiences.length);
        },
      },
    );
    await pipelines.getRun('r1');
    now += 265_000;
    await pipelines.getRun('r1');
    now += 10_000;
    await pipelines.getRun('r1');
    close();
    expect(audiences).toEqual(['kfp', 'kfp']);
    expect(server.requests[0]!.headers.authorization).toBe(
      `Bearer ${jwt(1300, 1)}`,
    );
  });

  it('sends no Authorization when there is no token', async () => {
    const server = await serve({ 'GET /apis/v2beta1/healthz': HEALTHY });
    const { pipelines, close } = await connectPipelines(
      cluster({ via: 'url', url: `${server.url}/` }),
      {},
    );
    await pipelines.health();
    close();
    expect(server.requests[0]!.headers.authorization).toBeUndefined();
  });

  it('says which input to correct where no fleet file was read', async () => {
    const server = await serve({
      'GET /kfp/apis/v2beta1/healthz': { status: 404, body: 'no' },
      'GET /kfp/apis/v1beta1/healthz': { status: 404, body: 'no' },
    });
    const access = { via: 'url', url: `${server.url}/kfp` } as const;
    const settings = 'inputs';
    const { pipelines, close } = await connectPipelines(cluster(access), {
      settings,
    });
    await expect(pipelines.health()).rejects.toMatchObject({
      remedy: expect.stringContaining('Correct the input endpoint') as string,
    });
    close();
    await expect(
      connectPipelines(cluster(access, 'platform'), {
        settings,
        namespace: 'team-a',
      }),
    ).rejects.toMatchObject({ remedy: 'Give a token as input endpoint-token' });
  });

  it('refuses credentials in the URL and does not repeat them', async () => {
    const error: unknown = await connectPipelines(
      cluster({ via: 'url', url: 'https://user:hunter2@kubeflow.example.com' }),
      {},
    ).catch((e: unknown) => e);
    expect(error).toMatchObject({
      name: 'InputError',
      reason: 'CredentialsInUrl',
    });
    expect((error as Error).message).not.toMatch(/hunter2/);
  });

  it('names what is missing in multi-user mode', async () => {
    const access: ClusterAccess = {
      via: 'url',
      url: 'https://kubeflow.example.com',
    };
    await expect(
      connectPipelines(cluster(access, 'platform'), { namespace: 'team-a' }),
    ).rejects.toMatchObject({
      reason: 'IdentityNotConfigured',
    });
    await expect(
      connectPipelines(cluster(access, 'platform'), { token: async () => 't' }),
    ).rejects.toMatchObject({ reason: 'NamespaceMissing' });
  });

  it('passes on why there is no token, and asks again for the next call', async () => {
    const server = await serve({ 'GET /apis/v2beta1/runs/r1': RUN });
    let asked = 0;
    const { pipelines, close } = await connectPipelines(
      cluster({ via: 'url', url: server.url }),
      {
        token: async () => {
          asked += 1;
          if (asked === 1) throw new Error('no id-token: write');
          return 'opaque';
        },
      },
    );
    await expect(pipelines.getRun('r1')).rejects.toThrow('no id-token: write');
    await pipelines.getRun('r1');
    close();
    expect(server.requests).toHaveLength(1);
  });
});
