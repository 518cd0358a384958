import { readFile } from 'node:fs/promises';
import {
  connectKubeConfig,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import {
  type RealControlPlane,
  startRealControlPlane,
} from '../real/realControlPlane';
import { describeKubernetesContract } from './testing/kubernetesContract.test.fixture';

const { version } = goPrograms['kube-apiserver'];
const servers = (
  ['kube-apiserver', 'etcd', 'aws-iam-authenticator'] as const
).map(name => `${name} ${goPrograms[name].version}`);

describeLive(servers.join(', '), () => {
  let plane: RealControlPlane;
  let connection: KubernetesConnection;
  let connect: (token: string) => Promise<KubernetesConnection>;

  beforeAll(async () => {
    plane = await startRealControlPlane({
      cluster: {
        account: '111122223333',
        region: 'eu-west-1',
        name: 'contract',
      },
      mappings: [],
      // The suite signs in without AWS, so this STS knows nobody.
      sts: (_request, response) => void response.writeHead(403).end(),
    });
    connection = await connectKubeConfig({ path: plane.kubeConfig });
    const config = await readFile(plane.kubeConfig, 'utf8');
    connect = token =>
      connectKubeConfig({ text: config.replace(plane.adminToken, token) });
  }, 600_000);

  afterAll(async () => {
    connection?.close();
    await plane?.stop();
  }, 60_000);

  it('is the version that its name says', async () => {
    const answer = await connection.transport.send({
      method: 'GET',
      path: '/version',
    });
    expect(JSON.parse(answer.text)).toMatchObject({ gitVersion: version });
  });

  describeKubernetesContract('real server', () => ({
    connection,
    withToken: token => connect(token),
  }));
});
