import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ClusterAccess,
  FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  connectKubeConfig,
  connectPipelines,
  type KubernetesConnection,
  portForward,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { LocalCluster, LocalFleet } from '../fleet/contract';
import { startLocalFleet } from '../fleet/startLocalFleet';

const AUDIENCE = 'pipelines.kubeflow.org';
const PROXY: ClusterAccess = {
  via: 'api-server-proxy',
  namespace: 'kubeflow',
  service: 'ml-pipeline',
};

describe('the ways into Kubeflow Pipelines, on an emulated cluster', () => {
  let stateDir: string;
  let fleet: LocalFleet;
  let local: LocalCluster;
  let connection: KubernetesConnection;

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'kfp-access-'));
    fleet = await startLocalFleet({
      stateDir,
      regions: [{ region: 'eu-west-1', clusters: [{ name: 'ml-eu' }] }],
    });
    local = fleet.cluster('ml-eu');
    connection = await connectKubeConfig({ path: local.kubeconfig });
  });

  afterAll(async () => {
    connection.close();
    await fleet.close();
    await rm(stateDir, { recursive: true });
  });

  const clusterWith = (access: ClusterAccess): FleetCluster => ({
    account: local.account,
    region: local.region,
    name: local.name,
    partition: 'aws',
    arn: local.arn,
    labels: {},
    access,
    kubeflow: {
      profile: 'pipelines',
      version: '2.17.0',
      namespace: 'kubeflow',
    },
    artifacts: {},
  });

  const connect = (access: ClusterAccess, via = connection) =>
    connectPipelines(clusterWith(access), {
      kubernetes: via.kubernetes,
      transport: via.transport,
      portForward: async target => portForward(via, target),
    });

  const ways = (): ClusterAccess[] => [
    PROXY,
    {
      via: 'port-forward',
      namespace: 'kubeflow',
      service: 'ml-pipeline',
      serviceAccount: 'kubeflow/pipeline-runner',
      audience: AUDIENCE,
    },
    { via: 'url', url: local.kfpUrl ?? '' },
  ];

  it.each([0, 1, 2])('way %i leads to the same server', async index => {
    const { pipelines, close } = await connect(ways()[index]!);
    try {
      expect(await pipelines.health()).toMatchObject({ multiUser: false });
      expect(await pipelines.findExperiment('Default')).toMatchObject({
        displayName: 'Default',
      });
      expect(await pipelines.findExperiment('a+b %2F "c"')).toBeUndefined();
    } finally {
      close();
    }
  });

  it('names a service that is not there', async () => {
    const { pipelines } = await connect({ ...PROXY, service: 'nope' });
    await expect(pipelines.health()).rejects.toMatchObject({
      reason: 'ServiceNotFound',
      message: expect.stringContaining('access.service (nope)') as string,
    });
  });

  it('names the RBAC rule that is missing', async () => {
    const admin = await readFile(local.kubeconfig, 'utf8');
    const { token } = await connection.kubernetes.createToken(
      { namespace: 'kubeflow', name: 'pipeline-runner' },
      'https://kubernetes.default.svc',
    );
    const restricted = await connectKubeConfig({
      text: admin.replace(/token: .*/, `token: ${token}`),
    });
    const { pipelines } = await connect(PROXY, restricted);
    await expect(pipelines.health()).rejects.toMatchObject({
      name: 'NotAllowedError',
      reason: 'ServiceProxyForbidden',
      message: expect.stringMatching(
        /pipeline-runner.*resourceNames: \["ml-pipeline:http"\]/,
      ) as string,
    });
    restricted.close();
  });
});
