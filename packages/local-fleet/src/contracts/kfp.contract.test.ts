import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createPipelinesClient,
  createTransport,
  type HttpSend,
  type HttpTransport,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { createKfpEmulator, type KfpEmulator } from '../kfp/emulator';
import { describeKfpContract } from './testing/kfpContract';

const clientOf = (
  send: HttpSend,
  { namespace, multiUser }: { namespace: string; multiUser: boolean },
) =>
  createPipelinesClient({
    subject: 'contract',
    send,
    namespace,
    multiUser,
  });

describe('emulator', () => {
  let emulator: KfpEmulator;
  let server: Server;
  let transport: HttpTransport;

  beforeAll(async () => {
    emulator = createKfpEmulator({
      engine: { tasks: { wait: { durationMs: 60_000 } } },
    });
    server = createServer(emulator.handle);
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    const { port } = server.address() as AddressInfo;
    transport = createTransport({
      server: `http://127.0.0.1:${port}`,
      subject: 'contract',
    });
  });

  afterAll(async () => {
    transport.close();
    emulator.close();
    server.closeAllConnections();
    await new Promise(done => {
      server.close(done);
    });
  });

  describeKfpContract('emulator', () => ({
    client: clientOf(transport.send, {
      namespace: 'kubeflow',
      multiUser: false,
    }),
    endWithinMs: 10_000,
  }));
});

const { CONTRACT_KFP_URL: url } = process.env;

if (url) {
  // CONTRACT_KFP_TOKEN is sent as a bearer token; CONTRACT_KFP_NAMESPACE means multi-user mode.
  const token = process.env.CONTRACT_KFP_TOKEN;
  const namespace = process.env.CONTRACT_KFP_NAMESPACE;

  describe('real server', () => {
    const transport = createTransport({
      server: url,
      subject: 'contract',
      authorize: async () => (token ? `Bearer ${token}` : undefined),
    });

    afterAll(() => transport.close());

    describeKfpContract(url, () => ({
      client: clientOf(transport.send, {
        namespace: namespace ?? 'kubeflow',
        multiUser: namespace !== undefined,
      }),
      endWithinMs: 180_000,
    }));
  });
} else {
  process.stderr.write(
    'kfp.contract: the emulator only; CONTRACT_KFP_URL names a real server\n',
  );
}
