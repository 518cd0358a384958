import type { IncomingMessage } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestServer } from '../testServer.test.fixture';
import { eventually, startTestServer } from '../testServer.test.fixture';

const SERVICES = '/api/v1/namespaces/kubeflow/services';
const PROXY = `${SERVICES}/echo:http/proxy`;

/** Answers what it got; `/status302` and the like answer that status, `/stream` three lines and no end. */
const echo = (
  request: IncomingMessage,
  response: import('node:http').ServerResponse,
) => {
  const [, status] = /^\/status(\d+)/.exec(request.url ?? '') ?? [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
  });
  request.on('end', () => {
    if (request.url === '/stream') {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('line 1\n');
      return;
    }
    response.writeHead(Number(status ?? 200), {
      'content-type': 'application/json',
      'set-cookie': 'a=b',
      ...(status === '302' && { location: '/elsewhere' }),
    });
    response.end(
      JSON.stringify({
        method: request.method,
        path: request.url,
        headers: request.headers,
        size,
      }),
    );
  });
};

describe('service proxy', () => {
  let server: TestServer;
  const upstream = createServer(echo);
  beforeAll(async () => {
    server = await startTestServer();
    await new Promise<void>(resolve =>
      upstream.listen(0, '127.0.0.1', resolve),
    );
    const { port } = upstream.address() as AddressInfo;
    server.emulator.registerService({ namespace: 'kubeflow', name: 'echo' }, [
      { name: 'http', port: 80, targetPort: 8080, backend: echo },
    ]);
    server.emulator.registerService({ namespace: 'kubeflow', name: 'remote' }, [
      { name: 'http', port: 80, backend: new URL(`http://127.0.0.1:${port}`) },
    ]);
    server.emulator.registerService({ namespace: 'kubeflow', name: 'down' }, [
      { name: 'http', port: 80, backend: new URL('http://127.0.0.1:1') },
    ]);
  });
  afterAll(async () => {
    await server.close();
    await new Promise(resolve => upstream.close(resolve));
  });

  /** fetch would normalise paths. */
  const raw = (path: string) =>
    new Promise<{ status: number; path: string }>((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      httpRequest(
        { hostname, port, path, headers: { authorization: 'Bearer admin' } },
        async answer => {
          let text = '';
          for await (const chunk of answer) text += chunk;
          resolve({
            status: answer.statusCode ?? 0,
            path: (JSON.parse(text) as { path: string }).path,
          });
        },
      )
        .on('error', reject)
        .end();
    });

  it.each([
    ['/a%2Fb%20c/d%3Ae%25f+g:h', '/a/b%20c/d:e%25f+g:h'],
    ['/a//b/../c/', '/a/c/'],
    ['/%C3%BC', '/%C3%BC'],
    ['/', '/'],
    [
      '/x?a=1%2F2&b=a+b&c=%7B%7D&empty=&flag',
      '/x?a=1%2F2&b=a+b&c=%7B%7D&empty=&flag',
    ],
  ])(
    'decodes and normalises the path, and leaves the query: %s',
    async (given, seen) => {
      expect((await raw(`${PROXY}${given}`)).path).toBe(seen);
    },
  );

  it.each(['echo:http', 'echo:80', 'http:echo:http', 'remote:http'])(
    'finds the port of %s',
    async target => {
      expect(
        (await server.call('GET', `${SERVICES}/${target}/proxy/x`)).body,
      ).toMatchObject({ method: 'GET', path: '/x' });
    },
  );

  it('removes Authorization and adds the forwarding headers', async () => {
    const { body, headers } = await server.call(
      'POST',
      `${PROXY}/x`,
      { a: 1 },
      { headers: { cookie: 'c=d', 'kubeflow-userid': 'me@example.com' } },
    );
    expect(body.headers).toMatchObject({
      cookie: 'c=d',
      'kubeflow-userid': 'me@example.com',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-uri': `${PROXY}/x`,
    });
    expect(body.headers).not.toHaveProperty('authorization');
    expect(headers.get('set-cookie')).toBe('a=b');
  });

  it.each([401, 404, 500, 503])("passes the backend's own %s", async status => {
    const answer = await server.call('GET', `${PROXY}/status${status}`);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ path: `/status${status}` });
  });

  it('redirects a path that is missing and rewrites a Location', async () => {
    const bare = await server.call('GET', PROXY);
    expect([bare.status, bare.headers.get('location')]).toEqual([
      301,
      `${PROXY}/`,
    ]);
    const moved = await server.call('GET', `${PROXY}/status302`);
    expect(moved.headers.get('location')).toBe(`${PROXY}/elsewhere`);
  });

  it('passes a body of 33 MiB', async () => {
    const { body } = await server.call(
      'POST',
      `${PROXY}/big`,
      'x'.repeat(33 * 1024 * 1024),
      { type: 'text/plain' },
    );
    expect(body.size).toBe(33 * 1024 * 1024);
  });

  it('streams, and lets go of the backend when the client goes', async () => {
    const controller = new AbortController();
    const response = await fetch(`${server.url}${PROXY}/stream`, {
      headers: { authorization: 'Bearer admin' },
      signal: controller.signal,
    });
    const { value } = await response.body!.getReader().read();
    expect(Buffer.from(value!).toString()).toBe('line 1\n');
    controller.abort();
  });

  it.each([
    ['nope:http', 404, 'services "nope" not found'],
    ['echo', 503, 'no endpoints available for service "echo"'],
    ['echo:99', 503, 'no service port 99 found for service "echo"'],
    ['echo:grpc', 503, 'no endpoints available for service "echo:grpc"'],
    [
      'https:echo:http',
      503,
      'error trying to reach service: tls: first record does not look like a TLS handshake',
    ],
    ['a:b:c:d', 400, 'invalid service request "a:b:c:d"'],
  ])('answers a Status for %s', async (target, status, message) => {
    const answer = await server.call('GET', `${SERVICES}/${target}/proxy/x`);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ kind: 'Status', message });
  });

  it('answers 400 for broken escapes in the path', async () => {
    const answer = await server.call('GET', `${PROXY}/%zz`);
    expect([answer.status, answer.body.kind]).toEqual([400, 'Status']);
  });

  it('says that the backend refuses connections', async () => {
    const answer = await server.call('GET', `${SERVICES}/down:http/proxy/x`);
    expect(answer.status).toBe(503);
    expect(answer.body.message).toMatch(
      /^error trying to reach service: dial tcp 10\.244\.\d+\.\d+:80: connect: connection refused$/,
    );
  });

  it('needs Endpoints whose address names a pod with that IP', async () => {
    await server.call('POST', SERVICES, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'lonely' },
      spec: { ports: [{ name: 'http', port: 80 }] },
    });
    const get = async () =>
      (await server.call('GET', `${SERVICES}/lonely:http/proxy/x`)).body
        .message;
    expect(await get()).toBe('services "lonely" not found');
    await server.call('POST', '/api/v1/namespaces/kubeflow/endpoints', {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'lonely' },
      subsets: [
        {
          addresses: [{ ip: '10.244.0.99' }],
          ports: [{ name: 'http', port: 80 }],
        },
      ],
    });
    expect(await get()).toBe(
      'no endpoints available for service "lonely:http"',
    );
  });

  it('authorises the method as a verb on services/proxy', async () => {
    const answer = await server.call(
      'POST',
      `${PROXY}/x`,
      {},
      { token: 'joe' },
    );
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      message:
        'services "echo:http" is forbidden: User "joe" cannot create resource "services/proxy" in API group "" in the namespace "kubeflow"',
      details: { name: 'echo:http', kind: 'services' },
    });
  });

  it('serves many requests at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        server.call('GET', `${PROXY}/${index}`),
      ),
    );
    expect(answers.map(({ body }) => body.path)).toEqual(
      answers.map((_, index) => `/${index}`),
    );
    await eventually(() => true);
  });
});
