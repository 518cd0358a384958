import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { canonicalJson } from './canonicalJson';
import { readYaml } from './readYaml';

const read = (text: string) => readYaml(text, { path: 'p.yaml' }).documents;

function failure(text: string): KubeflowError {
  try {
    read(text);
  } catch (error) {
    return error as KubeflowError;
  }
  throw new Error('it was accepted');
}

const timed = (text: string) => {
  const started = performance.now();
  const error = failure(text);
  return { error, ms: performance.now() - started };
};

const bomb = () => {
  const levels = Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`,
  );
  return `a0: &a0 [${Array(10).fill('x').join(', ')}]\n${levels.join('\n')}\n`;
};

describe('readYaml', () => {
  it('row 1: refuses an alias bomb before it expands, with its line', () => {
    const { error, ms } = timed(bomb());
    expect(error).toMatchObject({ name: 'InputError', reason: 'InvalidYaml' });
    expect(error.problems[0]).toMatchObject({
      message: expect.stringContaining('excessive aliasing') as string,
      file: 'p.yaml',
      line: 6,
    });
    expect(ms).toBeLessThan(1000);
  });

  it('row 1: follows an honest alias, and refuses one to itself or to nothing', () => {
    expect(read('a: &x {b: 1}\nc: *x\n')).toEqual([
      { a: { b: 1 }, c: { b: 1 } },
    ]);
    expect(failure('a: &a [*a]').message).toMatch(/names no anchor/);
    expect(failure('a: *nothing').message).toMatch(/alias/i);
  });

  it.each([
    ['flow lists', '['.repeat(20_000)],
    ['flow maps', '{a: '.repeat(20_000)],
    ['block lists', `${'- '.repeat(20_000)}a`],
  ])(
    'row 2: refuses %s nested 20,000 deep without exhausting the stack',
    (_what, text) => {
      expect(timed(text).error.message).toMatch(/nested more than 200 deep/);
    },
  );

  it.each([
    ['lines', '- a\n'.repeat(8_000_000)],
    ['commas', `[${'a,'.repeat(16_000_000)}]`],
  ])('row 3: refuses millions of %s before it parses', (what, text) => {
    const { error, ms } = timed(text);
    expect(error.message).toMatch(new RegExp(`${what}; at most`));
    expect(ms).toBeLessThan(1000);
  });

  it('row 3: stops at a hundred thousand documents', () => {
    const { error, ms } = timed('---\n'.repeat(100_000));
    expect(error.message).toMatch(/more than 16 documents/);
    expect(ms).toBeLessThan(1000);
  });

  it('row 4: keeps __proto__, constructor and prototype as plain data, also through a merge key', () => {
    const [document] = read(
      '__proto__: {polluted: 1}\nconstructor: 2\nbase: &b {__proto__: {polluted: 2}}\nmerged: {<<: *b, own: 1}\n',
    ) as [Record<string, unknown>];
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
    expect(Object.keys(document)).toEqual([
      '__proto__',
      'constructor',
      'base',
      'merged',
    ]);
    expect(canonicalJson(document.merged)).toBe(
      '{"__proto__":{"polluted":2},"own":1}',
    );
  });

  it('row 5: refuses a duplicate key and names both lines', () => {
    expect(failure('a: 1\nb: 2\na: 3\n').problems).toEqual([
      {
        message: 'key "a" on line 3 was already given on line 1',
        file: 'p.yaml',
        line: 3,
        column: 1,
      },
    ]);
  });

  it('row 6, row 7: reads scalars as the server does', () => {
    const text =
      'a: [010, 0o17, 1_000, yes, on, y, 12:30:45, 2001-01-01, 1e5, 0x1F, 08, "010", null, ~, TRUE]\n';
    expect(read(text)).toEqual([
      {
        a: [
          8,
          15,
          1000,
          'yes',
          'on',
          'y',
          '12:30:45',
          '2001-01-01',
          100000,
          31,
          8,
          '010',
          null,
          null,
          true,
        ],
      },
    ]);
    expect(
      read('a: [9007199254740993, -9223372036854775808, 9007199254740991]'),
    ).toEqual([
      { a: [9007199254740993n, -9223372036854775808n, 9007199254740991] },
    ]);
  });

  it('row 8: accepts a byte order mark and CRLF, refuses tabs, NUL, lone surrogates and other control characters', () => {
    expect(read('\uFEFFa: 1\r\nb: 2\r\n')).toEqual([{ a: 1, b: 2 }]);
    expect(failure('a:\n\tb: 1\n').problems[0]).toMatchObject({ line: 2 });
    expect(failure('a: 1\nb: \u0000\n').problems[0]).toMatchObject({
      message: 'control character U+0000',
      line: 2,
    });
    expect(failure('a: \ud800').message).toMatch(/surrogate/);
    expect(failure('a: \u001b[31m').message).toMatch(/U\+001B/);
  });

  it.each([
    ['a: [1\n'],
    ['a: "b\n'],
    ['a: b: c\n'],
    ['{'],
    ['a: |\n  x\n y: 1\n- b'],
  ])('refuses %j, on which the api-server could loop', text => {
    expect(failure(text)).toMatchObject({ reason: 'InvalidYaml' });
    expect(failure(text).problems[0]!.line).toBeGreaterThan(0);
  });

  it('refuses what JSON cannot carry and keys that are not text', () => {
    expect(failure('a: .nan').message).toMatch(/\.nan cannot be sent/);
    expect(failure('? [a]\n: 1').message).toMatch(/not plain text/);
    expect(failure('a: !!binary aGk=').message).toMatch(/tag/);
  });

  it('leaves out empty documents', () => {
    expect(read('')).toEqual([]);
    expect(read('---\n---\na: 1\n---\n# end\n')).toEqual([{ a: 1 }]);
  });
});
