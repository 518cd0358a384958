import { cronProblems, sixFieldCron } from './cron';

describe('sixFieldCron', () => {
  it.each([
    ['0 3 * * *', '0 0 3 * * *'],
    ['  30   4 1,15 * MON-FRI ', '0 30 4 1,15 * MON-FRI'],
    ['0 0 3 * * *', '0 0 3 * * *'],
    ['0 3 29 2 *', '0 0 3 29 2 *'],
    ['0 3 31 2/2 *', '0 0 3 31 2/2 *'],
    ['0 3 28/2 FEB *', '0 0 3 28/2 FEB *'],
    ['0 3 30 2 MON', '0 0 3 30 2 MON'],
    ['*/10 0-30/5 8-18 ? jan,JUL 0', '*/10 0-30/5 8-18 ? jan,JUL 0'],
  ])('makes %j into %j', (cron, expected) => {
    expect(sixFieldCron(cron)).toBe(expected);
  });

  it.each([
    ['', /has 0/],
    [
      '@daily',
      /must have 5 fields \(minutes first\) or 6 \(seconds first\), has 1/,
    ],
    ['* * * * * * *', /has 7/],
    ['60 * * * *', /'60' is outside 0-59 of minutes/],
    ['* 24 * * *', /hours/],
    ['* * 0 * *', /day of month/],
    ['* * * 13 *', /month/],
    ['* * * * 7', /'7' is outside 0-6 of day of week/],
    ['* * * * FUNDAY', /is no value of day of week/],
    ['5-1 * * * *', /goes backwards/],
    ['*/0 * * * *', /no valid step/],
    ['1-2-3 * * * *', /no value/],
    ['1, * * * *', /no value/],
    ['-1 * * * *', /no value/],
    ['0 3 30 2 *', /no month that it names has such a day/],
    ['0 3 31 FEB,APR-JUN/2,9,11 ?', /no month that it names has such a day/],
    ['0 0 3 30-31 2 */2', /no month that it names has such a day/],
  ])('refuses %j', (cron, message) => {
    expect(() => sixFieldCron(cron)).toThrow(message);
  });

  it('tells all problems at once', () => {
    expect(cronProblems('61 25 32 * *')).toHaveLength(3);
  });
});
