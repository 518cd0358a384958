import { canonicalQuantity } from './quantity';

// Each pair was read from kube-apiserver 1.35.
it.each([
  ['0.5', '500m'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['2000', '2k'],
  [4, '4'],
  ['512', '512'],
  ['0', '0'],
  ['100Ki', '100Ki'],
  ['1e3', '1e3'],
  ['-1', '-1'],
  ['0.5Ki', '512'],
  ['nope', 'nope'],
])('writes %s as %s', (given, written) => {
  expect(canonicalQuantity(given)).toBe(written);
});
