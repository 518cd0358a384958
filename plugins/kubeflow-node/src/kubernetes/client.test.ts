import { json, reset, startTestServer, text } from '../http/testing/testServer';
import { createSkippingClock } from '../testing/skippingClock';
import { createTransport } from '../http/transport';
import { createKubernetesClient } from './client';
import type { KubernetesObject } from './objects';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const MAPS = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  namespace: 'kubeflow',
};
const claim: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'claim', namespace: 'kubeflow' },
  data: { owner: 'run-1' },
};
const live = {
  ...claim,
  metadata: { ...claim.metadata, uid: 'u', resourceVersion: '7' },
};
const status = (code: number, reason: string, more: object = {}) =>
  json({ kind: 'Status', status: 'Failure', code, reason, ...more }, code);

const connect = async (...answers: Parameters<typeof startTestServer>) => {
  const server = await startTestServer(...answers);
  const clock = createSkippingClock();
  const transport = createTransport({
    server: server.url,
    subject: 'eu-west-1/ml-eu',
    clock,
    random: () => 0,
    environment: {},
    defaults: { timeoutMs: 2_000 },
  });
  opened.push(server, transport);
  const kubernetes = createKubernetesClient({
    subject: 'eu-west-1/ml-eu',
    transport,
    clock,
  });
  const lines = () =>
    server.requests.map(({ method, url }) => `${method} ${url}`);
  return { server, kubernetes, lines };
};

describe('verbs of createKubernetesClient', () => {
  it('reads and writes objects as they are, with fields that nobody knows', async () => {
    const odd = { ...live, spec: { futureField: [1, null] } };
    const { kubernetes, server, lines } = await connect([json(odd)]);
    await expect(kubernetes.get(MAPS, 'a/b c')).resolves.toEqual(odd);
    await expect(kubernetes.create(MAPS, odd)).resolves.toEqual(odd);
    await kubernetes.replace(MAPS, odd);
    await kubernetes.patch(
      { group: 'argoproj.io', version: 'v1alpha1', plural: 'workflows' },
      'w',
      { spec: 1 },
    );
    await kubernetes.delete(MAPS, 'claim');
    expect(lines()).toEqual([
      'GET /api/v1/namespaces/kubeflow/configmaps/a%2Fb%20c',
      'POST /api/v1/namespaces/kubeflow/configmaps',
      'PUT /api/v1/namespaces/kubeflow/configmaps/claim',
      'PATCH /apis/argoproj.io/v1alpha1/workflows/w',
      'DELETE /api/v1/namespaces/kubeflow/configmaps/claim',
    ]);
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual(odd);
    expect(server.requests[3]?.headers['content-type']).toBe(
      'application/merge-patch+json',
    );
  });

  it('names verb and object of a refusal', async () => {
    const { kubernetes } = await connect([status(403, 'Forbidden')]);
    await expect(kubernetes.patch(MAPS, 'claim', {})).rejects.toMatchObject({
      reason: 'Forbidden',
      remedy: expect.stringContaining('verbs: ["patch"]'),
    });
  });

  it('row 37: counts a create whose answer was lost once: it reads the object and sees its own content', async () => {
    const { kubernetes, lines } = await connect([reset, json(live)]);
    await expect(kubernetes.create(MAPS, claim)).resolves.toEqual(live);
    expect(lines()).toEqual([
      'POST /api/v1/namespaces/kubeflow/configmaps',
      'GET /api/v1/namespaces/kubeflow/configmaps/claim',
    ]);
  });

  it('row 37: creates again when the lost request had no effect', async () => {
    const { kubernetes, lines } = await connect([
      reset,
      status(404, 'NotFound'),
      json(live),
    ]);
    await expect(kubernetes.create(MAPS, claim)).resolves.toEqual(live);
    expect(lines()).toHaveLength(3);
  });

  it("row 37: says AlreadyExists when someone else's object is there after a lost answer", async () => {
    const other = { ...live, data: { owner: 'run-2' } };
    const { kubernetes } = await connect([reset, json(other)]);
    await expect(kubernetes.create(MAPS, claim)).rejects.toMatchObject({
      name: 'ConflictError',
      reason: 'AlreadyExists',
    });
  });

  it('row 38: reads the object after a create that was answered with garbage', async () => {
    const { kubernetes } = await connect([text('{"kind":', 201), json(live)]);
    await expect(kubernetes.create(MAPS, claim)).resolves.toEqual(live);
  });

  it('row 37: a replace that conflicts with its own lost answer has succeeded', async () => {
    const { kubernetes } = await connect([
      reset,
      status(409, 'Conflict'),
      json(live),
    ]);
    await expect(kubernetes.replace(MAPS, live)).resolves.toEqual(live);
  });

  it('row 33: a replace that conflicts with someone else fails', async () => {
    const other = { ...live, data: { owner: 'run-2' } };
    const { kubernetes } = await connect([
      status(409, 'Conflict'),
      json(other),
    ]);
    await expect(kubernetes.replace(MAPS, live)).rejects.toMatchObject({
      reason: 'Conflict',
    });
  });

  it('row 37: a delete whose answer was lost has succeeded when the object is gone', async () => {
    const { kubernetes } = await connect([reset, status(404, 'NotFound')]);
    await expect(kubernetes.delete(MAPS, 'claim')).resolves.toBeUndefined();
  });

  it('says NotFound for a delete of what was never there', async () => {
    const { kubernetes } = await connect([status(404, 'NotFound')]);
    await expect(kubernetes.delete(MAPS, 'claim')).rejects.toMatchObject({
      reason: 'NotFound',
    });
  });

  it.each([
    [
      'a login page',
      text('<!doctype html><p>sign in', 200, { 'content-type': 'text/html' }),
      1,
    ],
    ['garbage', text('{"kind":"Conf'), 3],
    ['a list of JSON', json([]), 3],
  ])('row 38: says that %s is not Kubernetes', async (_, answer, attempts) => {
    const { kubernetes, lines } = await connect([answer]);
    await expect(kubernetes.get(MAPS, 'claim')).rejects.toMatchObject({
      reason: 'NotKubernetes',
    });
    expect(lines()).toHaveLength(attempts);
  });

  it('row 38: reads again after garbage', async () => {
    const { kubernetes } = await connect([text('{"kind":"Conf'), json(live)]);
    await expect(kubernetes.get(MAPS, 'claim')).resolves.toEqual(live);
  });
});

