import { tolerations } from './tolerations';

it('reads taints as kubectl writes them', () => {
  expect(
    tolerations('nvidia.com/gpu, team=ml\nspot=true:NoExecute,gpu:NoSchedule'),
  ).toEqual([
    { key: 'nvidia.com/gpu', operator: 'Exists' },
    { key: 'team', operator: 'Equal', value: 'ml' },
    { key: 'spot', operator: 'Equal', value: 'true', effect: 'NoExecute' },
    { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' },
  ]);
});

it.each(['a:Never', '=b', 'a b', ':NoSchedule', 'a:b:NoSchedule'])(
  'refuses %s',
  raw => {
    expect(() => tolerations(raw)).toThrow('is not key, key=value');
  },
);
