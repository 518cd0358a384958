import { runIdOf, runNameOf, submissionKey, keySlug } from './submissionKey';

const identity = {
  repository: 'acme/ml',
  pipelineName: 'train',
  contentHash: '0123456789ab',
  parameters: { epochs: 3, cfg: { a: 1, b: [1, 2] } },
  commit: 'c0ffee',
  workflow: '.github/workflows/train.yaml',
  job: 'submit',
  workflowRunId: '42',
};

describe('submissionKey', () => {
  it('is the same for equal identities, whatever the order of the parameters', () => {
    const other = {
      ...identity,
      parameters: { cfg: { b: [1, 2], a: 1 }, epochs: 3 },
    };
    expect(submissionKey(other)).toBe(submissionKey(identity));
    expect(submissionKey(identity)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('ignores the case of the repository, as GitHub does', () => {
    expect(submissionKey({ ...identity, repository: 'ACME/ml' })).toBe(
      submissionKey(identity),
    );
  });

  it.each([
    ['repository', { repository: 'acme/other' }],
    ['pipelineName', { pipelineName: 'score' }],
    ['contentHash', { contentHash: 'ffffffffffff' }],
    ['parameters', { parameters: { epochs: 4 } }],
    [
      'a number against its text',
      { parameters: { ...identity.parameters, epochs: '3' } },
    ],
    [
      'the order of a list',
      { parameters: { epochs: 3, cfg: { a: 1, b: [2, 1] } } },
    ],
    ['commit', { commit: 'decade' }],
    ['workflow', { workflow: 'other.yaml' }],
    ['job', { job: 'other' }],
    ['workflow run', { workflowRunId: '43' }],
    ['no workflow run', { workflowRunId: undefined }],
  ])('differs by %s', (_what, change) => {
    expect(submissionKey({ ...identity, ...change })).not.toBe(
      submissionKey(identity),
    );
  });
});

describe('runIdOf', () => {
  it('is a UUID that differs by key and by generation', () => {
    const ids = [runIdOf('a', 1), runIdOf('a', 2), runIdOf('b', 1)];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) {
      expect(id).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });
});

describe('runNameOf', () => {
  it('appends the key, and the fence from the second one on', () => {
    expect(runNameOf('train', 'abc', 1)).toBe('train-abc');
    expect(runNameOf('train', 'abc', 3)).toBe('train-abc-3');
  });

  it('keeps 128 characters and the whole key when the prefix is long', () => {
    const name = runNameOf('x'.repeat(300), '0123456789abcdef', 12);
    expect(name).toHaveLength(128);
    expect(name.endsWith('-0123456789abcdef-12')).toBe(true);
  });

  it('hashes a key that can not be part of a name', () => {
    expect(keySlug('Main / ä')).toMatch(/^[0-9a-f]{16}$/);
    expect(runNameOf('train', 'Main / ä', 1)).toBe(
      `train-${keySlug('Main / ä')}`,
    );
  });

  it('refuses a blank prefix', () => {
    expect(() => runNameOf(' ', 'abc', 1)).toThrow(/the run name is empty/);
  });
});
