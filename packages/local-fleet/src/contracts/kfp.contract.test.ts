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

const TOKEN = 'token-of-team-a';

describe.each([
  { mode: 'single-user mode', multiUser: false, namespace: 'kubeflow' },
  { mode: 'multi-user mode', multiUser: true, namespace: 'team-a' },
])('emulator in $mode', ({ mode, multiUser, namespace }) => {
  let emulator: KfpEmulator;
  let server: Server;
  let url: string;
  let transport: HttpTransport;

  beforeAll(async () => {
    emulator = createKfpEmulator({
      engine: { tasks: { wait: { durationMs: 60_000 } } },
      multiUser,
      access: {
        userOfToken: async token => (token === TOKEN ? 'team-a' : undefined),
        mayDo: (user, permission) => permission.namespace === user,
      },
    });
    server = createServer(emulator.handle);
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    transport = createTransport({
      server: url,
      subject: 'contract',
      authorize: async () => (multiUser ? `Bearer ${TOKEN}` : undefined),
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

  describeKfpContract(`emulator in ${mode}`, () => ({
    client: clientOf(transport.send, { namespace, multiUser }),
    endWithinMs: 10_000,
  }));

  if (!multiUser) return;

  it('row 51: tells a missing identity, a foreign namespace and a missing namespace apart', async () => {
    const anonymous = createTransport({ server: url, subject: 'contract' });
    const cases = [
      { send: anonymous.send, multiUser, namespace, reason: 'IdentityMissing' },
      {
        send: transport.send,
        multiUser,
        namespace: 'team-b',
        reason: 'NotAllowed',
      },
      {
        send: transport.send,
        multiUser: false,
        namespace,
        reason: 'NamespaceMissing',
      },
    ];
    for (const { send, reason, ...options } of cases)
      await expect(
        clientOf(send, options).createExperiment('refused'),
      ).rejects.toMatchObject({ reason });
    anonymous.close();
  });
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
