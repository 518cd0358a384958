import { hang, json, reset, text } from '../../http/testing/testServer';
import { createVirtualClock } from '../../http/testing/virtualClock';
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
    clock: createVirtualClock(),
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
const ID = {
  group: '',
  kind: 'ConfigMap',
  namespace: 'kubeflow',
  name: 'settings',
};

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
    const clock = createVirtualClock();
    const startedAt = clock.now();
    const { api } = await start(
      [status(429, {}, { 'retry-after': '7' }), LIVE],
      { clock },
    );
    await api.apply(configMapManifest());
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(7_000);
  });

  it('row 34: does not wait for a Retry-After of an hour', async () => {
    const clock = createVirtualClock();
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

describe('servedKinds', () => {
  it('row 41: knows that a group whose APIService does not answer is unknown, and not absent', async () => {
    const { api } = await start([LIVE]);
    const kinds = await api.servedKinds();
    expect(kinds.unknownGroups).toEqual(['metrics.k8s.io']);
    expect(kinds.find({ group: '', kind: 'ConfigMap' })).toMatchObject({
      plural: 'configmaps',
      version: 'v1',
      namespaced: true,
    });
    await expect(
      api.get({ group: 'metrics.k8s.io', kind: 'PodMetrics', name: 'a' }),
    ).rejects.toMatchObject({ reason: 'DiscoveryFailed' });
  });

  it('row 41: asks group by group where discovery is not aggregated, and goes on when one fails', async () => {
    const { api } = await start(
      [status(403)],
      {},
      {
        '/api': { kind: 'APIVersions', versions: ['v1'] },
        '/api/v1': {
          resources: [
            { name: 'pods', kind: 'Pod', namespaced: true, verbs: ['list'] },
            { name: 'pods/log', kind: 'Pod', namespaced: true, verbs: ['get'] },
          ],
        },
        '/apis': {
          kind: 'APIGroupList',
          groups: [{ name: 'broken.io', versions: [{ version: 'v1' }] }],
        },
      },
    );
    const kinds = await api.servedKinds();
    expect(kinds.find({ group: '', kind: 'Pod' })?.plural).toBe('pods');
    expect(kinds.unknownGroups).toEqual(['broken.io']);
  });

  it('reads once, again when told, and knows what it was taught', async () => {
    const { server, api } = await start([LIVE]);
    await Promise.all([api.servedKinds(), api.servedKinds()]);
    expect(server.requests).toHaveLength(2);
    await api.learn([
      {
        group: 'x.io',
        kind: 'Thing',
        version: 'v1',
        plural: 'things',
        namespaced: true,
        verbs: [],
      },
    ]);
    const kinds = await api.servedKinds();
    expect(kinds.find({ group: 'x.io', kind: 'Thing' })?.plural).toBe('things');
    await api.servedKinds({ refresh: true });
    expect(server.requests).toHaveLength(4);
  });

  it('names a kind that is not served, and what to do', async () => {
    const { api } = await start([LIVE]);
    const manifest = configMapManifest();
    const id = { group: 'x.io', kind: 'Thing', name: 'a' };
    await expect(
      api.apply({ ...manifest, id, apiVersion: 'x.io/v1' }),
    ).rejects.toMatchObject({
      reason: 'ResourceTypeNotFound',
      message: expect.stringContaining('CustomResourceDefinition'),
    });
  });
});

describe('listMetadata', () => {
  const KIND = {
    group: '',
    kind: 'ConfigMap',
    version: 'v1',
    plural: 'configmaps',
    namespaced: true,
    verbs: ['list'],
  };
  const page = (name: string, more?: string) =>
    json({
      kind: 'PartialObjectMetadataList',
      metadata: { continue: more, resourceVersion: '1' },
      items: [{ metadata: { name } }],
    });

  it('reads metadata alone, every page', async () => {
    const { server, api } = await start([page('a', 'next'), page('b')]);
    const found = await api.listMetadata(KIND, 'x=y');
    expect(found.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(server.calls()[0]).toMatchObject({
      url: '/api/v1/configmaps?labelSelector=x%3Dy&limit=500',
      headers: {
        accept: expect.stringContaining('as=PartialObjectMetadataList'),
      },
    });
    expect(server.calls()[1]?.url).toContain('continue=next');
  });

  it('row 42: starts again when the server forgot the moment of the first page', async () => {
    const gone = status(410, { reason: 'Expired' });
    const { api } = await start([
      page('a', 'next'),
      gone,
      page('b'),
      page('c'),
    ]);
    const found = await api.listMetadata(KIND, '');
    expect(found.map(({ name }) => name)).toEqual(['b']);
  });

  it('row 42: fails as a whole when a page cannot be read', async () => {
    const { api } = await start([page('a', 'next'), status(403)]);
    await expect(api.listMetadata(KIND, '')).rejects.toMatchObject({
      reason: 'Forbidden',
    });
  });
});

describe('delete', () => {
  it('deletes only the object with this uid, dependents in the background', async () => {
    const { server, api } = await start([json({ kind: 'Status' })]);
    await api.delete(ID, { uid: 'u1', resourceVersion: '7' });
    const [call] = server.calls();
    expect(call).toMatchObject({ method: 'DELETE' });
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      propagationPolicy: 'Background',
      preconditions: { uid: 'u1', resourceVersion: '7' },
    });
  });

  it('row 33: tries again when it changed while it was being deleted', async () => {
    const { server, api } = await start([
      status(409, { reason: 'Conflict' }),
      LIVE,
      json({ kind: 'Status' }),
    ]);
    await api.delete(ID, { uid: 'u1' });
    expect(server.calls().map(({ method }) => method)).toEqual([
      'DELETE',
      'GET',
      'DELETE',
    ]);
  });

  it('is content when it is gone, or another stands in its place', async () => {
    const missing = status(404, { reason: 'NotFound', details: { name: 'x' } });
    const { api } = await start([missing]);
    await expect(api.delete(ID, { uid: 'u1' })).resolves.toBeUndefined();
    const other = await start([status(409, { reason: 'Conflict' }), LIVE]);
    await expect(other.api.delete(ID, { uid: 'u0' })).resolves.toBeUndefined();
  });

  it('says so when it is still the same and was changed', async () => {
    const { api } = await start([status(409, { reason: 'Conflict' }), LIVE]);
    await expect(
      api.delete(ID, { uid: 'u1', resourceVersion: '6' }),
    ).rejects.toMatchObject({ reason: 'Conflict' });
  });

  it('row 37: counts once what a lost answer has done', async () => {
    const missing = status(404, { reason: 'NotFound', details: { name: 'x' } });
    const { server, api } = await start([reset, missing]);
    await api.delete(ID, { uid: 'u1' });
    expect(server.calls()).toHaveLength(2);
  });
});

describe('isValidAnew', () => {
  it.each([
    [status(409, { reason: 'AlreadyExists' }), true],
    [json({ kind: 'ConfigMap' }, 201), true],
    [status(422, { reason: 'Invalid' }), false],
  ])('asks by a dry run of creating it', async (answer, expected) => {
    const { server, api } = await start([answer]);
    await expect(api.isValidAnew(configMapManifest())).resolves.toBe(expected);
    expect(server.calls()[0]).toMatchObject({
      method: 'POST',
      url: expect.stringContaining('dryRun=All'),
    });
    expect(api.requests.writes).toBe(0);
  });
});
