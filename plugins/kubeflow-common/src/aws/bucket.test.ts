import { bucketName } from './bucket';

describe('bucketName', () => {
  it.each([
    ['ml-data', 'ml-data'],
    ['s3://ml-data', 'ml-data'],
    ['s3://ml-data/train/2024', 'ml-data'],
    ['ML', undefined],
    ['ab', undefined],
    ['a/b', undefined],
    ['a..b', undefined],
    ['', undefined],
    ['gs://ml-data', undefined],
    ['x'.repeat(64), undefined],
  ])('%j names the bucket %j', (text, expected) => {
    expect(bucketName(text)).toBe(expected);
  });
});
