import { mergePatch } from './mergePatch';

describe('mergePatch', () => {
  it.each([
    [{ a: 1, b: { c: 1 } }, { b: { d: 2 } }, { a: 1, b: { c: 1, d: 2 } }],
    [{ a: 1, b: 2 }, { b: null }, { a: 1 }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [undefined, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  ])('merges %j with %j', (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });

  it('keeps __proto__ as a plain key', () => {
    const patch = JSON.parse('{"__proto__":{"polluted":true}}');
    const merged = mergePatch({}, patch) as object;
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
