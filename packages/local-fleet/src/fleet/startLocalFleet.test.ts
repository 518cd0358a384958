import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  hasReason,
  parseFleetFile,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { parse } from 'yaml';
import { presignToken } from '../aws/awsLane.test.fixture';
import type { Keys } from '../aws/awsLane.test.fixture';
import type { LocalFleet } from './contract';
import { emulatedControlPlane } from './emulatedControlPlane';
import { startLocalFleet } from './startLocalFleet';

let stateDir: string;
let fleet: LocalFleet;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'fleet-'));
  fleet = await startLocalFleet({
    stateDir,
    latency: { 'ap-southeast-2': 60 },
    engine: { taskMs: 10, overheadMs: 5 },
  });
});
afterAll(async () => {
  await fleet.close();
  await rm(stateDir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly json: any;
}

const kubernetes = (
  name: string,
  token: string,
  call: { path: string; method?: string; body?: object },
) =>
  new Promise<Answer>((resolve, reject) => {
    const { server, ca } = fleet.cluster(name).controlPlane;
    const outgoing = https.request(
      `${server}${call.path}`,
      {
        ca,
        method: call.method ?? 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
      },
      response => {
        let text = '';
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            json: text.startsWith('{') ? JSON.parse(text) : text,
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(call.body && JSON.stringify(call.body));
  });

/** From the job's OIDC token to credentials of the deployer, as the actions do it. */
const deployerKeys = async (): Promise<Keys> => {
  const { requestUrl, requestToken } = fleet.github.emulator.oidc;
  const answer = await fetch(`${requestUrl}&audience=sts.amazonaws.com`, {
    headers: { authorization: `Bearer ${requestToken}` },
  });
  const { value } = (await answer.json()) as { value: string };
  const { Credentials } = await new STSClient({
    region: 'eu-west-1',
    endpoint: fleet.aws.url,
  }).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: fleet.aws.roleArn('111122223333'),
      RoleSessionName: 'gh-1001',
      WebIdentityToken: value,
    }),
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken,
  };
};
const PROXY =
  '/api/v1/namespaces/kubeflow/services/ml-pipeline:http/proxy/apis/v2beta1';

describe('from the OIDC token to a pod in the right cluster', () => {
  it('EKS describes the address and authority of the cluster', async () => {
    const eks = new EKSClient({
      region: 'us-west-2',
      endpoint: fleet.aws.url,
      credentials: await deployerKeys(),
    });
    const { cluster } = await eks.send(
      new DescribeClusterCommand({ name: 'ml-us-gpu' }),
    );
    const { server, ca } = fleet.cluster('ml-us-gpu').controlPlane;
    expect(cluster?.endpoint).toBe(server);
    expect(
      Buffer.from(cluster!.certificateAuthority!.data!, 'base64').toString(),
    ).toBe(ca);
  });

  it('the token opens its own cluster and no other', async () => {
    const token = await presignToken(await deployerKeys(), {
      cluster: 'ml-us-gpu',
      region: 'us-west-2',
    });
    const health = { path: `${PROXY}/healthz` };
    const own = await kubernetes('ml-us-gpu', token, health);
    expect([own.status, own.json.multi_user]).toEqual([200, false]);
    expect((await kubernetes('ml-eu', token, health)).status).toBe(401);
  });

  it('the deployer submits and reads, and may not do what no action needs', async () => {
    const token = await presignToken(await deployerKeys(), {
      cluster: 'ml-eu',
    });
    const refused = await kubernetes('ml-eu', token, {
      path: '/api/v1/nodes/some-node',
      method: 'DELETE',
    });
    expect(refused.status).toBe(403);
    expect(refused.json.message).toContain('github:gh-1001');
    const nodes = await kubernetes('ml-eu', token, { path: '/api/v1/nodes' });
    expect(nodes.json.items).toHaveLength(2);
  });

  it('a run submitted through the proxy shows as a Workflow with pods and logs', async () => {
    const token = await presignToken(await deployerKeys(), {
      cluster: 'ml-us-gpu',
      region: 'us-west-2',
    });
    const spec = parse(
      await readFile(
        join(__dirname, '../../pipelines/churn_training.yaml'),
        'utf8',
      ),
    );
    const created = await kubernetes('ml-us-gpu', token, {
      path: `${PROXY}/runs`,
      method: 'POST',
      body: { display_name: 'first', pipeline_spec: spec },
    });
    expect(created.status).toBe(200);
    const path = `${PROXY}/runs/${created.json.run_id}`;
    let state = '';
    for (let n = 0; n < 100 && state !== 'SUCCEEDED'; n++) {
      state = (await kubernetes('ml-us-gpu', token, { path })).json.state;
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
    expect(state).toBe('SUCCEEDED');
    const selector = `labelSelector=pipeline%2Frunid%3D${created.json.run_id}`;
    const pods = await kubernetes('ml-us-gpu', token, {
      path: `/api/v1/namespaces/kubeflow/pods?${selector}`,
    });
    const impl = pods.json.items.filter((pod: any) =>
      pod.metadata.name.includes('-impl-'),
    );
    expect(impl.map((pod: any) => pod.status.phase)).toEqual([
      'Succeeded',
      'Succeeded',
      'Succeeded',
    ]);
    expect(impl[0].spec.nodeName).toBe(
      'ip-10-0-0-20.us-west-2.compute.internal',
    );
    const log = await kubernetes('ml-us-gpu', token, {
      path: `/api/v1/namespaces/kubeflow/pods/${impl[0].metadata.name}/log?container=main`,
    });
    expect(String(log.json)).not.toBe('');
    const workflows = await kubernetes('ml-us-gpu', token, {
      path: `/apis/argoproj.io/v1alpha1/namespaces/kubeflow/workflows?${selector}`,
    });
    expect(workflows.json.items[0].status.phase).toBe('Succeeded');
  });
});

describe('what it writes', () => {
  it('is a fleet file that our parser takes', async () => {
    const text = await readFile(fleet.files.fleetFile, 'utf8');
    const { clusters } = parseFleetFile(text, { path: 'fleet.yaml' });
    expect(clusters.map(c => [c.region, c.name, c.labels.accelerator])).toEqual(
      [
        ['eu-west-1', 'ml-eu', undefined],
        ['us-west-2', 'ml-us-gpu', 'nvidia-a10g'],
        ['ap-southeast-2', 'ml-ap', undefined],
      ],
    );
  });

  it('keeps what holds keys or tokens to its owner', async () => {
    const { files, clusters } = fleet;
    for (const path of [
      files.env,
      files.kubeconfig,
      files.description,
      ...clusters.map(c => c.kubeconfig),
    ])
      expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('has a kubeconfig whose token is an administrator', async () => {
    const config = parse(
      await readFile(fleet.cluster('ml-ap').kubeconfig, 'utf8'),
    );
    const { token } = config.users[0].user;
    const secrets = await kubernetes('ml-ap', token, {
      path: '/api/v1/namespaces/kubeflow/secrets',
    });
    expect(secrets.status).toBe(200);
  });
});

it('nodes with GPUs are labelled, tainted and allocatable', () => {
  const { emulator } = fleet.cluster('ml-us-gpu').controlPlane;
  const nodes = emulator!.objects.list({
    apiVersion: 'v1',
    kind: 'Node',
  }) as any[];
  const gpu = nodes.filter(node => node.status.allocatable['nvidia.com/gpu']);
  expect(gpu).toHaveLength(2);
  expect(gpu[0].metadata.labels['k8s.amazonaws.com/accelerator']).toBe(
    'nvidia-a10g',
  );
  expect(gpu[0].spec.taints).toEqual([
    { key: 'nvidia.com/gpu', effect: 'NoSchedule' },
  ]);
});

it('the distant region answers later than the near one', async () => {
  const time = async (name: string) => {
    const started = performance.now();
    await fetch(`${fleet.cluster(name).kfpUrl}/apis/v2beta1/healthz`);
    return performance.now() - started;
  };
  expect(await time('ml-ap')).toBeGreaterThanOrEqual(118);
  expect(await time('ml-eu')).toBeLessThan(60);
});

it('faults strike the endpoint that they name', async () => {
  const fault = {
    match: () => true,
    effect: { kind: 'status', status: 502 },
  } as const;
  const health = (name: string) =>
    fetch(`${fleet.cluster(name).kfpUrl}/apis/v2beta1/healthz`);
  fleet.inject({ cluster: 'ml-eu', api: 'kfp' }, fault);
  expect((await health('ml-us-gpu')).status).toBe(200);
  expect((await health('ml-eu')).status).toBe(502);
  expect(() => fleet.inject({ cluster: 'nope', api: 'kfp' }, fault)).toThrow(
    'Name one of ml-eu, ml-us-gpu, ml-ap',
  );
});

describe('when it cannot start', () => {
  it('stops what it had started and names the port', async () => {
    const first = fleet.cluster('ml-eu').kfpUrl!;
    const taken = Number(new URL(first).port);
    const options = { stateDir: join(stateDir, 'other'), firstPort: taken - 3 };
    const failure = await startLocalFleet(options).catch(error => error);
    expect(failure.reason).toBe('PortInUse');
    const again = await startLocalFleet(options).catch(error => error);
    expect(again.message).toBe(failure.message);
  });

  it('leaves no server when a control plane does not take KFP', async () => {
    const closed: string[] = [];
    let kfp = '';
    const failure = await startLocalFleet({
      stateDir: join(stateDir, 'refused'),
      regions: [
        {
          region: 'eu-west-1',
          clusters: [
            {
              name: 'ml',
              controlPlane: async context => {
                const plane = await emulatedControlPlane(context);
                return {
                  ...plane,
                  registerKfp: async ({ url }) => {
                    kfp = url;
                    throw new Error('no room');
                  },
                  close: async () => {
                    closed.push(context.cluster.name);
                    await plane.close();
                  },
                };
              },
            },
          ],
        },
      ],
    }).catch(error => error);
    expect(failure.message).toBe('no room');
    expect(closed).toEqual(['ml']);
    await expect(fetch(kfp)).rejects.toThrow('fetch failed');
  });

  it('refuses two clusters of one name', async () => {
    const failure = await startLocalFleet({
      stateDir: join(stateDir, 'twins'),
      regions: ['eu-west-1', 'us-east-1'].map(region => ({
        region,
        clusters: [{ name: 'ml' }],
      })),
    }).catch(error => error);
    expect(hasReason(failure, 'DuplicateCluster')).toBe(true);
  });
});

it('keeps pipelines and runs on disk over a restart when asked to', async () => {
  const start = () =>
    startLocalFleet({
      stateDir: join(stateDir, 'kept'),
      state: 'disk',
      regions: [{ region: 'eu-west-1', clusters: [{ name: 'ml' }] }],
    });
  const pipelines = (running: LocalFleet) =>
    `${running.cluster('ml').kfpUrl}/apis/v2beta1/pipelines`;
  const first = await start();
  await fetch(pipelines(first), {
    method: 'POST',
    body: JSON.stringify({ name: 'churn' }),
  });
  await first.close();
  const second = await start();
  const answer = await (await fetch(pipelines(second))).json();
  expect(answer).toMatchObject({ pipelines: [{ display_name: 'churn' }] });
  await second.close();
});

it('row 28: a cluster that is being created has no address in EKS', async () => {
  const other = await startLocalFleet({
    stateDir: join(stateDir, 'creating'),
    regions: [
      {
        region: 'eu-west-1',
        clusters: [{ name: 'new', status: 'CREATING', installed: false }],
      },
    ],
  });
  const { cluster } = await new EKSClient({
    region: 'eu-west-1',
    endpoint: other.aws.url,
    credentials: other.aws.admin,
  }).send(new DescribeClusterCommand({ name: 'new' }));
  expect([cluster?.status, cluster?.endpoint]).toEqual(['CREATING', undefined]);
  expect(other.cluster('new').isKfpReady()).toBe(false);
  await other.close();
});