describe('list of createKubernetesClient', () => {
  const page = (names: string[], next?: string) =>
    json({
      kind: 'ConfigMapList',
      apiVersion: 'v1',
      metadata: { resourceVersion: '9', continue: next },
      items: names.map(name => ({ metadata: { name } })),
    });

  it('reads every page and gives items their kind', async () => {
    const { kubernetes, lines } = await connect([
      page(['a', 'b'], 'token/1'),
      page(['c']),
    ]);
    const objects = await kubernetes.list(MAPS, {
      labelSelector: 'app=x,y!=z',
    });
    expect(objects.map(({ metadata }) => metadata.name)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(objects[2]).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1' });
    expect(lines()).toEqual([
      'GET /api/v1/namespaces/kubeflow/configmaps?labelSelector=app%3Dx%2Cy!%3Dz&limit=500',
      'GET /api/v1/namespaces/kubeflow/configmaps?labelSelector=app%3Dx%2Cy!%3Dz&limit=500&continue=token%2F1',
    ]);
  });

  it('row 42: starts again when a page has expired, so that none is of another moment', async () => {
    const { kubernetes, lines } = await connect([
      page(['old'], 't'),
      status(410, 'Expired'),
      page(['new-a'], 't2'),
      page(['new-b']),
    ]);
    const objects = await kubernetes.list(MAPS);
    expect(objects.map(({ metadata }) => metadata.name)).toEqual([
      'new-a',
      'new-b',
    ]);
    expect(lines()[2]).not.toContain('continue');
  });

  it('row 42: gives up when pages expire again and again, and returns no half list', async () => {
    const { kubernetes } = await connect((request, ...rest) =>
      (request.url.includes('continue')
        ? status(410, 'Expired')
        : page(['a'], 't'))(request, ...rest),
    );
    await expect(kubernetes.list(MAPS)).rejects.toMatchObject({
      reason: 'Expired',
    });
  });

  it('row 42: ends a list whose pages go round in a circle', async () => {
    const { kubernetes } = await connect(page(['a'], 'same'));
    await expect(kubernetes.list(MAPS)).rejects.toMatchObject({
      reason: 'NotKubernetes',
      fact: expect.stringContaining('circle'),
    });
  });

  it('takes an empty list, also with items null', async () => {
    const { kubernetes } = await connect([
      json({ kind: 'ConfigMapList', metadata: {}, items: null }),
    ]);
    await expect(kubernetes.list(MAPS)).resolves.toEqual([]);
  });
});

describe('subresources of createKubernetesClient', () => {
  const pod = { namespace: 'kubeflow', name: 'train-1' };

  it('reads the last lines of a log, oldest first', async () => {
    const { kubernetes, lines } = await connect([text('a\n\nb\n')]);
    await expect(
      kubernetes.podLog(pod, {
        container: 'main',
        tailLines: 3,
        previous: true,
      }),
    ).resolves.toEqual(['a', '', 'b']);
    expect(lines()).toEqual([
      'GET /api/v1/namespaces/kubeflow/pods/train-1/log?container=main&tailLines=3&previous=true',
    ]);
  });

  it('reads an empty log, and names the right that is missing', async () => {
    const { kubernetes } = await connect([text(''), status(403, 'Forbidden')]);
    await expect(kubernetes.podLog(pod, { tailLines: 3 })).resolves.toEqual([]);
    await expect(
      kubernetes.podLog(pod, { tailLines: 3 }),
    ).rejects.toMatchObject({
      remedy: expect.stringContaining('resources: ["pods/log"]'),
    });
  });

  it('asks whether something is allowed', async () => {
    const { kubernetes, server } = await connect([
      json({ status: { allowed: true } }, 201),
      json({ status: { allowed: false } }, 201),
      json({}, 201),
    ]);
    const access = {
      verb: 'watch',
      group: 'argoproj.io',
      resource: 'workflows',
      namespace: 'kubeflow',
    };
    await expect(kubernetes.isAllowed(access)).resolves.toBe(true);
    await expect(kubernetes.isAllowed(access)).resolves.toBe(false);
    await expect(kubernetes.isAllowed(access)).resolves.toBe(false);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
      spec: { resourceAttributes: access },
    });
  });

  it('asks for a token of a service account with an audience', async () => {
    const { kubernetes, server } = await connect([
      json(
        { status: { token: 't', expirationTimestamp: '2026-07-01T10:00:00Z' } },
        201,
      ),
      json({}, 201),
    ]);
    const account = { namespace: 'team', name: 'default-editor' };
    await expect(
      kubernetes.createToken(account, 'pipelines.kubeflow.org'),
    ).resolves.toEqual({
      token: 't',
      expiration: new Date('2026-07-01T10:00:00Z'),
    });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: '/api/v1/namespaces/team/serviceaccounts/default-editor/token',
      body: expect.stringContaining('"audiences":["pipelines.kubeflow.org"]'),
    });
    await expect(kubernetes.createToken(account, 'x')).rejects.toMatchObject({
      reason: 'NotKubernetes',
    });
  });
});
