import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { manifestLimits } from './limits';
import { parseManifests } from './parseManifests';

const head = 'apiVersion: v1\nkind: A\nmetadata: {name: x}\n';

/** The first problem and the processor time in milliseconds that it took to find. */
const refusalOf = (text: string | Uint8Array) => {
  const content = typeof text === 'string' ? Buffer.from(text) : text;
  const before = process.cpuUsage();
  try {
    parseManifests([{ path: 'a.yaml', content }]);
  } catch (error) {
    const { user, system } = process.cpuUsage(before);
    const [first] = (error as KubeflowError).problems;
    return {
      problem: `${first?.file}:${first?.line}: ${first?.message}`,
      ms: (user + system) / 1000,
    };
  }
  throw new Error('it was accepted');
};

const nine = (name: string) => Array(9).fill(name).join(',');
const bombs = {
  lists: `a: &a [${nine('x')}]\n${[...'bcdefghi']
    .map(
      (name, index) => `${name}: &${name} [${nine(`*${'abcdefgh'[index]}`)}]\n`,
    )
    .join('')}`,
  mappings: `a: &a0 {x: y}\n${Array.from(
    { length: 30 },
    (_, level) => `b${level}: &a${level + 1} {x: *a${level}, y: *a${level}}\n`,
  ).join('')}`,
  merges: `a: &a0 {x: y}\n${Array.from(
    { length: 60 },
    (_, level) =>
      `b${level}: &a${
        level + 1
      } {<<: [*a${level}, *a${level}], k${level}: 1}\n`,
  ).join('')}`,
  texts: `a: &a "${'x'.repeat(500_000)}"\nb: [${Array(900)
    .fill('*a')
    .join(',')}]\n`,
};

describe('hostile manifests', () => {
  beforeAll(() => {
    parseManifests([{ path: 'warm', content: Buffer.from(head) }]);
  });

  it.each(Object.entries(bombs))(
    'row 1: a bomb of %s is refused before it is expanded',
    (_kind, text) => {
      const { problem, ms } = refusalOf(head + text);
      expect(problem).toMatch(
        /^a\.yaml:\d+: the document contains excessive aliasing: /,
      );
      expect(ms).toBeLessThan(200);
    },
  );

  it.each([
    ['lists', `v: ${'['.repeat(20_000)}`],
    ['closed lists', `v: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['mappings', `v: ${'{a: '.repeat(20_000)}`],
    ['block lists', `v:\n  ${'- '.repeat(20_000)}a`],
    ['complex keys', '? '.repeat(20_000)],
    [
      'block mappings',
      Array.from(
        { length: 2_000 },
        (_, level) => `${' '.repeat(level)}a:`,
      ).join('\n'),
    ],
  ])('row 2: %s nested too deeply are refused', (_kind, text) => {
    const { problem, ms } = refusalOf(head + text);
    expect(problem).toMatch(
      /^a\.yaml:\d+: it is nested more than 512 levels deep$/,
    );
    expect(ms).toBeLessThan(200);
  });

  it('row 2: JSON nested too deeply is refused', () => {
    const { problem, ms } = refusalOf(
      `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    );
    expect(problem).toBe('a.yaml:1: it is nested more than 512 levels deep');
    expect(ms).toBeLessThan(200);
  });

  it.each([
    ['mappings', '{a: '.repeat(500) + '}'.repeat(500)],
    ['lists', '['.repeat(500) + ']'.repeat(500)],
  ])('row 2: 500 levels of %s are read', (_kind, value) => {
    expect(
      parseManifests([
        { path: 'a', content: Buffer.from(`${head}v: ${value}\n`) },
      ]),
    ).toHaveLength(1);
  });

  it('row 3: a file of 200 MB is refused for its size', () => {
    const { problem, ms } = refusalOf(new Uint8Array(200 * 1024 * 1024));
    expect(problem).toBe(
      'a.yaml:1: the file has 209715200 bytes, more than 33554432: split it',
    );
    expect(ms).toBeLessThan(200);
  });

  it.each(['---\na: b\n', '---\n'])(
    'row 3: a million documents %j are refused',
    document => {
      const { problem, ms } = refusalOf(document.repeat(1_000_000));
      expect(problem).toBe(
        'a.yaml:1: the manifests up to this file have more than 10000 documents together',
      );
      expect(ms).toBeLessThan(200);
    },
  );

  it('row 3: files are refused that are too much together, and a document that is too much alone', () => {
    const content = new Uint8Array(manifestLimits.fileBytes).fill(32);
    expect(() =>
      parseManifests(['a', 'b', 'c'].map(path => ({ path, content }))),
    ).toThrow(
      'c:1: the manifests up to this file have 100663296 bytes, more than 67108864 together',
    );
    expect(refusalOf(content).problem).toBe(
      'a.yaml:1: the document has 33554432 bytes, more than 16777216: split it',
    );
  });

  it.each([
    ['the same key', `v:\n${'  a: b\n'.repeat(100_000)}`, /stands twice/],
    ['lines to indent', `v: [\n${'a,\n'.repeat(200_000)}]\n`, /indentation/],
    ['backslashes', `v: "${'\\"'.repeat(1_000_000)}`, /unexpected end/],
    ['tabs', `v: a${'\t'.repeat(1_000_000)}\n x: y\n`, /./],
    ['million JSON objects', '{"a":1}'.repeat(1_000_000), /./],
  ])('%s over and over cost seconds at most', (_kind, text, problem) => {
    const refusal = refusalOf(text.startsWith('{') ? text : head + text);
    expect(refusal.problem).toMatch(problem);
    expect(refusal.ms).toBeLessThan(3_000);
  });

  it('row 4: __proto__ as a key, also through a merge, is data and pollutes nothing', () => {
    const [manifest] = parseManifests([
      {
        path: 'a',
        content: Buffer.from(
          `${head}v: &v {__proto__: {polluted: yes}}\nw: {<<: *v, constructor: 1}\n`,
        ),
      },
    ]);
    expect(new TextDecoder().decode(manifest!.body)).toContain(
      '"v":{"__proto__":{"polluted":true}},"w":{"__proto__":{"polluted":true},"constructor":1}',
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
