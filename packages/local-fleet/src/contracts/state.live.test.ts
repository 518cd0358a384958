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
import { describeStateContract } from './testing/stateContract.test.fixture';

describeLive(`kube-apiserver ${goPrograms['kube-apiserver'].version}`, () => {
  let plane: RealControlPlane;
  let connection: KubernetesConnection;
  let connect: (token: string) => Promise<KubernetesConnection>;

  beforeAll(async () => {
    plane = await startRealControlPlane({
      cluster: { account: '111122223333', region: 'eu-west-1', name: 'state' },
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

  const open = () => ({ connection, withToken: connect });
  describeStateContract('real server', open);
});
