import { createServerCertificate } from '../fleet/certificates';
import { openEndpoint, type Endpoint } from '../fleet/endpoint';
import {
  connectKubeConfig,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { KubernetesEmulator } from '../kubernetes/contract';
import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';
import { describeStateContract } from './testing/stateContract.test.fixture';

const kubeConfig = (server: string, ca: string, token: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'contract',
    contexts: [{ name: 'contract', context: { cluster: 'c', user: 'u' } }],
    clusters: [
      {
        name: 'c',
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(ca).toString('base64'),
        },
      },
    ],
    users: [{ name: 'u', user: { token } }],
  });

describe('emulator', () => {
  let emulator: KubernetesEmulator;
  let endpoint: Endpoint;
  let connection: KubernetesConnection;
  let connect: (token: string) => Promise<KubernetesConnection>;

  beforeAll(async () => {
    const { ca, ...tls } = await createServerCertificate('state');
    endpoint = await openEndpoint({ name: 'state', tls });
    emulator = createKubernetesEmulator({
      authenticate: async token =>
        token === 'admin'
          ? { username: 'admin', groups: ['system:masters'] }
          : undefined,
    });
    endpoint.attach(emulator);
    connect = token =>
      connectKubeConfig({ text: kubeConfig(endpoint.url, ca, token) });
    connection = await connect('admin');
  });

  afterAll(async () => {
    connection.close();
    emulator.close();
    await endpoint.close();
  });

  const open = () => ({ connection, withToken: connect });
  describeStateContract('emulator', open);
});
