import fc from 'fast-check';
import { exactJson, parseExactJson } from './exactJson';

describe('exact JSON', () => {
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '18446744073709551615',
    '123456789012345678901234567890',
    '{"a":[9223372036854775807,1.5,"9007199254740993"]}',
    '{"__proto__":{"x":9007199254740993},"constructor":null}',
  ])('row 7: keeps %s as it is', text => {
    expect(exactJson(parseExactJson(text))).toBe(text);
  });

  it('gives plain numbers where a double is exact, and bigints where none is', () => {
    expect(
      parseExactJson('[1, 9007199254740991, 9007199254740993, 1e3]'),
    ).toEqual([1, 9007199254740991, 9007199254740993n, 1000]);
  });

  it('row 4: keeps __proto__ as data and pollutes nothing', () => {
    for (const text of [
      '{"__proto__":{"polluted":true}}',
      '{"__proto__":{"polluted":9007199254740993}}',
    ]) {
      const value = parseExactJson(text) as object;
      expect(Object.hasOwn(value, '__proto__')).toBe(true);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }
  });

  it.each(['', '{', '{"a":1,}', 'undefined', '[1] 2'])('refuses %j', text => {
    expect(() => parseExactJson(text)).toThrow(
      expect.objectContaining({ name: 'InputError', reason: 'InvalidJson' }),
    );
  });

  it('refuses a number that would become infinite and be written as null', () => {
    for (const text of ['1e400', `[${'9'.repeat(400)}.5]`])
      expect(() => parseExactJson(text)).toThrow(
        expect.objectContaining({ reason: 'NumberOutOfRange' }),
      );
  });

  it('reads what it writes, whatever the value', () => {
    const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        fc.constant(null),
        fc.maxSafeInteger(),
        fc.bigInt().filter(value => !Number.isSafeInteger(Number(value))),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(
          fc.oneof(fc.string(), fc.constant('__proto__')),
          tie('tree'),
          { maxKeys: 4 },
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, value => {
        const text = exactJson(value);
        expect(exactJson(parseExactJson(text))).toBe(text);
      }),
    );
  });

  it('refuses what is no data', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(() => exactJson(circular)).toThrow(TypeError);
  });
});
