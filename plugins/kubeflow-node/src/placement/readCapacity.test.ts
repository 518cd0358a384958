import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesClient, KubernetesObject } from '../kubernetes/objects';
import type { ClusterCapacity } from './capacity';
import { readCapacity } from './readCapacity';

type Objects = Readonly<Record<string, readonly KubernetesObject[] | Error>>;

/** A cluster that holds these objects; the rest of the client must not be used. */
const aCluster = (objects: Objects): KubernetesClient =>
  ({
    subject: 'eu-west-1/ml',
    list: async ({ plural }: { plural: string }) => {
      const found = objects[plural];
      if (found instanceof Error) throw found;
      return found ?? [];
    },
  } as unknown as KubernetesClient);

const aNode = (
  name: string,
  {
    conditions = [{ type: 'Ready', status: 'True' }],
    ...parts
  }: Record<string, any> = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: parts.labels },
  spec: parts.spec,
  status: {
    allocatable: {
      cpu: '4',
      memory: '16Gi',
      pods: '10',
      'nvidia.com/gpu': '2',
    },
    conditions,
  },
});

const aPod = (
  spec: Record<string, unknown>,
  phase = 'Running',
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'n' },
  spec: { nodeName: 'a', ...spec },
  status: { phase },
});

const asks = (requests: Record<string, string>, more = {}) => ({
  resources: { requests },
  ...more,
});

const known = (capacity: ClusterCapacity) => {
  if (capacity.kind !== 'known') throw new Error('capacity is not known');
  return capacity;
};

const freeOn = async (pods: readonly KubernetesObject[]) => {
  const { nodes } = known(
    await readCapacity(aCluster({ nodes: [aNode('a')], pods })),
  );
  return Object.fromEntries(nodes[0]!.free);
};

const GIB = 1024 ** 3;

describe('the capacity of a cluster', () => {
  it('is what its nodes have, less what their pods request', async () => {
    const free = await freeOn([
      aPod({
        containers: [
          asks({ cpu: '1500m', memory: '1Gi' }),
          asks({ cpu: '500m' }),
        ],
      }),
      aPod({ containers: [asks({ 'nvidia.com/gpu': '1' })] }),
    ]);
    expect(free).toEqual({
      cpu: 2,
      memory: 15 * GIB,
      pods: 8,
      'nvidia.com/gpu': 1,
    });
  });

  it('ignores pods that have ended or have no node', async () => {
    const containers = [asks({ cpu: '4' })];
    const free = await freeOn([
      aPod({ containers }, 'Succeeded'),
      aPod({ containers }, 'Failed'),
      aPod({ containers, nodeName: undefined }, 'Pending'),
      aPod({ containers, nodeName: 'elsewhere' }),
    ]);
    expect(free).toMatchObject({ cpu: 4, pods: 10 });
  });

  it('counts a limit where no request is stated', async () => {
    const free = await freeOn([
      aPod({
        containers: [
          {
            resources: {
              limits: { 'nvidia.com/gpu': '2', cpu: '1' },
              requests: { cpu: '500m' },
            },
          },
        ],
      }),
    ]);
    expect(free).toMatchObject({ cpu: 3.5, 'nvidia.com/gpu': 0 });
  });

  it('counts the largest init container where it needs more than the containers', async () => {
    const free = await freeOn([
      aPod({
        initContainers: [asks({ cpu: '3' }), asks({ cpu: '2' })],
        containers: [asks({ cpu: '1' }), asks({ cpu: '1' })],
      }),
    ]);
    expect(free).toMatchObject({ cpu: 1 });
  });

  it('counts sidecars together with the containers, and with later init containers', async () => {
    const sidecar = asks({ cpu: '1' }, { restartPolicy: 'Always' });
    expect(
      await freeOn([
        aPod({ initContainers: [sidecar], containers: [asks({ cpu: '1' })] }),
      ]),
    ).toMatchObject({ cpu: 2 });
    expect(
      await freeOn([
        aPod({
          initContainers: [sidecar, asks({ cpu: '2' })],
          containers: [asks({ cpu: '1' })],
        }),
      ]),
    ).toMatchObject({ cpu: 1 });
    expect(
      await freeOn([
        aPod({
          initContainers: [asks({ cpu: '2' }), sidecar],
          containers: [asks({ cpu: '1' })],
        }),
      ]),
    ).toMatchObject({ cpu: 2 });
  });

  it('adds the overhead of the runtime, and takes requests of the pod as a whole', async () => {
    expect(
      await freeOn([
        aPod({
          containers: [asks({ cpu: '1', 'nvidia.com/gpu': '1' })],
          resources: { requests: { cpu: '2' } },
          overhead: { cpu: '250m' },
        }),
      ]),
    ).toMatchObject({ cpu: 1.75, 'nvidia.com/gpu': 1 });
  });

  it('never falls below zero on an overcommitted node', async () => {
    expect(
      await freeOn([aPod({ containers: [asks({ cpu: '99' })] })]),
    ).toMatchObject({ cpu: 0 });
  });

  it('leaves out nodes that are cordoned, not Ready or unknown, and counts them', async () => {
    const nodes = [
      aNode('a'),
      aNode('cordoned', { spec: { unschedulable: true } }),
      aNode('not-ready', { conditions: [{ type: 'Ready', status: 'False' }] }),
      aNode('lost', { conditions: [{ type: 'Ready', status: 'Unknown' }] }),
      aNode('new', { conditions: [] }),
    ];
    const capacity = known(await readCapacity(aCluster({ nodes })));
    expect(capacity.nodes.map(({ name }) => name)).toEqual(['a']);
    expect(capacity.unavailable).toBe(4);
  });

  it('keeps labels, taints and the node group of a node', async () => {
    const taints = [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }];
    const labels = { 'eks.amazonaws.com/nodegroup': 'gpu' };
    const nodes = [aNode('a', { labels, spec: { taints } })];
    const capacity = known(await readCapacity(aCluster({ nodes })));
    expect(capacity.nodes[0]).toMatchObject({
      labels,
      taints,
      nodegroup: 'gpu',
    });
  });

  it.each(['NotFoundError', 'ServiceUnavailableError'] as const)(
    'has no NodePools where nobody serves them: 404 as a %s',
    async name => {
      const nodepools = new KubeflowError(name, {
        reason: 'NotFound',
        fact: 'no such kind',
        upstreamStatus: 404,
      });
      const capacity = await readCapacity(aCluster({ nodepools }));
      expect(known(capacity).nodePools).toEqual([]);
    },
  );

  it('does not know of NodePools that it may not list', async () => {
    const nodepools = new KubeflowError('NotAllowedError', {
      reason: 'Forbidden',
      fact: 'no',
    });
    expect(
      known(await readCapacity(aCluster({ nodepools }))).nodePools,
    ).toBeUndefined();
  });

  it('is not known when nodes or pods may not be listed', async () => {
    const pods = new KubeflowError('NotAllowedError', {
      reason: 'Forbidden',
      fact: 'no list on pods',
    });
    await expect(readCapacity(aCluster({ pods }))).rejects.toBe(pods);
  });
});
