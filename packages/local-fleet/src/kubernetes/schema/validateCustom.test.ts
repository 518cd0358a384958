import { defaultCustom, validateCustom } from './validateCustom';

describe('validateCustom', () => {
  it.each([
    [
      'a text that is too long',
      { type: 'string', maxLength: 2 },
      'abc',
      'should be at most 2 chars long',
    ],
    [
      'a text that is too short',
      { type: 'string', minLength: 2 },
      'a',
      'should be at least 2 chars long',
    ],
    [
      'a text that does not match',
      { type: 'string', pattern: '^[a-z\\-]+$' },
      'A',
      "should match '^[a-z\\-]+$'",
    ],
    [
      'a number that is too large',
      { type: 'integer', maximum: 3 },
      4,
      'should be less than or equal to 3',
    ],
    [
      'a number that is no integer',
      { type: 'integer' },
      1.5,
      'must be of type integer: "number"',
    ],
    [
      'a list instead of an object',
      { type: 'object' },
      [],
      'must be of type object: "array"',
    ],
    [
      'a wrong element',
      { type: 'array', items: { type: 'string' } },
      ['a', 1],
      '[1] in body must be of type string: "number"',
    ],
  ])('refuses %s', (...row) => {
    const [, schema, value, message] = row;
    expect(validateCustom(schema, value, 'spec')).toMatchObject([
      { message: expect.stringContaining(message) },
    ]);
  });

  it.each([
    ['null where it may be', { type: 'string', nullable: true }, null],
    ['a number or a text', { 'x-kubernetes-int-or-string': true }, '50%'],
    [
      "an expression of Go's that JavaScript lacks",
      { type: 'string', pattern: '(?i)^a$' },
      'A',
    ],
    ['anything without a type', {}, { a: [1] }],
  ])('takes %s', (_what, schema, value) => {
    expect(validateCustom(schema, value)).toEqual([]);
  });

  it('fills defaults below objects and lists', () => {
    const schema = {
      properties: {
        list: { items: { properties: { mode: { default: 'a' } } } },
      },
    };
    expect(defaultCustom(schema, { list: [{}, { mode: 'b' }] })).toEqual({
      list: [{ mode: 'a' }, { mode: 'b' }],
    });
  });
});
