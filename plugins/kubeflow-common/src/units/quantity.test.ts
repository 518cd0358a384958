import fc from 'fast-check';
import { formatBytes, parseQuantity } from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['0', 0],
    ['4', 4],
    ['500m', 0.5],
    ['0.1', 0.1],
    ['1.5Gi', 1_610_612_736],
    ['4Gi', 4_294_967_296],
    ['64k', 64_000],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1E', 1e18],
    ['1Ei', 1024 ** 6],
    ['12e-1', 1.2],
    ['.5', 0.5],
    ['5.', 5],
    ['+1', 1],
    ['100n', 1e-7],
    ['9007199254740993', 9007199254740992],
    ['-0', 0],
  ])('reads %s as %d', (text, expected) => {
    expect(parseQuantity(text)).toBeCloseTo(expected, 12);
  });

  it.each([
    '',
    '.',
    'Gi',
    '4 Gi',
    '4gi',
    '4GB',
    '1K',
    '0x10',
    '1_000',
    '-1',
    '1,5',
    'NaN',
    '1e999',
    '1'.repeat(50),
    '4Gi\n',
  ])('refuses %j and shows the form', text => {
    expect(() => parseQuantity(text)).toThrow(
      'is not a Kubernetes quantity. Write a number with an optional unit, such as 500m, 4 or 16Gi.',
    );
  });

  it('is exact for every whole number of thousandths and bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), n => {
        expect(parseQuantity(`${n}m`)).toBe(n / 1000);
        expect(parseQuantity(`${n}Ki`)).toBe(n * 1024);
        expect(parseQuantity(`${n}`)).toBe(n);
      }),
    );
  });

  it('is monotone in the unit', () => {
    const units = [
      'n',
      'u',
      'm',
      '',
      'k',
      'Ki',
      'M',
      'Mi',
      'G',
      'Gi',
      'T',
      'Ti',
    ];
    const values = units.map(unit => parseQuantity(`1${unit}`));
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0'],
    [1023, '1023'],
    [1024, '1Ki'],
    [4_294_967_296, '4Gi'],
    [4_294_967_295, '3.9Gi'],
  ])('shows %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
