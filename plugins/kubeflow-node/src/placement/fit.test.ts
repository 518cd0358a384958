import type { ClusterCapacity } from './capacity';
import { fit } from './fit';
import { demandOf } from './requirements';
import type { PlacementRequirements } from './requirements';
import {
  aCapacity,
  aFleet,
  aNode,
  aNodegroup,
} from './testing/placementExamples';

const { clusters } = aFleet(
  'name: plain, region: eu-west-1',
  'name: labelled, region: eu-west-1, labels: {accelerator: nvidia-a10g}',
);
const [plain, labelled] = clusters as [
  (typeof clusters)[0],
  (typeof clusters)[0],
];

const judge = (
  requirements: PlacementRequirements,
  capacity?: ClusterCapacity,
  cluster = plain,
) => fit({ cluster: cluster!, demand: demandOf(requirements), capacity });

const gpuTaint = { key: 'nvidia.com/gpu', effect: 'NoSchedule' } as const;
const gpuNode = (free = '2') =>
  aNode({
    name: 'gpu-1',
    labels: { 'nvidia.com/gpu.product': 'NVIDIA-A10G' },
    taints: [gpuTaint],
    has: { 'nvidia.com/gpu': '4' },
    free: { 'nvidia.com/gpu': free },
  });

describe('a run', () => {
  it('fits now on a node with room, which is named', () => {
    expect(
      judge({ cpu: '4', memory: '8Gi' }, aCapacity({ nodes: [aNode()] })),
    ).toEqual({
      verdict: 'fits-now',
      reasons: ['node node-1 has 8 CPU, 32Gi memory free'],
    });
  });

  it('must fit on one node: two halves are no whole', () => {
    const nodes = [aNode({ name: 'a' }), aNode({ name: 'b' })];
    expect(judge({ cpu: '12' }, aCapacity({ nodes })).verdict).toBe('never');
  });

  it('fits on a node with its accelerator, whose taint it tolerates', () => {
    const capacity = aCapacity({ nodes: [gpuNode()] });
    expect(
      judge({ accelerator: 'a10g', acceleratorCount: 2 }, capacity),
    ).toEqual({
      verdict: 'fits-now',
      reasons: ['node gpu-1 has 2 nvidia.com/gpu free'],
    });
  });

  it('without an accelerator stays away from tainted GPU nodes', () => {
    expect(judge({ cpu: '1' }, aCapacity({ nodes: [gpuNode()] })).verdict).toBe(
      'never',
    );
  });

  it('does not mind a taint that only prefers', () => {
    const nodes = [
      aNode({ taints: [{ key: 'x', effect: 'PreferNoSchedule' }] }),
    ];
    expect(judge({ cpu: '1' }, aCapacity({ nodes })).verdict).toBe('fits-now');
  });

  it('does not take another accelerator for its own', () => {
    expect(
      judge({ accelerator: 'h100' }, aCapacity({ nodes: [gpuNode()] })),
    ).toEqual({
      verdict: 'never',
      reasons: ['no node has 1 h100'],
    });
  });

  it('takes the label of the cluster where the node does not name its accelerator', () => {
    const nodes = [aNode({ has: { 'nvidia.com/gpu': '1' } })];
    expect(
      judge({ accelerator: 'a10g' }, aCapacity({ nodes }), labelled).verdict,
    ).toBe('fits-now');
    expect(judge({ accelerator: 'a10g' }, aCapacity({ nodes })).verdict).toBe(
      'never',
    );
    expect(judge({ accelerator: 'gpu' }, aCapacity({ nodes })).verdict).toBe(
      'fits-now',
    );
  });

  it('fits when free: a large enough node is in use', () => {
    expect(
      judge(
        { accelerator: 'gpu', acceleratorCount: 4 },
        aCapacity({ nodes: [gpuNode('1')] }),
      ),
    ).toEqual({
      verdict: 'fits-when-free',
      reasons: [
        'node gpu-1 is large enough, but has only 1 nvidia.com/gpu free',
      ],
    });
  });

  it('does not fit a node whose places for pods are all taken', () => {
    const nodes = [aNode({ free: { pods: '0' } })];
    expect(judge({ cpu: '1' }, aCapacity({ nodes })).verdict).toBe(
      'fits-when-free',
    );
  });

  it('fits after scale-up of a node group, by the instance type', () => {
    const nodegroups = [
      aNodegroup({
        name: 'gpu',
        instanceTypes: ['g5.12xlarge'],
        desiredSize: 0,
        maxSize: 2,
        taints: [gpuTaint],
      }),
    ];
    expect(
      judge(
        { accelerator: 'a10g', acceleratorCount: 4 },
        aCapacity({ nodegroups }),
      ),
    ).toEqual({
      verdict: 'fits-after-scale-up',
      reasons: [
        'node group gpu can grow from 0 to 2 nodes with 4 nvidia.com/gpu each',
      ],
    });
  });

  it('knows a new node by one of the same group that runs already', () => {
    const capacity = aCapacity({
      nodes: [
        aNode({ nodegroup: 'odd', has: { cpu: '20' }, free: { cpu: '0' } }),
      ],
      nodegroups: [aNodegroup({ name: 'odd', instanceTypes: [] })],
    });
    expect(judge({ cpu: '16' }, capacity).verdict).toBe('fits-after-scale-up');
    expect(judge({ cpu: '24' }, capacity).verdict).toBe('never');
  });

  it('counts the smallest of several instance types, of which any may come', () => {
    const nodegroups = [
      aNodegroup({ instanceTypes: ['m5.8xlarge', 'm5.large'] }),
    ];
    expect(judge({ cpu: '4' }, aCapacity({ nodegroups })).verdict).toBe(
      'never',
    );
  });

  it.each([
    [
      'is at its maximum',
      { desiredSize: 4 },
      'node group workers is at its maximum of 4',
    ],
    [
      'has a taint',
      { taints: [{ key: 'team', effect: 'NoSchedule' }] } as const,
      'node group workers has taints that the run does not tolerate',
    ],
    [
      'has small nodes',
      { instanceTypes: ['m5.large'] },
      'a new node of node group workers is too small or of another kind',
    ],
  ])('never fits when the only node group %s', (_, parts, reason) => {
    expect(
      judge({ cpu: '4' }, aCapacity({ nodegroups: [aNodegroup(parts)] })),
    ).toEqual({
      verdict: 'never',
      reasons: ['no node has enough room', reason],
    });
  });

  it('is unknown when one of several instance types is not known', () => {
    const nodegroups = [
      aNodegroup({ instanceTypes: ['m5.8xlarge', 'z9.large'] }),
    ];
    expect(judge({ cpu: '4' }, aCapacity({ nodegroups })).verdict).toBe(
      'unknown',
    );
  });

  it.each<[string, ClusterCapacity, string]>([
    [
      'the instance type is new',
      aCapacity({ nodegroups: [aNodegroup({ instanceTypes: ['z9.large'] })] }),
      'what a new node of node group workers has is not known',
    ],
    [
      'Karpenter may start a node',
      aCapacity({ nodePools: ['default'] }),
      'NodePool default may start a node that fits',
    ],
    [
      'NodePools may not be listed',
      aCapacity({ nodePools: undefined }),
      'its NodePools may not be listed',
    ],
    [
      'node groups were not read',
      aCapacity({ nodegroups: undefined }),
      'its node groups were not read',
    ],
  ])('is unknown when %s', (_, capacity, reason) => {
    expect(judge({ cpu: '4' }, capacity)).toEqual({
      verdict: 'unknown',
      reasons: ['no node has enough room', reason],
    });
  });

  it('is never, with the reason, on a cluster that EKS does not have', () => {
    const capacity = {
      kind: 'unusable',
      reason: 'it is being deleted',
    } as const;
    expect(judge({ cpu: '4' }, capacity)).toEqual({
      verdict: 'never',
      reasons: ['it is being deleted'],
    });
  });

  it('is unknown, with the reason, on a cluster that cannot be reached', () => {
    const capacity = {
      kind: 'unknown',
      reason: 'unreachable: time-out after 10s',
    } as const;
    expect(judge({ cpu: '4' }, capacity)).toEqual({
      verdict: 'unknown',
      reasons: ['unreachable: time-out after 10s'],
    });
  });

  it('says how many nodes do not count', () => {
    const capacity = aCapacity({ unavailable: 2 });
    expect(judge({ accelerator: 'a10g', cpu: '1' }, capacity).reasons).toEqual([
      'no node has 1 a10g with the CPU and memory (2 not Ready or cordoned)',
    ]);
  });
});
