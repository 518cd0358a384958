import { messageBeyondReason } from './podTrouble';

describe('messageBeyondReason', () => {
  it.each([
    [undefined, undefined],
    ['Error (exit code 3)', ''],
    ['main: Error (exit code 3)', ''],
    ['main: Error (exit code 3): no space left', 'no space left'],
    ['wait: Error (exit code 3)', 'wait: Error (exit code 3)'],
    ['main: Error (exit code 4)', 'main: Error (exit code 4)'],
    ['main: OOMKilled (exit code 3)', 'main: OOMKilled (exit code 3)'],
  ])('of %p leaves %p', (...[message, left]) => {
    const trouble = { reason: 'Error', exitCode: 3 };
    expect(messageBeyondReason(message, trouble)).toBe(left);
  });
});
