import type { TestServer } from './testServer.test.fixture';
import {
  MERGE_TYPE,
  eventually,
  startTestServer,
} from './testServer.test.fixture';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string, data: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

describe('objects over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it('creates, reads, replaces and deletes', async () => {
    const created = await server.call(
      'POST',
      CONFIG_MAPS,
      configMap('crud', { a: '1' }),
    );
    expect(created.status).toBe(201);
    const replaced = await server.call(
      'PUT',
      `${CONFIG_MAPS}/crud`,
      configMap('crud', { a: '2' }),
    );
    expect(replaced.body).toMatchObject({
      data: { a: '2' },
      metadata: { name: 'crud' },
    });
    expect(
      (await server.call('DELETE', `${CONFIG_MAPS}/crud`)).body,
    ).toMatchObject({
      status: 'Success',
      details: { name: 'crud', kind: 'configmaps' },
    });
    const gone = await server.call('GET', `${CONFIG_MAPS}/crud`);
    expect(gone.status).toBe(404);
    expect(gone.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'configmaps "crud" not found',
      reason: 'NotFound',
      details: { name: 'crud', kind: 'configmaps' },
      code: 404,
    });
  });

  it('answers 409 AlreadyExists for a second create, which makes a create a lock', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        server.call('POST', CONFIG_MAPS, configMap('lock')),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(7).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      reason: 'AlreadyExists',
      message: 'configmaps "lock" already exists',
    });
  });

  it('row 33: refuses a stale resourceVersion with 409 Conflict and changes nothing', async () => {
    await server.call('POST', CONFIG_MAPS, configMap('stale', { a: '1' }));
    const answer = await server.call(
      'PUT',
      `${CONFIG_MAPS}/stale`,
      configMap('stale', { a: '2' }, { resourceVersion: '1' }),
    );
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "stale": the object has been modified; please apply your changes to the latest version and try again',
    });
    const live = await server.call('GET', `${CONFIG_MAPS}/stale`);
    expect(live.body.data).toEqual({ a: '1' });
  });

  it('keeps the resourceVersion when a write changes nothing', async () => {
    const created = await server.call(
      'POST',
      CONFIG_MAPS,
      configMap('same', { a: '1' }),
    );
    const patched = await server.call(
      'PATCH',
      `${CONFIG_MAPS}/same`,
      { data: { a: '1' } },
      { type: MERGE_TYPE },
    );
    expect(patched.body.metadata).toEqual(created.body.metadata);
  });

  it('makes a name from generateName', async () => {
    const { body } = await server.call('POST', CONFIG_MAPS, {
      ...configMap(''),
      metadata: { generateName: 'run-' },
    });
    expect((body.metadata as { name: string }).name).toMatch(
      /^run-[a-z0-9]{5}$/,
    );
  });

  it('validates without storing when dryRun is All', async () => {
    const answer = await server.call(
      'POST',
      `${CONFIG_MAPS}?dryRun=All`,
      configMap('dry'),
    );
    expect(answer.status).toBe(201);
    expect((await server.call('GET', `${CONFIG_MAPS}/dry`)).status).toBe(404);
  });

  it('drops unknown fields with a warning, and refuses them when strict', async () => {
    const typo = { ...configMap('typo'), dta: { a: '1' } };
    const strict = await server.call(
      'POST',
      `${CONFIG_MAPS}?fieldValidation=Strict`,
      typo,
    );
    expect(strict.status).toBe(400);
    expect(strict.body.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dta"',
    );
    const lax = await server.call('POST', CONFIG_MAPS, typo);
    expect(lax.status).toBe(201);
    expect(lax.body).not.toHaveProperty('dta');
    expect(lax.headers.get('warning')).toBe('299 - "unknown field \\"dta\\""');
  });

  it.each([
    ['a body that is no JSON', '{nope', 400],
    ['an empty body', '', 400],
    ['a list as body', '[]', 400],
    ['an invalid name', configMap('Not_Valid'), 422],
    ['no name', configMap(''), 422],
    ['a value of a wrong type', configMap('n', { a: 5 }), 400],
    ['an invalid label', configMap('n', {}, { labels: { a: 'b c' } }), 422],
    ['another kind', { ...configMap('n'), kind: 'Secret' }, 400],
    ['another namespace', configMap('n', {}, { namespace: 'other' }), 400],
    [
      'a hostile key',
      JSON.parse(
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"proto","labels":{"__proto__":"x y"}}}',
      ),
      201,
    ],
  ])('answers %s with a Status', async (_what, body, status) => {
    const answer = await server.call('POST', `${CONFIG_MAPS}?dryRun=All`, body);
    expect(answer.status).toBe(status);
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  it('answers 404 for a missing namespace and for an unknown resource, 415 for an unknown type', async () => {
    const path = '/api/v1/namespaces/nope/configmaps';
    expect((await server.call('POST', path, configMap('a'))).body.message).toBe(
      'namespaces "nope" not found',
    );
    expect((await server.call('GET', '/api/v1/foos')).body.reason).toBe(
      'NotFound',
    );
    expect((await server.call('GET', '/apis/nope.io/v1/foos')).body.text).toBe(
      '404 page not found\n',
    );
    expect(
      (await server.call('POST', CONFIG_MAPS, 'x', { type: 'text/plain' }))
        .status,
    ).toBe(415);
    expect(
      (await server.call('POST', `${CONFIG_MAPS}/a`, configMap('a'))).status,
    ).toBe(405);
  });

  it('pages through one state and row 42: answers 410 for a continue token that is too old', async () => {
    const path = '/api/v1/namespaces/paged/configmaps';
    await server.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'paged' },
    });
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await server.call('POST', path, configMap(name));
    const first = await server.call('GET', `${path}?limit=2`);
    const token = (first.body.metadata as { continue: string }).continue;
    await server.call('DELETE', `${path}/c`);
    const second = await server.call(
      'GET',
      `${path}?limit=2&continue=${token}`,
    );
    const names = (second.body.items as { metadata: { name: string } }[]).map(
      ({ metadata }) => metadata.name,
    );
    expect(names).toEqual(['c', 'd']);
    server.emulator.compact();
    const late = await server.call('GET', `${path}?limit=2&continue=${token}`);
    expect(late.status).toBe(410);
    expect(late.body.reason).toBe('Expired');
  });

  it.each([
    ['app=web', ['w1', 'w2']],
    ['app!=web', ['other']],
    ['app in (web,api),tier=gold', ['w1']],
    ['!tier', ['other', 'w2']],
  ])('selects by labels: %s', async (selector, expected) => {
    const path = '/api/v1/namespaces/kube-public/configmaps';
    const labels = {
      w1: { app: 'web', tier: 'gold' },
      w2: { app: 'web' },
      other: {},
    };
    for (const [name, each] of Object.entries(labels))
      await server.call('POST', path, configMap(name, {}, { labels: each }));
    const { body } = await server.call(
      'GET',
      `${path}?labelSelector=${encodeURIComponent(selector)}`,
    );
    expect(
      (body.items as { metadata: { name: string } }[]).map(
        ({ metadata }) => metadata.name,
      ),
    ).toEqual(expected);
  });

  it('row 43: keeps an object with a finalizer until the finalizer goes', async () => {
    await server.call(
      'POST',
      CONFIG_MAPS,
      configMap('held', {}, { finalizers: ['example.com/hold'] }),
    );
    const deleting = await server.call('DELETE', `${CONFIG_MAPS}/held`);
    expect(deleting.body).toMatchObject({
      kind: 'ConfigMap',
      metadata: { finalizers: ['example.com/hold'] },
    });
    expect((await server.call('GET', `${CONFIG_MAPS}/held`)).status).toBe(200);
    await server.call(
      'PATCH',
      `${CONFIG_MAPS}/held`,
      { metadata: { finalizers: null } },
      { type: MERGE_TYPE },
    );
    expect((await server.call('GET', `${CONFIG_MAPS}/held`)).status).toBe(404);
  });

  it('row 43: a terminating namespace refuses content with 403 and goes when it is empty', async () => {
    await server.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'ending' },
    });
    const path = '/api/v1/namespaces/ending/configmaps';
    await server.call(
      'POST',
      path,
      configMap('held', {}, { finalizers: ['example.com/hold'] }),
    );
    await server.call('DELETE', '/api/v1/namespaces/ending');
    const refused = await server.call('POST', path, configMap('late'));
    expect(refused.status).toBe(403);
    expect(refused.body.details).toMatchObject({
      causes: [{ reason: 'NamespaceTerminating' }],
    });
    await server.call(
      'PATCH',
      `${path}/held`,
      { metadata: { finalizers: null } },
      { type: MERGE_TYPE },
    );
    const isGone = await eventually(
      async () =>
        (await server.call('GET', '/api/v1/namespaces/ending')).status === 404,
    );
    expect(isGone).toBe(true);
  });

  it('row 43: names an immutable field', async () => {
    const path = '/apis/storage.k8s.io/v1/storageclasses';
    const storageClass = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'gp3' },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3' },
    };
    await server.call('POST', path, storageClass);
    const answer = await server.call(
      'PATCH',
      `${path}/gp3`,
      { parameters: { type: 'io2' } },
      { type: MERGE_TYPE },
    );
    expect(answer.status).toBe(422);
    expect(answer.body.message).toBe(
      'StorageClass.storage.k8s.io "gp3" is invalid: parameters: Forbidden: updates to parameters are forbidden.',
    );
  });

  it('deletes dependents by owner reference', async () => {
    const owner = await server.call('POST', CONFIG_MAPS, configMap('owner'));
    const { uid } = owner.body.metadata as { uid: string };
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid },
    ];
    await server.call(
      'POST',
      CONFIG_MAPS,
      configMap('owned', {}, { ownerReferences }),
    );
    await server.call(
      'DELETE',
      `${CONFIG_MAPS}/owner?propagationPolicy=Foreground`,
    );
    const gone = (name: string) =>
      eventually(
        async () =>
          (await server.call('GET', `${CONFIG_MAPS}/${name}`)).status === 404,
      );
    expect(await Promise.all([gone('owned'), gone('owner')])).toEqual([
      true,
      true,
    ]);
  });
});
