import { didYouMean, nearest } from './nearest';

describe('nearest', () => {
  it.each([
    ['eu-wst-1', 'eu-west-1'],
    ['us-esat-1', 'us-east-1'],
    ['eu-west-l', 'eu-west-1'],
  ])('finds that %s was meant as %s', (typo, meant) => {
    expect(nearest(typo, ['us-east-1', 'eu-west-1', 'ap-south-1'])).toBe(meant);
  });

  it('ignores the case of letters', () => {
    expect(nearest('Region', ['name', 'region'])).toBe('region');
  });

  it('suggests nothing for a word that resembles none', () => {
    expect(nearest('banana', ['name', 'region'])).toBeUndefined();
    expect(didYouMean('banana', ['name', 'region'])).toBe('');
  });

  it('does not turn one short word into another', () => {
    expect(nearest('zone', ['name', 'role'])).toBeUndefined();
  });

  it('compares no word of hostile length', () => {
    const word = 'a'.repeat(1_000_000);
    expect(nearest(word, [`${word}b`])).toBeUndefined();
  });

  it('ends an error message with the suggestion', () => {
    expect(didYouMean('regoin', ['region'])).toBe(`; did you mean 'region'?`);
  });
});
