import fc from 'fast-check';
import type { ManifestObject } from '../manifest';
import { diffObjects } from './diffObjects';
import { createRedactor } from './redactor';

const object = (rest: object, kind = 'ConfigMap'): ManifestObject =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'x' },
    ...rest,
  } as ManifestObject);

const diff = (before: object, after: object, kind?: string) =>
  diffObjects(object(before, kind), object(after, kind));

const podSpec = (...containers: object[]) => ({
  spec: { template: { spec: { containers } } },
});

describe('diffObjects', () => {
  it('names a field by the merge keys of the lists above it', () => {
    const before = podSpec(
      { name: 'a', image: 'a:1' },
      {
        name: 'main',
        image: 'm:1',
        ports: [{ containerPort: 80, protocol: 'TCP' }],
      },
    );
    const after = podSpec(
      { name: 'a', image: 'a:1' },
      {
        name: 'main',
        image: 'm:2',
        ports: [{ containerPort: 80, protocol: 'TCP', name: 'http' }],
      },
    );
    expect(diff(before, after)).toEqual([
      {
        path: 'spec.template.spec.containers[name="main"].image',
        before: 'm:1',
        after: 'm:2',
      },
      {
        path: 'spec.template.spec.containers[name="main"].ports[containerPort="80",protocol="TCP"].name',
        after: 'http',
      },
    ]);
  });

  it('sees an item that came, one that went, and one that moved', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(name => ({ name }));
    expect(
      diff(
        podSpec(a as object, b as object),
        podSpec(b as object, a as object, c as object),
      ),
    ).toEqual([
      {
        path: 'spec.template.spec.containers[name="c"]',
        after: '{"name":"c"}',
      },
      {
        path: 'spec.template.spec.containers[order]',
        before: 'name="a" name="b"',
        after: 'name="b" name="a"',
      },
    ]);
    expect(
      diff(podSpec(a as object, b as object), podSpec(a as object)),
    ).toEqual([
      {
        path: 'spec.template.spec.containers[name="b"]',
        before: '{"name":"b"}',
      },
    ]);
  });

  it('compares by place where no key tells items apart', () => {
    expect(diff({ args: ['a', 'b'] }, { args: ['a', 'c', 'd'] })).toEqual([
      { path: 'args[1]', before: 'b', after: 'c' },
      { path: 'args[2]', after: 'd' },
    ]);
    const twice = [
      { name: 'a', value: '1' },
      { name: 'a', value: '2' },
    ];
    expect(diff({ env: twice }, { env: [...twice].reverse() })).toEqual([
      { path: 'env[0].value', before: '1', after: '2' },
      { path: 'env[1].value', before: '2', after: '1' },
    ]);
  });

  it('leaves out what only the server writes', () => {
    const noise = {
      managedFields: [{}],
      resourceVersion: '1',
      generation: 1,
      uid: 'u',
      creationTimestamp: 't',
      selfLink: '/x',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        'deployment.kubernetes.io/revision': '3',
      },
    };
    expect(
      diff(
        { metadata: { name: 'x', ...noise }, status: { phase: 'a' } },
        { metadata: { name: 'x' }, status: { phase: 'b' } },
      ),
    ).toEqual([]);
  });

  it('quotes names that are no plain words', () => {
    expect(
      diff(
        { data: { 'a.b/c': '1', ['__proto__']: 'x' } },
        { data: { 'a.b/c': '2' } },
      ),
    ).toEqual([
      { path: 'data.__proto__', before: 'x' },
      { path: 'data["a.b/c"]', before: '1', after: '2' },
    ]);
  });

  it('row 7: shows integers of any size exactly, and takes a number and a bigint for the same', () => {
    expect(
      diff({ a: 9007199254740993n, b: 1 }, { a: 9007199254740995n, b: 1n }),
    ).toEqual([
      { path: 'a', before: '9007199254740993', after: '9007199254740995' },
    ]);
    expect(diff({ a: { b: 9007199254740993n } }, {})).toEqual([
      { path: 'a', before: '{"b":9007199254740993}' },
    ]);
  });

  it('tells a text from a number, null from nothing, and empty from missing', () => {
    expect(diff({ a: '1', b: null, c: {} }, { a: 1, c: [] })).toEqual([
      { path: 'a', before: '1', after: '1' },
      { path: 'b', before: 'null' },
      { path: 'c', before: '{}', after: '[]' },
    ]);
  });

  it('shortens long values around the place where they begin to differ', () => {
    const head = 'h'.repeat(500);
    const [change] = diff(
      { a: `${head}old${'t'.repeat(500)}` },
      { a: `${head}new${'t'.repeat(500)}` },
    );
    expect(change?.before).toMatch(/^… h{60}oldt+ … \(363 more characters\)$/);
    expect(change?.after).toMatch(/^… h{60}newt+ … \(363 more characters\)$/);
    const [made] = diff({}, { a: 'x'.repeat(300) });
    expect(made?.after).toBe(`${'x'.repeat(200)} … (100 more characters)`);
  });

  it('finds exactly the fields that were changed, whatever the objects hold', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const name = fc
      .string({ minLength: 1 })
      .filter(
        text =>
          text !== 'status' &&
          text !== 'metadata' &&
          text !== 'kind' &&
          text !== 'apiVersion',
      );
    const tree = fc.dictionary(
      name,
      fc.oneof(leaf, fc.dictionary(name, leaf), fc.array(leaf)),
    );
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        expect(diff(a, structuredClone(a))).toEqual([]);
        const forth = diff(a, b);
        const back = diff(b, a);
        expect(back.map(({ path }) => path)).toEqual(
          forth.map(({ path }) => path),
        );
        expect(back.map(change => change.before)).toEqual(
          forth.map(change => change.after),
        );
        expect(forth.length === 0).toBe(
          JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)),
        );
      }),
    );
  });
});

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => [name, sorted(member)])
    : value;

