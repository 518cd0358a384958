import { parseDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['1h30m', 5_400_000],
    ['1h0m5s', 3_605_000],
    ['840h', 35 * 24 * 3_600_000],
  ])('reads %s as %d ms', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([
    '',
    '30',
    '1d',
    '-5m',
    '1.5h',
    ' 5m',
    '5M',
    '30m1h',
    '5m5m',
    'h',
    '٣m',
  ])('refuses %j and shows the form', text => {
    expect(() => parseDuration(text)).toThrow(
      'is not a duration. Write a number with a unit, such as 90s, 15m or 1h30m.',
    );
  });

  it.each(['0s', '0h0m'])('refuses %s: it is no time at all', text => {
    expect(() => parseDuration(text)).toThrow('is no time at all');
  });

  it.each(['841h', '999999999h'])(
    'refuses %s: no workflow lives so long',
    text => {
      expect(() => parseDuration(text)).toThrow('longer than 35 days');
    },
  );
});
