import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { createBodyStore } from './bodyStore';
import { parseManifests } from './parseManifests';

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, path = 'a.yaml') =>
  parseManifests([{ path, content: bytes(text) }]);

/** `file:line: message` of everything that is wrong. */
const problemsOf = (...texts: string[]): string[] => {
  try {
    parseManifests(
      texts.map((text, index) => ({
        path: `${index + 1}.yaml`,
        content: bytes(text),
      })),
    );
  } catch (error) {
    const { name, reason, problems } = error as KubeflowError;
    expect({ name, reason }).toEqual({
      name: 'InputError',
      reason: 'InvalidManifests',
    });
    return problems.map(
      ({ file, line, message }) => `${file}:${line}: ${message}`,
    );
  }
  throw new Error('the manifests were accepted');
};

const object = (name: string, rest = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;

describe('manifests', () => {
  it('say what they are, where they stand and what is sent', () => {
    const [manifest] = parse(
      '# a comment\n---\n# another\n\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: b}\nspec: {replicas: 1_0}\n',
    );
    expect(manifest).toMatchObject({
      id: { group: 'apps', kind: 'Deployment', namespace: 'b', name: 'a' },
      apiVersion: 'apps/v1',
      source: { path: 'a.yaml', line: 5 },
    });
    expect(new TextDecoder().decode(manifest!.body)).toBe(
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","namespace":"b"},"spec":{"replicas":10}}',
    );
    expect(manifest!.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leave out a namespace that is null or missing', () => {
    const [none, given] = parse(
      `${object('a')}  namespace: null\n---\n${object('b')}`,
    );
    expect(none!.id).toEqual({ group: '', kind: 'ConfigMap', name: 'a' });
    expect(given!.id).toEqual({ group: '', kind: 'ConfigMap', name: 'b' });
  });

  it('row 7: keep integers beyond 2^53', () => {
    const [manifest] = parse(
      object('a', 'x: 9007199254740993\nz: [18446744073709551615]\n'),
    );
    expect(new TextDecoder().decode(manifest!.body)).toContain(
      '"x":9007199254740993,"z":[18446744073709551615]',
    );
    expect(manifest!.object().x).toBe(9007199254740993n);
  });

  it('are parsed anew at each call', () => {
    const [manifest] = parse(object('a'));
    expect(manifest!.object()).toEqual(manifest!.object());
    expect(manifest!.object()).not.toBe(manifest!.object());
  });

  it('share equal bodies through the store', () => {
    const bodies = createBodyStore();
    const one = parseManifests([{ path: 'one', content: bytes(object('a')) }], {
      bodies,
    });
    const other = parseManifests(
      [{ path: 'other', content: bytes(`# same\n${object('a')}`) }],
      { bodies },
    );
    expect(other[0]!.body).toBe(one[0]!.body);
    expect(other[0]!.source).toEqual({ path: 'other', line: 2 });
  });

  it.each([
    '',
    '\n\n',
    '# only\n# comments\n',
    '---\n',
    '---\n---\n',
    'null\n',
    '\ufeff',
  ])('row 9: are none in %j', text => {
    expect(parse(text)).toEqual([]);
  });

  it('row 10: are flattened from lists in lists, with the lines of the items', () => {
    const text = [
      'apiVersion: v1',
      'kind: List',
      'items:',
      '- apiVersion: v1',
      '  kind: ConfigMap',
      '  metadata: {name: a}',
      '- apiVersion: v1',
      '  kind: ConfigMapList',
      '  items:',
      '  - metadata: {name: b}',
      '',
    ].join('\n');
    expect(
      parse(text).map(({ id, apiVersion, source }) => [
        id.kind,
        id.name,
        apiVersion,
        source.line,
      ]),
    ).toEqual([
      ['ConfigMap', 'a', 'v1', 4],
      ['ConfigMap', 'b', 'v1', 10],
    ]);
  });

  it('are read from a stream of JSON objects', () => {
    const json = (name: string) =>
      `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"${name}"},"data":{"u":"\\ud83d\\ude00\\/\u2028"}}`;
    expect(
      parse(`${json('a')}\n\n${json('b')}${json('c')}`).map(
        ({ id, source }) => [id.name, source.line],
      ),
    ).toEqual([
      ['a', 1],
      ['b', 3],
      ['c', 3],
    ]);
    expect(parse(json('a'))[0]!.object().data).toEqual({ u: '😀/\u2028' });
  });

  it('leave out the rules of an aggregated ClusterRole, which its controller owns', () => {
    const [aggregated, plain] = parse(
      [
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRole',
        'metadata: {name: a}',
        'aggregationRule: {clusterRoleSelectors: []}',
        'rules: []',
        '---',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRole',
        'metadata: {name: b}',
        'rules: []',
      ].join('\n'),
    );
    expect(aggregated!.object()).not.toHaveProperty('rules');
    expect(aggregated!.object()).toHaveProperty('aggregationRule');
    expect(plain!.object()).toHaveProperty('rules', []);
  });

  it('leave out the placeholder of a certificate, which cert-manager fills in, and keep a certificate', () => {
    const configuration = (caBundle: string) =>
      [
        'apiVersion: admissionregistration.k8s.io/v1',
        'kind: MutatingWebhookConfiguration',
        'metadata: {name: a}',
        `webhooks: [{name: w.example.com, clientConfig: {caBundle: ${caBundle}, url: 'https://a'}}]`,
      ].join('\n');
    const bundles = ['""', 'Cg==', 'Q0E='].map(bundle => {
      const [manifest] = parse(configuration(bundle));
      return manifest!.object().webhooks;
    });
    const webhook = (more: object) => [
      { name: 'w.example.com', clientConfig: { url: 'https://a', ...more } },
    ];
    expect(bundles).toEqual([
      webhook({}),
      webhook({}),
      webhook({ caBundle: 'Q0E=' }),
    ]);
    const [definition] = parse(
      [
        'apiVersion: apiextensions.k8s.io/v1',
        'kind: CustomResourceDefinition',
        'metadata: {name: a}',
        'spec: {conversion: {strategy: Webhook, webhook: {clientConfig: {caBundle: Cg==}}}}',
      ].join('\n'),
    );
    expect(definition!.object().spec).toEqual({
      conversion: { strategy: 'Webhook', webhook: { clientConfig: {} } },
    });
  });
});

describe('what is wrong with manifests', () => {
  it('is told for all files at once, with file and line', () => {
    expect(
      problemsOf(
        `${object(
          'a',
        )}---\nkind: ConfigMap\nmetadata: {name: 5}\n---\n- a\n---\na: [b\n`,
        'x: y\nx: z\n',
      ),
    ).toEqual([
      '1.yaml:6: apiVersion is missing: add it',
      '1.yaml:6: metadata.name is the number 5, not a text: quote it',
      '1.yaml:9: a document must be one Kubernetes object (a mapping), this is a list',
      '1.yaml:12: unexpected end of the stream within a flow collection',
      "2.yaml:2: the key 'x' stands twice in one mapping, first in line 1: remove one",
      '2.yaml:1: apiVersion is missing: add it',
      '2.yaml:1: kind is missing: add it',
      '2.yaml:1: metadata.name is missing: add it',
    ]);
  });

  it('stands in the message, and at most 20 lines of it', () => {
    expect(() => parse('---\nx: y\n'.repeat(30))).toThrow(
      /^manifests: 90 problems in the manifests\n {2}a\.yaml:2: apiVersion is missing[^]*… and 70 more\n/,
    );
  });

  it('row 5: a key that stands twice, with both lines, also in JSON and over several spellings', () => {
    expect(
      problemsOf(object('a', 'data:\n  x: "1"\n  y: "2"\n  "x": "3"\n')),
    ).toEqual([
      "1.yaml:8: the key 'x' stands twice in one mapping, first in line 6: remove one",
    ]);
    expect(
      problemsOf(
        '{"apiVersion": "v1", "kind": "A",\n"metadata": {"name": "a",\n"n\\u0061me": "b"}}',
      ),
    ).toEqual([
      "1.yaml:3: the key 'name' stands twice in one mapping, first in line 2: remove one",
    ]);
  });

  it('row 6: a name that YAML 1.1 takes for a boolean, as kubectl refuses it', () => {
    expect(problemsOf(object('n'))).toEqual([
      '1.yaml:1: metadata.name is the boolean false, not a text: quote it',
    ]);
  });

  it('row 8: bytes that are no UTF-8, at their line', () => {
    const content = Buffer.from(`${object('a')}data: {a: "\xff"}\n`, 'latin1');
    expect(() => parseManifests([{ path: 'a.yaml', content }])).toThrow(
      'a.yaml:5: this is not UTF-8: save the file as UTF-8',
    );
    const utf16 = Buffer.from(`\ufeff${object('a')}`, 'utf16le');
    expect(() => parseManifests([{ path: 'a.yaml', content: utf16 }])).toThrow(
      'a.yaml:1: this is UTF-16',
    );
  });

  it.each([
    ['\0', 'U+0000'],
    ['\x07', 'U+0007'],
    ['\x7f', 'U+007F'],
  ])(
    'row 8: the control character %j, even in a comment',
    (character, name) => {
      expect(problemsOf(`${object('a')}\n# ${character}\n`)).toEqual([
        `1.yaml:6: control characters are not allowed (${name}): write an escape in a double-quoted text`,
      ]);
    },
  );

  it('row 8: a tab as indentation', () => {
    expect(problemsOf(object('a', 'data:\n  - a\n  -\tb\n'))).toEqual([
      '1.yaml:7: a tab cannot be indentation: use spaces',
    ]);
  });

  it('row 10: labels and annotations that are no texts', () => {
    expect(
      problemsOf(
        'apiVersion: v1\nkind: A\nmetadata: {name: a, labels: {x: 1}, annotations: {z: yes}}\n',
      ),
    ).toEqual([
      "1.yaml:1: metadata.labels['x'] is the number 1, not a text: quote it",
      "1.yaml:1: metadata.annotations['z'] is the boolean true, not a text: quote it",
    ]);
  });

  it.each([
    ['"a\\n::set-output name=x::y"', 'which has control characters'],
    ['../secrets/x', 'which must not contain /'],
    ['a%2fb', 'which must not contain %'],
    ['".."', 'which leads elsewhere in an address'],
  ])('row 18, row 19: the name or namespace %s', (text, why) => {
    for (const field of ['name', 'namespace']) {
      const metadata =
        field === 'name' ? `name: ${text}` : `name: a, namespace: ${text}`;
      const [problem, ...others] = problemsOf(
        `apiVersion: v1\nkind: A\nmetadata: {${metadata}}\n`,
      );
      expect(others).toEqual([]);
      expect(problem).toContain(`1.yaml:1: metadata.${field} is "`);
      expect(problem).toContain(why);
      expect(problem).not.toContain('\n');
    }
  });

  it.each([
    ['a/b/v1', 'A', 'apiVersion'],
    ['"v1\\n"', 'A', 'apiVersion'],
    ['v1', '"A\\n::error::"', 'kind'],
    ['v1', 'pods/exec', 'kind'],
  ])('row 18, row 19: apiVersion %s of kind %s', (version, kind, field) => {
    expect(
      problemsOf(
        `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: a}\n`,
      ),
    ).toEqual([
      expect.stringMatching(
        new RegExp(
          `^1\\.yaml:1: ${field} is .*, which no API has: correct it$`,
        ),
      ),
    ]);
  });

  it('row 17: a wrong value of a Secret, without showing it', () => {
    expect(
      problemsOf(
        'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {x: "p4ss!", key: cDQ=, none: , pin: 12345678}\nstringData: {s: [hunter2], t: text}\n',
      ),
    ).toEqual([
      "1.yaml:1: data['x'] is not base64: encode it, or move it to stringData",
      "1.yaml:1: data['pin'] is not base64: encode it, or move it to stringData",
      "1.yaml:1: stringData['s'] is not a text: quote it",
    ]);
  });

  it('row 10: what kubectl shows of one object of one cluster', () => {
    expect(
      problemsOf(
        'apiVersion: v1\nkind: A\nmetadata: {name: a, uid: x, resourceVersion: "7", managedFields: [], creationTimestamp: null}\n',
      ),
    ).toEqual(
      ['uid', 'resourceVersion', 'managedFields'].map(
        field =>
          `1.yaml:1: metadata.${field} belongs to one object of one cluster: remove it`,
      ),
    );
  });

  it('row 11: generateName', () => {
    expect(
      problemsOf('apiVersion: v1\nkind: Job\nmetadata: {generateName: a-}\n'),
    ).toEqual([
      '1.yaml:1: metadata.generateName would make a new object at every deployment, and none could be found again: write metadata.name',
    ]);
  });

  it('row 12: an object that stands twice, with both places, with other or the same content', () => {
    expect(problemsOf(object('a'), object('a', 'data: {}\n'))).toEqual([
      '2.yaml:1: ConfigMap/a stands twice with different content, first in 1.yaml:1: keep one',
    ]);
    expect(problemsOf(`${object('a')}---\n${object('a')}`)).toEqual([
      '1.yaml:6: ConfigMap/a stands twice with the same content, first in 1.yaml:1: remove one',
    ]);
  });

  it('row 12: is not one name in two namespaces or kinds; two versions of a kind are one object', () => {
    expect(
      parse(
        `${object('a')}  namespace: u\n---\n${object(
          'a',
        )}  namespace: v\n---\n${object('a').replace('ConfigMap', 'Secret')}`,
      ),
    ).toHaveLength(3);
    expect(
      problemsOf(
        'apiVersion: apps/v1\nkind: A\nmetadata: {name: a}\n---\napiVersion: apps/v1beta1\nkind: A\nmetadata: {name: a}\n',
      ),
    ).toHaveLength(1);
  });

  it('row 13: an object or annotations beyond what the API server takes, with the numbers', () => {
    expect(
      problemsOf(object('a', `data: {x: "${'y'.repeat(1_572_864)}"}\n`)),
    ).toEqual([
      '1.yaml:1: ConfigMap/a has 1572942 bytes, more than the 1572864 that the API server stores: make it smaller or split it',
    ]);
    expect(
      problemsOf(
        `apiVersion: v1\nkind: A\nmetadata: {name: a, annotations: {é: "${'y'.repeat(
          262_143,
        )}"}}\n`,
      ),
    ).toEqual([
      '1.yaml:1: metadata.annotations have 262145 bytes, more than the 262144 that the API server takes: move the data to a ConfigMap',
    ]);
  });

  it('is told at the right line of a text whose flow lines are not indented', () => {
    expect(problemsOf(object('a', 'data: [\na,\nb\n]\nx: 1\nx: 2\n'))).toEqual([
      "1.yaml:10: the key 'x' stands twice in one mapping, first in line 9: remove one",
    ]);
  });
});
