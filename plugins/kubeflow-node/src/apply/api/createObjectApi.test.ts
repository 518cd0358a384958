import { hang, json, reset, text } from '../../http/testing/testServer';
import { createSkippingClock } from '../../testing/skippingClock';
import {
  configMapManifest,
  connectApi,
  startFakeApiServer,
  status,
  type ConnectOptions,
} from './testing/fakeApiServer';

const opened: { close(): unknown }[] = [];

const start = async (
  answers: Parameters<typeof startFakeApiServer>[0],
  options: ConnectOptions = {},
  discovery?: Parameters<typeof startFakeApiServer>[1],
) => {
  const server = await startFakeApiServer(answers, discovery);
  const { api, transport } = connectApi(server, {
    clock: createSkippingClock(),
    ...options,
  });
  opened.push(server, transport);
  return { server, api };
};

afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const METADATA = { name: 'settings', namespace: 'kubeflow', uid: 'u1' };
const LIVE = json({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { ...METADATA, resourceVersion: '7' },
});
describe('apply', () => {
  it("sends the manifest's own bytes as server-side apply, strictly validated, never by force", async () => {
    const { server, api } = await start([LIVE]);
    const manifest = configMapManifest({ big: 9007199254740993n });
    await api.apply(manifest);
    expect(server.calls()).toMatchObject([
      {
        method: 'PATCH',
        url: '/api/v1/namespaces/kubeflow/configmaps/settings?fieldManager=kubeflow-fleet&fieldValidation=Strict',
        headers: { 'content-type': 'application/apply-patch+yaml' },
        body: Buffer.from(manifest.body).toString(),
      },
    ]);
    expect(server.calls()[0]?.body).toContain('9007199254740993');
  });

  it('row 7: returns integers beyond 2^53 exactly', async () => {
    const { api } = await start([
      text(
        '{"kind":"ConfigMap","metadata":{},"data":{"n":9007199254740993}}',
        200,
        {
          'content-type': 'application/json',
        },
      ),
    ]);
    const live = await api.apply(configMapManifest());
    expect(live.data).toEqual({ n: 9007199254740993n });
  });

  it('tells a dry run, force and a precondition to the server', async () => {
    const { server, api } = await start([LIVE]);
    await api.apply(configMapManifest(), {
      dryRun: true,
      force: true,
      resourceVersion: '41',
    });
    const [call] = server.calls();
    expect(call?.url).toContain('force=true');
    expect(call?.url).toContain('dryRun=All');
    expect(JSON.parse(call?.body ?? '').metadata.resourceVersion).toBe('41');
    expect(api.requests).toEqual({ total: 3, writes: 0 });
  });

  it("tells the server's warnings, each once", async () => {
    const said: string[] = [];
    const warned = json({ kind: 'ConfigMap', metadata: {} }, 200, {
      warning: '299 - "unknown \\"x\\"", 299 - "old"',
    });
    const { api } = await start([warned], { onWarning: t => said.push(t) });
    await api.apply(configMapManifest());
    await api.apply(configMapManifest());
    expect(said).toEqual(['unknown "x"', 'old']);
  });

  it.each([
    ['503', status(503)],
    ['504', status(504)],
    ['500', status(500)],
    ['leader changed', status(500, { message: 'etcdserver: leader changed' })],
    ['an HTML 502', text('<html>Bad gateway', 502)],
    ['a GOAWAY', status(500, { message: 'http2: server sent GOAWAY' })],
    ['a reset', reset],
    ['429', text('Too many requests', 429)],
  ])('row 35: repeats after %s', async (_name, fault) => {
    const { server, api } = await start([fault, fault, LIVE]);
    await expect(api.apply(configMapManifest())).resolves.toMatchObject({
      metadata: { uid: 'u1' },
    });
    expect(server.calls()).toHaveLength(3);
    expect(api.requests.writes).toBe(3);
  });

  it('row 35: gives up a plain 500 sooner than one that passes', async () => {
    const { server, api } = await start([status(500)]);
    await expect(api.apply(configMapManifest())).rejects.toMatchObject({
      reason: 'ServerError',
      upstreamStatus: 500,
    });
    expect(server.calls()).toHaveLength(4);
  });

  it('row 34: waits as long as Retry-After asks', async () => {
    const clock = createSkippingClock();
    const startedAt = clock.now();
    const { api } = await start(
      [status(429, {}, { 'retry-after': '7' }), LIVE],
      { clock },
    );
    await api.apply(configMapManifest());
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(7_000);
  });

  it('row 34: does not wait for a Retry-After of an hour', async () => {
    const clock = createSkippingClock();
    const startedAt = clock.now();
    const { server, api } = await start(
      [status(429, {}, { 'retry-after': '3600' })],
      { clock },
    );
    await expect(api.apply(configMapManifest())).rejects.toMatchObject({
      reason: 'TooManyRequests',
    });
    expect(clock.now() - startedAt).toBeLessThan(1_000);
    expect(server.calls()).toHaveLength(1);
  });

  it('row 33: repeats a conflict of a quota, and of an object without a precondition', async () => {
    const conflict = status(409, {
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on resourcequotas "q": the object has been modified',
    });
    const { server, api } = await start([conflict, LIVE]);
    await api.apply(configMapManifest(), { resourceVersion: '7' });
    expect(server.calls()).toHaveLength(2);
  });

  it('row 33: leaves the conflict of a precondition to the caller', async () => {
    const { server, api } = await start([status(409, { reason: 'Conflict' })]);
    await expect(
      api.apply(configMapManifest(), { resourceVersion: '7' }),
    ).rejects.toMatchObject({ reason: 'Conflict' });
    expect(server.calls()).toHaveLength(1);
  });

  it('row 32: never repeats a conflict of field managers', async () => {
    const { server, api } = await start([
      status(409, {
        reason: 'Conflict',
        details: {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "helm"',
              field: '.data.a',
            },
          ],
        },
      }),
    ]);
    await expect(api.apply(configMapManifest())).rejects.toMatchObject({
      reason: 'FieldManagerConflict',
    });
    expect(server.calls()).toHaveLength(1);
  });

  it.each([
    'failed calling webhook "w.example.com": connection refused',
    'conversion webhook for example.com/v1, Kind=Thing failed: x509',
  ])('row 36: leaves %s to whoever can wait for its backend', async message => {
    const { server, api } = await start([status(500, { message })]);
    await expect(api.apply(configMapManifest())).rejects.toMatchObject({
      reason: 'WebhookFailed',
    });
    expect(server.calls()).toHaveLength(2);
  });

  it('row 37: says that an earlier attempt may have acted when its answer was lost', async () => {
    const { api } = await start([reset, LIVE]);
    const applied = await api.applyManifest(configMapManifest());
    expect(applied).toMatchObject({ isCreated: false, isRepeated: true });
  });

  it.each([
    ['cut', '{"kind":"Conf'],
    ['garbage', 'xyz'],
  ])('row 38: repeats after an answer that is %s', async (_name, body) => {
    const { server, api } = await start([text(body), LIVE]);
    await api.apply(configMapManifest());
    expect(server.calls()).toHaveLength(2);
  });

  it('row 38: calls a login page no Kubernetes, and does not ask it again', async () => {
    const page = text('<html>Sign in</html>', 200, {
      'content-type': 'text/html',
    });
    const { server, api } = await start([page]);
    await expect(api.apply(configMapManifest())).rejects.toMatchObject({
      reason: 'NotKubernetes',
    });
    expect(server.calls()).toHaveLength(1);
  });

  it('row 39: ends at its deadline when nobody answers', async () => {
    const { server, api } = await start([hang], {
      clock: undefined,
      callTimeoutMs: 300,
    });
    await api.servedKinds();
    const startedAt = performance.now();
    await expect(api.apply(configMapManifest())).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(performance.now() - startedAt).toBeLessThan(600);
    expect(server.calls().length).toBeGreaterThanOrEqual(1);
  });

  it('does not repeat what does not fit the schema', async () => {
    const { server, api } = await start([
      status(500, {
        message:
          'failed to create typed patch object (a/b; /v1, Kind=ConfigMap): .dat: field not declared in schema',
      }),
    ]);
    await expect(api.apply(configMapManifest())).rejects.toMatchObject({
      name: 'InputError',
      reason: 'Invalid',
    });
    expect(server.calls()).toHaveLength(1);
  });

  it('sends nothing once it is cancelled, and lets what is under way settle', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const { server, api } = await start(
      [
        (request, response, socket) => {
          controller.abort(reason);
          setTimeout(() => LIVE(request, response, socket), 50);
        },
      ],
      { signal: controller.signal, clock: undefined },
    );
    await api.servedKinds();
    await expect(api.apply(configMapManifest())).resolves.toMatchObject({
      metadata: { uid: 'u1' },
    });
    await expect(api.apply(configMapManifest())).rejects.toBe(reason);
    expect(server.calls()).toHaveLength(1);
  });

  it('cuts what hangs soon after it is cancelled', async () => {
    const controller = new AbortController();
    const { api } = await start(
      [() => controller.abort(new Error('cancelled'))],
      { signal: controller.signal, clock: undefined },
    );
    await api.servedKinds();
    const startedAt = performance.now();
    await expect(api.apply(configMapManifest())).rejects.toThrow('cancelled');
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it('asks before each attempt whether it may still be sent', async () => {
    const { server, api } = await start([status(503), LIVE]);
    let asked = 0;
    await expect(
      api.applyManifest(configMapManifest(), {
        beforeSend: () => {
          asked += 1;
          if (asked === 2) throw new Error('lease lost');
        },
      }),
    ).rejects.toThrow('lease lost');
    expect(server.calls()).toHaveLength(1);
  });
});
