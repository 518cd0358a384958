import { placeOf, plainOf, readJson } from './goJson';

describe('readJson', () => {
  const value = { a: [1, -2.5e3, 'x\n"ü'], b: { c: null, d: true }, e: {} };

  it('reads what JSON.stringify writes', () => {
    const node = readJson(JSON.stringify(value, null, 2));
    expect(node && plainOf(node)).toEqual(value);
  });

  it('takes an empty body for no message', () => {
    expect(readJson(' \n')).toBeUndefined();
  });

  it.each([
    ['this is', "invalid character 'h' in literal true (expecting 'r')"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
    ['[1 2]', "invalid character '2' after array element"],
    ['<html>', "invalid character '<' looking for beginning of value"],
    ['"a', 'unexpected EOF'],
    ['-x', "invalid character 'x' in numeric literal"],
    ['"\u0001"', "invalid character '\\u0001' in string literal"],
  ])('says of %j what Go says', (text, message) => {
    expect(() => readJson(text)).toThrow(message);
  });

  it('counts places in characters from 1', () => {
    expect(placeOf('{\n"😀": 1}', 6)).toBe('line 2:4');
  });
});
