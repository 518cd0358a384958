import type { TestServer } from './testServer.test.fixture';
import {
  MERGE_TYPE,
  eventually,
  startTestServer,
} from './testServer.test.fixture';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget', shortNames: ['wd'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [
          { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: {
                  size: { type: 'integer', minimum: 1 },
                  mode: { type: 'string', default: 'a', enum: ['a', 'b'] },
                  items: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['key'],
                    items: {
                      type: 'object',
                      properties: {
                        key: { type: 'string' },
                        value: { type: 'string' },
                      },
                    },
                  },
                  free: {
                    type: 'object',
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                },
              },
              status: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
};
const widget = (spec: object) => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'w' },
  spec,
});

describe('custom resources', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
    await server.call('POST', DEFINITIONS, definition);
    await eventually(
      async () =>
        (await server.call('GET', WIDGETS)).status === 200 || undefined,
    );
  });
  afterEach(() => server.close());

  it('are served once their definition is Established, and no longer when it goes', async () => {
    const { body } = await server.call(
      'GET',
      `${DEFINITIONS}/widgets.example.com`,
    );
    expect(body.status).toMatchObject({
      conditions: [
        { type: 'NamesAccepted', status: 'True' },
        { type: 'Established', status: 'True' },
      ],
    });
    const discovered = await server.call('GET', '/apis/example.com/v1');
    expect(discovered.body.resources).toMatchObject([
      { name: 'widgets', shortNames: ['wd'] },
      { name: 'widgets/status' },
    ]);
    await server.call('POST', WIDGETS, widget({ size: 1 }));
    await server.call('DELETE', `${DEFINITIONS}/widgets.example.com`);
    await eventually(
      async () => (await server.call('GET', WIDGETS)).status === 404,
    );
    await server.call('POST', DEFINITIONS, definition);
    const fresh = await eventually(async () => {
      const answer = await server.call('GET', WIDGETS);
      return answer.status === 200 ? answer : undefined;
    });
    expect(fresh.body.items).toEqual([]);
  });

  it('row 41: a group that is not served leaves the others discoverable', async () => {
    await server.call('DELETE', `${DEFINITIONS}/widgets.example.com`);
    await eventually(
      async () =>
        (await server.call('GET', '/apis/example.com/v1')).status === 404,
    );
    const names = (
      (await server.call('GET', '/apis')).body.groups as { name: string }[]
    ).map(({ name }) => name);
    expect(names).toContain('apps');
    expect(names).not.toContain('example.com');
  });

  it('get defaults, and a 422 that lists everything wrong', async () => {
    const created = await server.call('POST', WIDGETS, widget({ size: 3 }));
    expect(created.body.spec).toEqual({ size: 3, mode: 'a' });
    const refused = await server.call(
      'POST',
      WIDGETS,
      widget({ size: 0, mode: 'z' }),
    );
    expect(refused.status).toBe(422);
    expect(refused.body.message).toBe(
      'Widget.example.com "w" is invalid: [spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1, spec.mode: Unsupported value: "z": supported values: "a", "b"]',
    );
    expect(
      (await server.call('POST', WIDGETS, widget({}))).body.message,
    ).toContain('spec.size: Required value');
  });

  it('have a status of their own endpoint and count generations of the rest', async () => {
    await server.call('POST', WIDGETS, {
      ...widget({ size: 1 }),
      status: { ignored: true },
    });
    const patched = await server.call(
      'PATCH',
      `${WIDGETS}/w/status`,
      { status: { ready: true }, spec: { size: 9 } },
      { type: MERGE_TYPE },
    );
    expect(patched.body).toMatchObject({
      spec: { size: 1 },
      status: { ready: true },
      metadata: { generation: 1 },
    });
    expect(patched.body.status).not.toHaveProperty('ignored');
    const resized = await server.call(
      'PATCH',
      `${WIDGETS}/w`,
      { spec: { size: 2 } },
      { type: MERGE_TYPE },
    );
    expect(resized.body).toMatchObject({
      metadata: { generation: 2 },
      status: { ready: true },
    });
  });

  it('are merged by the list keys of their schema', async () => {
    await server.apply(
      `${WIDGETS}/w`,
      'one',
      widget({
        size: 1,
        items: [{ key: 'a', value: '1' }],
        free: { x: { y: 1 } },
      }),
    );
    await server.apply(
      `${WIDGETS}/w`,
      'two',
      widget({ size: 1, items: [{ key: 'b', value: '2' }], free: { z: 1 } }),
    );
    const { body } = await server.call('GET', `${WIDGETS}/w`);
    expect(body.spec).toMatchObject({
      items: [{ key: 'a' }, { key: 'b' }],
      free: { x: { y: 1 }, z: 1 },
    });
    const refused = await server.apply(
      `${WIDGETS}/w`,
      'two',
      widget({ size: 1, items: [{ key: 'a', value: '9' }] }),
    );
    expect(refused.body.message).toBe(
      'Apply failed with 1 conflict: conflict with "one": .spec.items[key="a"].value',
    );
  });

  it('need the keys of their lists', async () => {
    const answer = await server.apply(
      `${WIDGETS}/w`,
      'one',
      widget({ size: 1, items: [{ value: '1' }] }),
    );
    expect(answer.status).toBe(500);
    expect(answer.body.message).toContain(
      `.spec.items: element 0: associative list with keys has an element that omits key field "key" (and doesn't have default value)`,
    );
  });

  it('take no strategic merge patch', async () => {
    await server.call('POST', WIDGETS, widget({ size: 1 }));
    const answer = await server.call(
      'PATCH',
      `${WIDGETS}/w`,
      {},
      { type: 'application/strategic-merge-patch+json' },
    );
    expect(answer.status).toBe(415);
  });

  it('are refused without their definition, which may come later', async () => {
    expect(
      (
        await server.call(
          'POST',
          '/apis/later.io/v1/namespaces/default/things',
          {},
        )
      ).status,
    ).toBe(404);
  });
});