describe('diffObjects with secrets', () => {
  it('row 17: tells that a Secret changed, by key, and not how', () => {
    const before = { data: { password: 'YQ==', same: 'Yg==', gone: 'Yw==' } };
    const after = { data: { password: 'ZA==', same: 'Yg==', made: 'ZQ==' } };
    expect(diff(before, after, 'Secret')).toEqual([
      { path: 'data.gone', before: '***', redacted: true },
      { path: 'data.made', after: '***', redacted: true },
      { path: 'data.password', before: '***', after: '***', redacted: true },
    ]);
    expect(diff({}, after, 'Secret')).toEqual([
      { path: 'data', after: '***', redacted: true },
    ]);
  });

  it('hides by name what stands open in an environment variable or a ConfigMap', () => {
    const env = (value: string) =>
      podSpec({
        name: 'main',
        env: [
          { name: 'DB_PASSWORD', value },
          { name: 'secretName', value },
        ],
      });
    expect(diff(env('one'), env('two'))).toEqual([
      {
        path: 'spec.template.spec.containers[name="main"].env[name="DB_PASSWORD"].value',
        before: '***',
        after: '***',
        redacted: true,
      },
      {
        path: 'spec.template.spec.containers[name="main"].env[name="secretName"].value',
        before: 'one',
        after: 'two',
      },
    ]);
    expect(
      diff(
        {},
        podSpec({ name: 'main', env: [{ name: 'API_TOKEN', value: 'one' }] }),
      )[0],
    ).toMatchObject({
      after: expect.stringContaining('"value":"***"'),
      redacted: true,
    });
    expect(
      diff({ data: { 'secret-key': 'a' } }, { data: { 'secret-key': 'b' } }),
    ).toEqual([
      { path: 'data.secret-key', before: '***', after: '***', redacted: true },
    ]);
  });

  it('hides a value of a Secret wherever it stands, and still says that something changed', () => {
    const redact = createRedactor([
      object({ stringData: { password: 'hunter2hunter2' } }, 'Secret'),
    ]);
    const before = object({
      data: { 'app.conf': 'user: a\npassword: hunter2hunter2\n' },
    });
    const after = object({
      data: {
        'app.conf': 'user: b\npassword: hunter2hunter2\n',
        hunter2hunter2: 'x',
      },
    });
    expect(diffObjects(before, after, { redact })).toEqual([
      { path: 'data["***"]', after: 'x' },
      {
        path: 'data["app.conf"]',
        before: 'user: a\npassword: ***\n',
        after: 'user: b\npassword: ***\n',
        redacted: true,
      },
    ]);
  });
});
