import { json, reset } from '../../http/testing/testServer';
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
const ID = {
  group: '',
  kind: 'ConfigMap',
  namespace: 'kubeflow',
  name: 'settings',
};

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
