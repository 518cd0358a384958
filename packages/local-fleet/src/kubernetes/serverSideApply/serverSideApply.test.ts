import type { TestServer } from '../testServer.test.fixture';
import { MERGE_TYPE, startTestServer } from '../testServer.test.fixture';

const DEPLOYMENT = '/apis/apps/v1/namespaces/default/deployments/web';

const deployment = (containers: object[], spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers },
    },
    ...spec,
  },
});

interface Live {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly managedFields: readonly {
      readonly manager: string;
      readonly operation: string;
      readonly fieldsV1: object;
    }[];
  };
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly name: string;
          readonly image: string;
          readonly env?: readonly object[];
        }[];
      };
    };
  };
}

describe('server-side apply', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({ becomesReady: () => false });
  });
  afterEach(() => server.close());

  const live = async () =>
    (await server.call('GET', DEPLOYMENT)).body as unknown as Live;
  const containers = async () => (await live()).spec.template.spec.containers;

  it('creates, and records the applied fields only', async () => {
    const created = await server.apply(
      DEPLOYMENT,
      'helm',
      deployment([{ name: 'a', image: 'nginx:1' }]),
    );
    expect(created.status).toBe(201);
    const [entry] = (await live()).metadata.managedFields;
    expect(entry).toMatchObject({ manager: 'helm', operation: 'Apply' });
    expect(entry?.fieldsV1).toEqual({
      'f:spec': {
        'f:selector': {},
        'f:template': {
          'f:metadata': { 'f:labels': { 'f:app': {} } },
          'f:spec': {
            'f:containers': {
              'k:{"name":"a"}': { '.': {}, 'f:name': {}, 'f:image': {} },
            },
          },
        },
      },
    });
  });

  it('row 32: lists managers and fields of a conflict and leaves the object untouched', async () => {
    await server.apply(
      DEPLOYMENT,
      'helm',
      deployment([{ name: 'a', image: 'nginx:1' }], { replicas: 1 }),
    );
    const before = await live();
    const refused = await server.apply(
      DEPLOYMENT,
      'fleet',
      deployment([{ name: 'a', image: 'nginx:2' }], { replicas: 3 }),
    );
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      reason: 'Conflict',
      message:
        'Apply failed with 2 conflicts: conflicts with "helm":\n- .spec.replicas\n- .spec.template.spec.containers[name="a"].image',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "helm"',
            field: '.spec.replicas',
          },
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "helm"',
            field: '.spec.template.spec.containers[name="a"].image',
          },
        ],
      },
    });
    expect(await live()).toEqual(before);
  });

  it('names the version in a conflict with an updater', async () => {
    await server.call(
      'POST',
      '/apis/apps/v1/namespaces/default/deployments?fieldManager=kubectl-create',
      deployment([{ name: 'a', image: 'nginx:1' }], { replicas: 1 }),
    );
    const refused = await server.apply(
      DEPLOYMENT,
      'fleet',
      deployment([{ name: 'a', image: 'nginx:1' }], { replicas: 3 }),
    );
    expect(refused.body.message).toBe(
      'Apply failed with 1 conflict: conflict with "kubectl-create" using apps/v1: .spec.replicas',
    );
  });

  it('force takes the fields from their manager', async () => {
    await server.apply(
      DEPLOYMENT,
      'helm',
      deployment([{ name: 'a', image: 'nginx:1' }]),
    );
    await server.apply(
      `${DEPLOYMENT}?force=true`,
      'fleet',
      deployment([{ name: 'a', image: 'nginx:2' }]),
    );
    expect((await containers())[0]?.image).toBe('nginx:2');
    const again = await server.apply(
      DEPLOYMENT,
      'helm',
      deployment([{ name: 'a', image: 'nginx:1' }]),
    );
    expect(again.body.message).toContain(
      'conflict with "fleet": .spec.template.spec.containers[name="a"].image',
    );
  });

  it('two managers own one value together, and it stays until both let go', async () => {
    await server.apply(
      DEPLOYMENT,
      'one',
      deployment([{ name: 'a', image: 'nginx:1' }], { replicas: 4 }),
    );
    await server.apply(
      DEPLOYMENT,
      'two',
      deployment([{ name: 'a', image: 'nginx:1' }], { replicas: 4 }),
    );
    await server.apply(
      DEPLOYMENT,
      'one',
      deployment([{ name: 'a', image: 'nginx:1' }]),
    );
    expect((await live()).spec.replicas).toBe(4);
    await server.apply(
      DEPLOYMENT,
      'two',
      deployment([{ name: 'a', image: 'nginx:1' }]),
    );
    expect((await live()).spec.replicas).toBe(1);
  });

  it('merges lists by their keys and prunes only what it applied before', async () => {
    await server.apply(
      DEPLOYMENT,
      'one',
      deployment([
        {
          name: 'a',
          image: 'a:1',
          env: [
            { name: 'X', value: '1' },
            { name: 'Y', value: '2' },
          ],
        },
      ]),
    );
    await server.apply(
      DEPLOYMENT,
      'two',
      deployment([{ name: 'b', image: 'b:1' }]),
    );
    await server.apply(
      DEPLOYMENT,
      'one',
      deployment([
        { name: 'a', image: 'a:1', env: [{ name: 'Y', value: '2' }] },
      ]),
    );
    expect(await containers()).toMatchObject([
      { name: 'a', env: [{ name: 'Y', value: '2' }] },
      { name: 'b', image: 'b:1' },
    ]);
    await server.apply(DEPLOYMENT, 'two', {
      ...deployment([]),
      spec: { selector: { matchLabels: { app: 'web' } } },
    });
    expect((await containers()).map(({ name }) => name)).toEqual(['a']);
  });

  it('treats a port without protocol as the TCP port', async () => {
    const withPort = (port: object) =>
      deployment([{ name: 'a', image: 'a:1', ports: [port] }]);
    await server.apply(DEPLOYMENT, 'one', withPort({ containerPort: 80 }));
    await server.apply(
      DEPLOYMENT,
      'one',
      withPort({ containerPort: 80, protocol: 'TCP', name: 'http' }),
    );
    expect(await containers()).toMatchObject([
      { ports: [{ containerPort: 80, name: 'http' }] },
    ]);
    expect((await containers())[0]).toHaveProperty('ports.length', 1);
  });

  it('leaves the object and its version alone when the same is applied again', async () => {
    const same = deployment([{ name: 'a', image: 'a:1' }]);
    await server.apply(DEPLOYMENT, 'one', same);
    const before = await live();
    await server.apply(DEPLOYMENT, 'one', same);
    expect(await live()).toEqual(before);
  });

  it.each([
    [
      'an unknown field',
      deployment([{ name: 'a', image: 'a', imag: 'x' }]),
      'failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a"].imag: field not declared in schema',
    ],
    [
      'a wrong type',
      deployment([{ name: 'a', image: 'a' }], { replicas: 'x' }),
      'failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string',
    ],
    [
      'an element without its key',
      deployment([{ image: 'a' }]),
      `spec.template.spec.containers[0].name: Required value`,
    ],
    [
      'two elements with one key',
      deployment([
        { name: 'a', image: 'a' },
        { name: 'a', image: 'b' },
      ]),
      'failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: duplicate entries for key [name="a"]',
    ],
    [
      'another version',
      { ...deployment([]), apiVersion: 'apps/v2' },
      'Incorrect version specified in apply patch. Specified patch version: apps/v2, expected: apps/v1',
    ],
    [
      'managedFields',
      { ...deployment([]), metadata: { name: 'web', managedFields: [] } },
      'metadata.managedFields must be nil',
    ],
    ['no object', '[1]', 'the applied body is not an object'],
    ['broken YAML', 'a: [', 'yaml parse error'],
  ])('refuses %s', async (_what, body, message) => {
    const answer = await server.apply(DEPLOYMENT, 'one', body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.message).toContain(message);
    expect((await server.call('GET', DEPLOYMENT)).status).toBe(404);
  });

  it('needs a field manager', async () => {
    const answer = await server.call('PATCH', DEPLOYMENT, deployment([]), {
      type: 'application/apply-patch+yaml',
    });
    expect(answer.status).toBe(422);
    expect(answer.body.message).toContain('fieldManager: Required value');
  });

  it('a patch of a field takes it from its applier', async () => {
    await server.apply(
      DEPLOYMENT,
      'one',
      deployment([{ name: 'a', image: 'a' }], { replicas: 2 }),
    );
    await server.call(
      'PATCH',
      `${DEPLOYMENT}?fieldManager=scaler`,
      { spec: { replicas: 9 } },
      { type: MERGE_TYPE },
    );
    const owners = (await live()).metadata.managedFields.map(
      ({ manager, fieldsV1 }) => [
        manager,
        JSON.stringify(fieldsV1).includes('f:replicas'),
      ],
    );
    expect(owners).toEqual([
      ['one', false],
      ['scaler', true],
    ]);
  });

  it('reads YAML 1.1 as kubectl does', async () => {
    const path = '/api/v1/namespaces/default/configmaps/yaml';
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {time: 12:30:45, date: 2001-01-01}\n';
    const { body } = await server.apply(path, 'one', yaml);
    expect(body.data).toEqual({ time: '12:30:45', date: '2001-01-01' });
    const bool = await server.apply(
      path,
      'one',
      yaml.replace('12:30:45', 'on'),
    );
    expect(bool.status).toBe(500);
  });
});
