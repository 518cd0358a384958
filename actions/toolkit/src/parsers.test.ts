import {
  boolean,
  duration,
  integer,
  jsonOrYaml,
  keyValues,
  list,
  oneOf,
  optional,
  optionally,
  quantity,
  required,
  requiredList,
} from './parsers';

describe('text', () => {
  it('tells empty from given', () => {
    expect(required('x')).toBe('x');
    expect(() => required('')).toThrow('required, but empty');
    expect(optional('')).toBeUndefined();
    expect(optionally(boolean)('')).toBeUndefined();
    expect(optionally(boolean)('true')).toBe(true);
  });

  it('repeats only the beginning of a wrong value', () => {
    expect(() => oneOf('a', 'b')('x'.repeat(5000))).toThrow(
      `'${'x'.repeat(60)}…' is not one of a, b`,
    );
  });
});

describe('boolean', () => {
  it.each(['true', 'True', 'TRUE'])('takes %s', raw => {
    expect(boolean(raw)).toBe(true);
  });
  it.each(['yes', 'on', '1', 'tRue', ''])('refuses %j', raw => {
    expect(() => boolean(raw)).toThrow('is not true or false');
  });
});

describe('integer', () => {
  it.each(['0', '11', '1.5', '1e1', '0x2', ' ', '', 'ten', '٣'])(
    'refuses %j',
    raw => {
      expect(() => integer({ min: 1, max: 10 })(raw)).toThrow(
        'is not a whole number from 1 to 10',
      );
    },
  );
  it('takes both limits', () => {
    expect([1, 10].map(n => integer({ min: 1, max: 10 })(`${n}`))).toEqual([
      1, 10,
    ]);
  });
});

describe('list', () => {
  it('takes commas and line ends, and drops empty and repeated items', () => {
    expect(list('a, b\n\n c,,a\r\n')).toEqual(['a', 'b', 'c']);
    expect(list('')).toEqual([]);
    expect(() => requiredList('')).toThrow('required, but empty');
  });
});

describe('keyValues', () => {
  it('keeps everything behind the first equals sign', () => {
    expect(keyValues('a=1, b=x=y\nc=')).toEqual({ a: '1', b: 'x=y', c: '' });
  });
  it.each([
    ['a', "'a' is not key=value"],
    ['=1', "'=1' is not key=value"],
    ['a=1,a=2', "key 'a' is given twice"],
  ])('refuses %j', (raw, message) => {
    expect(() => keyValues(raw)).toThrow(message);
  });
  it('row 4: keeps __proto__ as plain data', () => {
    const pairs = keyValues('__proto__=x');
    expect(Object.keys(pairs)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('units', () => {
  it('checks durations and quantities', () => {
    expect(duration('1h30m')).toBe(5_400_000);
    expect(() => duration('')).toThrow('required, but empty');
    expect(quantity('4Gi')).toBe('4Gi');
    expect(() => quantity('4GB')).toThrow('is not a Kubernetes quantity');
  });
});

describe('jsonOrYaml', () => {
  it('reads a mapping in either', () => {
    expect(jsonOrYaml('rate: 0.1\nnames: [a, b]')).toEqual({
      rate: 0.1,
      names: ['a', 'b'],
    });
    expect(jsonOrYaml('{"a": {"b": 1}}')).toEqual({ a: { b: 1 } });
    expect(jsonOrYaml('')).toEqual({});
  });
  it.each([
    ['just text', 'not a mapping'],
    ['- a', 'not a mapping'],
    ['null', 'not a mapping'],
    ['a: [', 'not valid YAML or JSON'],
    ['{"a": 1', 'not valid YAML or JSON'],
    ['a: 1\na: 2', 'not valid YAML or JSON'],
  ])('refuses %j', (raw, message) => {
    expect(() => jsonOrYaml(raw)).toThrow(message);
  });
  it('row 1: refuses a bomb of aliases at once', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`,
    );
    const started = Date.now();
    expect(() => jsonOrYaml(['l0: &l0 [x]', ...levels].join('\n'))).toThrow(
      'aliases expand without end',
    );
    expect(Date.now() - started).toBeLessThan(500);
  });
  it('row 2: refuses brackets beyond measure', () => {
    expect(() => jsonOrYaml(`a: ${'['.repeat(20_000)}`)).toThrow(
      'nested more than 100 levels deep',
    );
  });
  it('row 4: keeps __proto__ as plain data', () => {
    const value = jsonOrYaml('{"__proto__": {"polluted": true}}');
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
