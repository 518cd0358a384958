import {
  connectKubeConfig,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { createServerCertificate } from '../../fleet/certificates';
import { openEndpoint, type Endpoint } from '../../fleet/endpoint';
import type { KubernetesEmulator } from '../../kubernetes/contract';
import { createKubernetesEmulator } from '../../kubernetes/kubernetesEmulator';
import type { KubernetesUnderTest } from './kubernetesContract.test.fixture';

/** A kubeconfig with one user who signs in with this token. */
export const kubeConfigFor = (server: string, ca: string, token: string) =>
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

/** An emulated API server for the suite that calls this, over verified TLS; the user may do everything. */
export const useEmulatedServer = (): (() => KubernetesUnderTest) => {
  let emulator: KubernetesEmulator;
  let endpoint: Endpoint;
  let connection: KubernetesConnection;
  let withToken: KubernetesUnderTest['withToken'];

  beforeAll(async () => {
    const { ca, ...tls } = await createServerCertificate('contract');
    endpoint = await openEndpoint({ name: 'contract', tls });
    emulator = createKubernetesEmulator({
      authenticate: async token =>
        token === 'admin'
          ? { username: 'admin', groups: ['system:masters'] }
          : undefined,
    });
    endpoint.attach(emulator);
    withToken = token =>
      connectKubeConfig({ text: kubeConfigFor(endpoint.url, ca, token) });
    connection = await withToken('admin');
  });

  afterAll(async () => {
    connection.close();
    emulator.close();
    await endpoint.close();
  });

  return () => ({ connection, withToken });
};
