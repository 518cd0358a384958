import { request as httpRequest } from 'node:http';
import WebSocket from 'ws';
import type { TestServer } from '../testServer.test.fixture';
import { eventually, startTestServer } from '../testServer.test.fixture';

const PODS = '/api/v1/namespaces/default/pods';
const pod = (name: string, containers: string[] = ['main']) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { containers: containers.map(each => ({ name: each, image: 'x:1' })) },
});

describe('pods', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.close());

  const log = async (path: string) =>
    (await server.call('GET', `${PODS}/${path}`)).body.text;

  it('run by themselves when a client makes them, and only as told when the fleet does', async () => {
    await server.call('POST', PODS, pod('client'));
    server.emulator.pods.create(pod('fleet'));
    await eventually(
      async () =>
        (
          (
            await server.call('GET', `${PODS}/client`)
          ).body.status as { phase: string }
        ).phase === 'Running' || undefined,
    );
    expect(
      (await server.call('GET', `${PODS}/fleet`)).body.status,
    ).toMatchObject({ phase: 'Pending' });
    server.emulator.pods.setStatus(
      { namespace: 'default', name: 'fleet' },
      { phase: 'Failed', reason: 'OOMKilled' },
    );
    expect(
      (await server.call('GET', `${PODS}/fleet`)).body.status,
    ).toMatchObject({ phase: 'Failed', reason: 'OOMKilled' });
  });

  it('have logs with tailLines, timestamps and a container', async () => {
    server.emulator.pods.create(pod('p', ['main', 'wait']));
    server.emulator.pods.appendLog(
      { namespace: 'default', name: 'p', container: 'main' },
      'one\ntwo\nthree\n',
    );
    expect(await log('p/log?container=main')).toBe('one\ntwo\nthree\n');
    expect(await log('p/log?container=main&tailLines=1')).toBe('three\n');
    expect(await log('p/log?container=main&tailLines=0')).toBe('');
    expect(
      await log('p/log?container=main&tailLines=1&timestamps=true'),
    ).toMatch(/^\d{4}-.*Z three\n$/);
    expect(await log('p/log?container=wait')).toBe('');
    expect((await server.call('GET', `${PODS}/p/log`)).body.message).toBe(
      'a container name must be specified for pod p, choose one of: [main wait]',
    );
    expect(
      (await server.call('GET', `${PODS}/p/log?container=nope`)).body.message,
    ).toBe('container nope is not valid for pod p');
    expect((await server.call('GET', `${PODS}/gone/log`)).status).toBe(404);
  });

  it('say why a container has no log yet', async () => {
    server.emulator.pods.create(pod('p'));
    server.emulator.pods.setStatus(
      { namespace: 'default', name: 'p' },
      {
        containerStatuses: [
          { name: 'main', state: { waiting: { reason: 'ImagePullBackOff' } } },
        ],
      },
    );
    const answer = await server.call('GET', `${PODS}/p/log`);
    expect([answer.status, answer.body.message]).toEqual([
      400,
      `container "main" in pod "p" is waiting to start: image can't be pulled`,
    ]);
  });

  it('stream their log until they end', async () => {
    server.emulator.pods.create(pod('p'));
    const following = log('p/log?follow=true');
    await new Promise(resolve => setTimeout(resolve, 30));
    server.emulator.pods.appendLog(
      { namespace: 'default', name: 'p', container: 'main' },
      'late',
    );
    server.emulator.pods.setStatus(
      { namespace: 'default', name: 'p' },
      { phase: 'Succeeded' },
    );
    expect(await following).toBe('late\n');
  });

  it('refuse changes of their containers', async () => {
    server.emulator.pods.create(pod('p'));
    const answer = await server.call(
      'PUT',
      `${PODS}/p`,
      pod('p', ['main', 'more']),
    );
    expect(answer.body.message).toBe(
      'Pod "p" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers',
    );
  });

  describe('port-forward', () => {
    const open = (
      name: string,
      port: number,
      { token = 'admin', protocol = 'v4.channel.k8s.io' } = {},
    ) =>
      new WebSocket(
        `${server.url.replace(
          'http',
          'ws',
        )}/api/v1/namespaces/kubeflow/pods/${name}/portforward?ports=${port}`,
        protocol,
        { headers: { authorization: `Bearer ${token}` } },
      );
    const frames = (socket: WebSocket) => {
      const seen: Buffer[] = [];
      socket.on('message', data => seen.push(data as Buffer));
      return seen;
    };
    beforeEach(() => {
      server.emulator.registerService({ namespace: 'kubeflow', name: 'web' }, [
        {
          name: 'http',
          port: 80,
          targetPort: 8080,
          backend: (request, response) => response.end(`hello ${request.url}`),
        },
      ]);
    });

    it.each(['v4.channel.k8s.io', 'v5.channel.k8s.io'])(
      'carries HTTP over %s',
      async protocol => {
        const socket = open('web-local', 8080, { protocol });
        const seen = frames(socket);
        await new Promise(resolve => socket.on('open', resolve));
        expect(socket.protocol).toBe(protocol);
        socket.send(
          Buffer.concat([
            Buffer.of(0),
            Buffer.from(
              'GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
            ),
          ]),
        );
        await eventually(
          () =>
            Buffer.concat(seen.map(each => each.subarray(1))).includes(
              'hello /x',
            ) || undefined,
        );
        expect([...seen[0]!]).toEqual([0, 8080 % 256, Math.floor(8080 / 256)]);
        expect([...seen[1]!]).toEqual([1, 8080 % 256, Math.floor(8080 / 256)]);
        socket.close();
      },
    );

    it('reports a port that nobody listens on', async () => {
      const socket = open('web-local', 9999);
      const seen = frames(socket);
      const failure = await eventually(() =>
        seen.find(each => each[0] === 1 && each.length > 3),
      );
      expect(failure.subarray(1).toString()).toContain('connection refused');
      socket.close();
    });

    it.each([
      ['web-local', 'joe', 403],
      ['web-local', 'nobody', 401],
      ['gone', 'admin', 404],
    ])('refuses %s for %s with %d', async (name, token, status) => {
      const socket = open(name, 8080, { token });
      socket.on('error', () => undefined);
      const seen = await new Promise<number | undefined>(resolve =>
        socket.on('unexpected-response', (_request, answer) =>
          resolve(answer.statusCode),
        ),
      );
      expect(seen).toBe(status);
    });

    it('refuses the SPDY protocol, which it does not speak', async () => {
      const { status, body } = await new Promise<{
        status?: number;
        body: string;
      }>((resolve, reject) =>
        httpRequest(
          `${server.url}/api/v1/namespaces/kubeflow/pods/web-local/portforward?ports=8080`,
          {
            headers: {
              authorization: 'Bearer admin',
              connection: 'Upgrade',
              upgrade: 'websocket',
              'sec-websocket-version': '13',
              'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
              'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io',
            },
          },
          async answer => {
            let text = '';
            for await (const chunk of answer) text += chunk;
            resolve({ status: answer.statusCode, body: text });
          },
        )
          .on('error', reject)
          .end(),
      );
      expect(status).toBe(400);
      expect(JSON.parse(body)).toMatchObject({ kind: 'Status' });
      expect(body).toContain('not SPDY');
    });
  });
});
