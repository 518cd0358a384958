import {
  connectKubeConfig,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  kubeConfigFor,
  useEmulatedServer,
} from './testing/emulatedServer.test.fixture';
import { describeKubernetesContract } from './testing/kubernetesContract.test.fixture';

describe('emulator', () => {
  describeKubernetesContract('emulator', useEmulatedServer());
});

const { CONTRACT_KUBECONFIG: path } = process.env;

if (path) {
  describe('real server', () => {
    let connection: KubernetesConnection;
    let connect: (token: string) => Promise<KubernetesConnection>;

    beforeAll(async () => {
      connection = await connectKubeConfig({ path });
      const cluster = (await connection.kubeConfig()).getCurrentCluster();
      const ca = Buffer.from(cluster?.caData ?? '', 'base64').toString();
      connect = token =>
        connectKubeConfig({
          text: kubeConfigFor(cluster?.server ?? '', ca, token),
        });
    });

    afterAll(() => connection.close());

    describeKubernetesContract(path, () => ({
      connection,
      withToken: token => connect(token),
    }));
  });
}
