import { createServer, type RequestListener } from 'node:http';
import { connect as openSocket, type AddressInfo, type Socket } from 'node:net';
import {
  connectKubeConfig,
  portForward,
  type HttpTransport,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { createServerCertificate } from '../fleet/certificates';
import { openEndpoint, type Endpoint } from '../fleet/endpoint';
import type { KubernetesEmulator } from '../kubernetes/contract';
import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';

const SERVICE = { namespace: 'kubeflow', name: 'ml-pipeline' };

/** Repeats what it got, so that a test sees both directions. */
const echo: RequestListener = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method, url, headers } = request;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      method,
      url,
      host: headers.host,
      authorization: headers.authorization,
      body: Buffer.concat(chunks).toString(),
    }),
  );
};

describe('portForward', () => {
  let emulator: KubernetesEmulator;
  let endpoint: Endpoint;
  let connect: (token: string) => Promise<KubernetesConnection>;
  let connection: KubernetesConnection;
  const forwarded: HttpTransport[] = [];

  const forward = (
    options: Partial<Parameters<typeof portForward>[1]> = {},
    over: KubernetesConnection = connection,
  ) => {
    const transport = portForward(over, {
      namespace: SERVICE.namespace,
      service: SERVICE.name,
      port: 'http',
      random: () => 0,
      defaults: { timeoutMs: 3_000 },
      ...options,
    });
    forwarded.push(transport);
    return transport;
  };

  const upgrades = () =>
    endpoint.requests.filter(({ url }) => url.includes('portforward')).length;

  beforeAll(async () => {
    const { ca, ...tls } = await createServerCertificate('contract');
    endpoint = await openEndpoint({ name: 'contract', tls });
    emulator = createKubernetesEmulator({
      authenticate: async token =>
        ({
          admin: { username: 'admin', groups: ['system:masters'] },
          nobody: { username: 'nobody', groups: [] },
        }[token]),
    });
    endpoint.attach(emulator);
    emulator.registerService(SERVICE, [
      { name: 'http', port: 8888, backend: echo },
      { name: 'dead', port: 9999, backend: new URL('http://127.0.0.1:1') },
    ]);
    connect = token =>
      connectKubeConfig({
        text: JSON.stringify({
          'current-context': 'c',
          contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
          clusters: [
            {
              name: 'c',
              cluster: {
                server: endpoint.url,
                'certificate-authority-data':
                  Buffer.from(ca).toString('base64'),
              },
            },
          ],
          users: [{ name: 'u', user: { token } }],
        }),
      });
    connection = await connect('admin');
  });

  afterEach(() => forwarded.splice(0).forEach(({ close }) => close()));

  afterAll(async () => {
    connection.close();
    emulator.close();
    await endpoint.close();
  });

  it('reaches the pod behind the service, with the Host of a client inside the cluster and no credential of the cluster', async () => {
    const answer = await forward().send({
      method: 'POST',
      path: '/apis/v2beta1/runs',
      query: { a: 'b c' },
      body: 'ü'.repeat(500_000),
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({
      method: 'POST',
      url: '/apis/v2beta1/runs?a=b%20c',
      host: 'ml-pipeline.kubeflow.svc',
      body: 'ü'.repeat(500_000),
    });
  });

  it('sends the credential that the pod asks for', async () => {
    const transport = forward({ authorize: async () => 'Bearer pipelines' });
    const { text } = await transport.send({ method: 'GET', path: '/' });
    expect(JSON.parse(text).authorization).toBe('Bearer pipelines');
  });

  it('keeps one forwarded connection for requests in sequence, and opens more for parallel ones', async () => {
    const lists = () =>
      endpoint.requests.filter(({ url }) => url.includes('/pods?')).length;
    const before = lists();
    const transport = forward();
    const get = () => transport.send({ method: 'GET', path: '/' });
    for (let i = 0; i < 10; i += 1) await get();
    expect(lists() - before).toBe(1);
    const answers = await Promise.all(Array.from({ length: 10 }, get));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it('says so when nothing listens on the port of the pod', async () => {
    await expect(
      forward({ port: 'dead' }).send({ method: 'GET', path: '/' }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it('names a port that the service does not have', async () => {
    await expect(
      forward({ port: 'grpc' }).send({ method: 'GET', path: '/' }),
    ).rejects.toMatchObject({
      reason: 'ServicePortNotFound',
      message: expect.stringContaining('Name one of its ports: http, dead'),
    });
  });

  it('names a service that is not there', async () => {
    await expect(
      forward({ service: 'none' }).send({ method: 'GET', path: '/' }),
    ).rejects.toMatchObject({ reason: 'NotFound' });
  });

  it('says how many pods match when none is ready', async () => {
    emulator.registerService({ namespace: 'kubeflow', name: 'sick' }, [
      { name: 'http', port: 80, backend: echo },
    ]);
    const pod = emulator.objects
      .list({ apiVersion: 'v1', kind: 'Pod', namespace: 'kubeflow' })
      .find(({ metadata }) => metadata.name.startsWith('sick'));
    emulator.pods.setStatus(
      { namespace: 'kubeflow', name: pod?.metadata.name ?? '' },
      { conditions: [{ type: 'Ready', status: 'False' }] },
    );
    await expect(
      forward({ service: 'sick' }).send({ method: 'GET', path: '/' }),
    ).rejects.toMatchObject({
      reason: 'NoReadyPod',
      message: expect.stringContaining('1 pods match'),
    });
  });

  it('names the right that is missing', async () => {
    const nobody = await connect('nobody');
    await expect(
      forward({}, nobody).send({ method: 'GET', path: '/' }),
    ).rejects.toMatchObject({
      reason: 'Forbidden',
      message: expect.stringContaining('nobody may not get services'),
    });
    nobody.close();
  });

  it('ends at its deadline when the pod never answers', async () => {
    emulator.registerService({ namespace: 'kubeflow', name: 'silent' }, [
      { name: 'http', port: 80, backend: () => undefined },
    ]);
    const start = performance.now();
    await expect(
      forward({ service: 'silent' }).send({
        method: 'POST',
        path: '/',
        timeoutMs: 500,
      }),
    ).rejects.toMatchObject({ name: 'TimeoutError', reason: 'AnswerLost' });
    expect(performance.now() - start).toBeLessThan(900);
  });

  it('row 31: goes through the proxy of the environment', async () => {
    const tunnels: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '' }, socket: Socket) => {
      tunnels.push(url);
      const [host, port] = url.split(':');
      const upstream = openSocket(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
      // A tunnel is no connection of the proxy any more: its ends close each other.
      upstream.on('close', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
    });
    await new Promise<void>(done => {
      proxy.listen(0, '127.0.0.1', done);
    });
    const { port } = proxy.address() as AddressInfo;
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const transport = forward({ environment });
    const { status } = await transport.send({ method: 'GET', path: '/' });
    expect(status).toBe(200);
    expect(tunnels).toEqual([new URL(endpoint.url).host]);
    transport.close();
    proxy.close();
  });

  it('opens no connection before the first request', () => {
    const before = upgrades();
    forward();
    expect(upgrades()).toBe(before);
  });
});
