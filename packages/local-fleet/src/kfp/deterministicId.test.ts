import { deterministicId } from './deterministicId';

describe('deterministicId', () => {
  it('gives the run id that the real server gave for the same recurring run and name', () => {
    expect(
      deterministicId('480195ff-a951-48b1-9166-9c2c09a246ac/rec-idem-abc1234'),
    ).toBe('f337bc0b-3968-597d-90f9-936514cbddaf');
  });
});
