import fc from 'fast-check';
import { isKubeflowError } from '../errors/KubeflowError';
import { parseFleetFile } from './parseFleetFile';

/** The problems as `line:column: message`. */
const problemsOf = (text: string): string[] => {
  try {
    parseFleetFile(text, { path: 'fleet.yaml' });
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return error.problems.map(
      ({ line, column, message }) => `${line}:${column}: ${message}`,
    );
  }
  throw new Error('the fleet file was accepted');
};

/** The problems, and the least CPU time of three runs: other processes must not decide. */
const refuse = (text: string): { first: string; all: string[]; ms: number } => {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    problemsOf(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  const all = problemsOf(text);
  return { first: all[0]!, all, ms: Math.min(...times) };
};

const head = 'apiVersion: kubeflow-fleet/v1\nkind: Fleet\n';

const bomb = (): string => {
  const levels = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level++) {
    const inner = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
    levels.push(`a${level}: &a${level} [${inner}]`);
  }
  return levels.join('\n');
};

describe('a hostile fleet file', () => {
  it('row 1: with an alias bomb is refused within 200 ms, with its place', () => {
    const { first, ms } = refuse(`${head}${bomb()}\n`);
    expect(first).toMatch(
      /^\d+:\d+: holds more than 50000 values .* excessive aliasing$/,
    );
    expect(ms).toBeLessThan(200);
  });

  it('row 1: with a bomb of merge keys is refused within 200 ms', () => {
    const levels = ['a0: &a0 {x: 1}'];
    for (let level = 1; level < 30; level++)
      levels.push(
        `a${level}: &a${level} {<<: [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]}`,
      );
    const { first, ms } = refuse(levels.join('\n'));
    expect(first).toMatch(/excessive aliasing$/);
    expect(ms).toBeLessThan(200);
  });

  it('row 1: with an alias inside its own anchor is refused', () => {
    expect(refuse(`${head}clusters: &c [*c]\n`).first).toMatch(
      /^3:\d+: nested deeper than 64 levels$/,
    );
  });

  it.each([
    ['brackets', '['.repeat(20_000)],
    ['closed brackets', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['mappings', '{a: '.repeat(20_000)],
    ['list items', '- '.repeat(20_000)],
    ['key indicators', '? '.repeat(20_000)],
    ['half a megabyte of brackets', '['.repeat(500_000)],
    [
      'indented keys',
      Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    ],
  ])(
    'row 2: nested 20,000 deep in %s is refused without a stack overflow',
    (_, text) => {
      const { first, all, ms } = refuse(text);
      expect(first).toMatch(/nested (deeper than 64 levels|too deeply)$/);
      expect(all).toHaveLength(1);
      expect(ms).toBeLessThan(200);
    },
  );

  it('row 3: of 200 MB is refused before it is parsed', () => {
    const { first, ms } = refuse(
      `${head}${'# x\n'.repeat(50_000_000)}`.slice(0, 200_000_000),
    );
    expect(first).toBe('1:1: is larger than 512 KiB');
    expect(ms).toBeLessThan(200);
  });

  it.each([
    ['comments', '#\n'],
    ['duplicate keys', 'a: 1\n'],
    ['stray brackets', '}\n'],
  ])(
    'row 3: with a hundred thousand lines of %s is refused before it is parsed',
    (_, line) => {
      const { first, ms } = refuse(line.repeat(100_000));
      expect(first).toBe('50001:1: has more than 50000 lines');
      expect(ms).toBeLessThan(200);
    },
  );

  it('row 5: with fifty thousand duplicate keys is refused with each of them', () => {
    expect(problemsOf('a: 1\n'.repeat(50_000)).length).toBeGreaterThan(49_000);
  });

  it('row 3: with tens of thousands of documents is refused at the second', () => {
    const { first, ms } = refuse(`a: 1\n${'---\n'.repeat(40_000)}`);
    expect(first).toBe(
      '2:1: holds a second YAML document; a fleet file is one',
    );
    expect(ms).toBeLessThan(200);
  });

  it.each([
    '__proto__: {polluted: 1}',
    'defaults: {__proto__: {polluted: 1}}',
    'x: &x {__proto__: {polluted: 1}}\ndefaults: {<<: *x}',
  ])('row 4: %s is refused and changes no object', text => {
    const { all } = refuse(`${head}${text}\nclusters: []\n`);
    expect(all.join()).toContain(`the key '__proto__' is not allowed`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('row 5: with a duplicate key names both lines', () => {
    const text = `${head}clusters:\n  - name: a\n    region: eu-west-1\n    account: "111122223333"\n    region: eu-west-2\n`;
    expect(refuse(text).first).toBe(
      `7:5: duplicate key 'region': it stands on line 5 already`,
    );
  });

  it.each([
    [
      'a NUL byte',
      'kind: "a\0b"',
      '1:9: holds the character \\u{0000}, which YAML forbids',
    ],
    [
      'an escape character',
      'kind: Fleet\n# \u001b[31m',
      '2:3: holds the character \\u{001b}, which YAML forbids',
    ],
    [
      'a lone surrogate',
      'kind: \ud800',
      '1:7: holds the character \\u{d800}, which YAML forbids',
    ],
    [
      'invalid UTF-8',
      `kind: ${new TextDecoder().decode(Uint8Array.of(0xe9, 0x41))}`,
      '1:7: is not valid UTF-8 here (or holds U+FFFD); save the file as UTF-8',
    ],
    [
      'a tab for indentation',
      'a:\n\tb: 1',
      '2:1: Tabs are not allowed as indentation',
    ],
  ])('row 8: with %s is refused at its place', (_, text, problem) => {
    expect(refuse(text).first).toBe(problem);
  });

  it.each([
    '',
    '\n\n',
    '# only a comment\n',
    '---\n',
    '---\n...\n',
    'null',
    '~',
    '\uFEFF',
  ])('row 9: %j is empty, and the message says how to start', text => {
    expect(refuse(text).first).toMatch(
      /^\d+:\d+: is empty\. Start with apiVersion: kubeflow-fleet\/v1, kind: Fleet and a list of clusters$/,
    );
  });

  it.each([
    ['42', /must be a mapping, but is the number 42$/],
    ['just text', /must be a mapping, but is 'just text'$/],
    ['[]', /must be a mapping, but is an empty list$/],
    ['a: *nowhere', /\*nowhere refers to no anchor above it$/],
    ['a: !!js/function x', /Unresolved tag/],
    ['? [a]\n: 1', /a key must be text$/],
    ['a: [', /Flow sequence/],
    [`${head}clusters: []\n`, /clusters must list at least one cluster/],
    [
      `${head}clusters: {a: {}}\n`,
      /clusters must be a list, but is a mapping$/,
    ],
    [`${head}<<: 5\nclusters: []\n`, /unknown key '<<'/],
  ])('%j is refused with its place', (text, problem) => {
    const { all } = refuse(text);
    expect(all).toContainEqual(expect.stringMatching(problem));
    for (const line of all) expect(line).toMatch(/^\d+:\d+: /);
  });

  it('is refused or read, whatever the text: nothing else is ever thrown', () => {
    const piece = fc.constantFrom(
      'clusters:',
      '- ',
      '  ',
      '\n',
      'name: a',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '<<: ',
      '"',
      "'",
      ':',
      '|',
      '>',
      '#',
      '? ',
      '!',
      '%',
      '\t',
      'region: ',
      'null',
      '\r',
      '__proto__: ',
      'defaults: ',
      ',',
    );
    const misplaced = (text: string) => {
      try {
        parseFleetFile(text, { path: 'fleet.yaml' });
        return [];
      } catch (error) {
        if (!isKubeflowError(error)) throw error;
        return error.problems.filter(
          ({ line = 0, column = 0, message }) =>
            line < 1 ||
            column < 1 ||
            /undefined|\[object|Invalid input/.test(message),
        );
      }
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
        expect(misplaced(`${head}${pieces.join('')}`)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
