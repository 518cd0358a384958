import {
  acceleratorNames,
  acceleratorResource,
  isAccelerator,
} from './accelerators';
import { instanceShape } from './instanceShapes';

describe('an accelerator', () => {
  it.each([
    ['nvidia-a10g', 'NVIDIA-A10G'],
    ['a10g', 'nvidia-a10g'],
    ['nvidia-tesla-v100', 'v100'],
    ['t4', 'Tesla-T4'],
    ['a100', 'NVIDIA-A100-SXM4-40GB'],
    ['gpu', 'NVIDIA-A10G'],
    ['nvidia.com/gpu', 'a10g'],
    ['nvidia', 't4'],
    ['neuron', 'trainium'],
    ['inferentia2', 'inferentia2'],
  ])('asked for as %s is served by %s', (wanted, have) => {
    expect(isAccelerator(wanted, have)).toBe(true);
  });

  it.each([
    ['a10', 'a10g'],
    ['a100', 'a10g'],
    ['a100-sxm4-80gb', 'a100'],
    ['gpu', 'trainium'],
    ['neuron', 'a10g'],
    ['constructor', 'a10g'],
  ])('asked for as %s is not served by %s', (wanted, have) => {
    expect(isAccelerator(wanted, have)).toBe(false);
  });

  it.each([
    ['a10g', 'nvidia.com/gpu'],
    ['gpu', 'nvidia.com/gpu'],
    ['trainium', 'aws.amazon.com/neuron'],
    ['amd-mi300x', 'amd.com/gpu'],
    ['amd.com/gpu', 'amd.com/gpu'],
  ])('%s is counted as %s', (name, resource) => {
    expect(acceleratorResource(name)).toBe(resource);
  });

  it.each([
    [
      { 'k8s.amazonaws.com/accelerator': 'nvidia-tesla-v100' },
      ['nvidia-tesla-v100'],
    ],
    [{ 'nvidia.com/gpu.product': 'NVIDIA-A10G' }, ['NVIDIA-A10G']],
    [{ 'karpenter.k8s.aws/instance-gpu-name': 't4' }, ['t4']],
    [{ 'eks.amazonaws.com/instance-gpu-name': 'l4' }, ['l4']],
    [{ 'node.kubernetes.io/instance-type': 'p5.48xlarge' }, ['nvidia-h100']],
    [{ 'node.kubernetes.io/instance-type': 'm5.large' }, []],
    [{}, []],
  ])('is named by the labels %j', (labels, names) => {
    expect(acceleratorNames(labels)).toEqual(names);
  });
});

describe('an instance type', () => {
  it.each([
    ['m5.2xlarge', 8, 32, undefined],
    ['c6i.large', 2, 4, undefined],
    ['r7g.xlarge', 4, 32, undefined],
    ['g5.xlarge', 4, 16, { name: 'nvidia-a10g', count: 1 }],
    ['g5.12xlarge', 48, 192, { name: 'nvidia-a10g', count: 4 }],
    ['g4dn.12xlarge', 48, 192, { name: 'nvidia-t4', count: 4 }],
    ['g6e.xlarge', 4, 32, { name: 'nvidia-l40s', count: 1 }],
    ['p3.2xlarge', 8, 61, { name: 'nvidia-v100', count: 1 }],
    ['p4d.24xlarge', 96, 1152, { name: 'nvidia-a100', count: 8 }],
    ['p5.48xlarge', 192, 2048, { name: 'nvidia-h100', count: 8 }],
    ['inf2.48xlarge', 192, 768, { name: 'inferentia2', count: 12 }],
    ['trn1.32xlarge', 128, 512, { name: 'trainium', count: 16 }],
  ])('%s has %d vCPUs and %d GiB', (...[type, cpu, gib, accelerator]) => {
    expect(instanceShape(type)).toEqual({
      cpu,
      memory: gib * 1024 ** 3,
      ...(accelerator ? { accelerator } : {}),
    });
  });

  it.each([
    'm5.metal',
    'x9.large',
    'p4d.large',
    '',
    't3.micro',
    'constructor.xlarge',
    'm5',
  ])('%j is not known', type => {
    expect(instanceShape(type)).toBeUndefined();
  });
});
