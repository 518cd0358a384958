import { compareAnswers, IdentityCheck } from './compare';

const answer = (body: object, status = 200) => ({
  status,
  contentType: 'application/json',
  text: JSON.stringify(body),
});
const recorded = (body: object, status = 200) => ({
  status,
  contentType: 'application/json',
  body,
});
const ID = '5cd34704-0c61-46dd-a75a-fe8ab6fb782a';
const OTHER = '11111111-2222-4333-8444-555555555555';

describe('the comparer', () => {
  it.each([
    ['ids', { run_id: ID }, { run_id: OTHER }],
    ['times', { at: '2026-11-24T08:53:32Z' }, { at: '2027-01-01T00:00:00Z' }],
    [
      'Workflow names',
      { m: 'three-tasks-4lczn-123' },
      { m: 'three-tasks-bbbbb-123' },
    ],
    ['Go stacks', { error_details: 'a' }, { error_details: 'b' }],
    [
      'database texts',
      { m: 'x: Error 1062 (23000): a' },
      { m: 'x: Error 1062 (23000): b' },
    ],
    ['the order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
    [
      'rows of one second',
      { runs: [{ name: 'a' }, { name: 'b' }] },
      { runs: [{ name: 'b' }, { name: 'a' }] },
    ],
  ])('does not mind %s', (_what, expected, actual) => {
    expect(compareAnswers(recorded(expected), answer(actual))).toEqual([]);
  });

  it.each([
    ['another state', { state: 'FAILED' }, { state: 'SUCCEEDED' }],
    ['a missing state', { state: 'FAILED' }, {}],
    ['a field too many', {}, { total_size: 0 }],
    [
      'a real time for a zero time',
      { finished_at: '1970-01-01T00:00:00Z' },
      { finished_at: '2026-11-24T08:53:32Z' },
    ],
    [
      'another message',
      { message: `Run ${ID} not found` },
      { message: `Run ${OTHER} missing` },
    ],
    ['a row less', { runs: [{ a: 1 }, { a: 2 }] }, { runs: [{ a: 1 }] }],
    ['an int64 as number', { n: '1' }, { n: 1 }],
    [
      'another history',
      { state_history: [{ state: 'A' }] },
      { state_history: [{}] },
    ],
  ])('finds %s', (_what, expected, actual) => {
    expect(compareAnswers(recorded(expected), answer(actual))).not.toEqual([]);
  });

  it('finds another status and content type', () => {
    expect(
      compareAnswers(recorded({}, 409), {
        ...answer({}),
        contentType: 'text/plain',
      }),
    ).toEqual([
      'status: expected 409, got 200',
      'content type: expected application/json, got text/plain',
    ]);
  });

  it('finds an id that means something else than before', () => {
    const identity = new IdentityCheck();
    expect(
      identity.differences({ run_id: ID }, `{"run_id":"${OTHER}"}`),
    ).toEqual([]);
    expect(
      identity.differences({ run_id: ID }, `{"run_id":"${ID}"}`),
    ).toHaveLength(1);
  });
});