describe('discovery and tables', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  it('aggregates every group for whoever asks for it', async () => {
    const type =
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const { body, headers } = await server.call('GET', '/apis', undefined, {
      headers: { accept: `${type},application/json` },
    });
    expect(headers.get('content-type')).toBe(type);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        metadata: expect.objectContaining({ name: 'argoproj.io' }),
      }),
    );
  });

  it("describes types in OpenAPI v3, whose address changes with the group's content", async () => {
    const paths = async () =>
      (await server.call('GET', '/openapi/v3')).body.paths as Record<
        string,
        { serverRelativeURL: string }
      >;
    const address = (await paths())['apis/apps/v1']!.serverRelativeURL;
    const { body } = await server.call('GET', address);
    expect(body).toMatchObject({
      components: {
        schemas: {
          'core.v1.PodSpec': {
            properties: {
              containers: { 'x-kubernetes-list-map-keys': ['name'] },
            },
          },
        },
      },
    });
    expect((await server.call('GET', '/openapi/v3/apis/nope/v1')).status).toBe(
      404,
    );
  });

  it('prints rows for kubectl get', async () => {
    server.emulator.objects.create({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      metadata: { name: 'run', namespace: 'default' },
      spec: {},
      status: { phase: 'Running' },
    });
    const accept =
      'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const { body } = await server.call(
      'GET',
      '/apis/argoproj.io/v1alpha1/namespaces/default/workflows',
      undefined,
      { headers: { accept } },
    );
    expect(body).toMatchObject({
      kind: 'Table',
      rows: [
        {
          cells: ['run', 'Running', '', ''],
          object: { kind: 'PartialObjectMetadata' },
        },
      ],
    });
  });

  it('gives metadata only', async () => {
    const accept =
      'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
    const { body } = await server.call('GET', '/api/v1/namespaces', undefined, {
      headers: { accept },
    });
    expect(body.kind).toBe('PartialObjectMetadataList');
    expect((body.items as object[])[0]).not.toHaveProperty('status');
  });
});
