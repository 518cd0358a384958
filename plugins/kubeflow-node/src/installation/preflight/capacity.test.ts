import type { EksCluster } from '../../aws/eksCluster';
import { manifestsOf } from '../testing/installationExamples';
import { check, closeClusters } from './testing/checking';
import { nodeWith } from './testing/clusterState';

afterEach(closeClusters);

describe('capacity', () => {
  const small = { cpu: '300m', memory: '8Gi', pods: '20' };

  it('counts what can still be started', async () => {
    const nodegroups = [
      {
        name: 'workers',
        status: 'ACTIVE',
        capacityType: 'ON_DEMAND',
        instanceTypes: ['m5.large'],
        minSize: 1,
        maxSize: 3,
        desiredSize: 1,
        labels: {},
        taints: [],
      },
    ];
    const { reasons, warnings } = await check({
      state: { '/api/v1/nodes': [nodeWith(small)] },
      eks: { nodegroups },
    });
    expect(reasons).toEqual([]);
    expect(warnings.join()).toContain('new nodes have to be started first');
  });

  it('is open-ended with Karpenter', async () => {
    const { reasons, warnings } = await check({
      state: {
        '/api/v1/nodes': [],
        '/apis/karpenter.sh/v1/nodepools': [{ metadata: { name: 'default' } }],
      },
      eks: { nodegroups: [] },
    });
    expect(reasons).toEqual([]);
    expect(warnings.join()).toContain('new nodes have to be started first');
  });

  it('counts an upgrade only for what it adds', async () => {
    const running = ['mysql', 'ml-pipeline'].map(name => ({
      kind: 'Deployment',
      metadata: { name, namespace: 'kubeflow' },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'c',
                resources: { requests: { cpu: '4', memory: '2Gi' } },
              },
            ],
          },
        },
      },
    }));
    const { reasons } = await check({
      state: {
        '/api/v1/nodes': [nodeWith(small)],
        '/apis/apps/v1/deployments': running,
      },
      eks: { nodegroups: [] },
    });
    expect(reasons).toEqual([]);
  });

  it('counts no nodes that pods may not use, and says so once for all of them', async () => {
    const { reasons } = await check({
      state: {
        '/api/v1/nodes': [
          nodeWith(
            { cpu: '96', memory: '700Gi', pods: '200' },
            {
              spec: {
                taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }],
              },
            },
          ),
        ],
      },
      eks: { nodegroups: [] },
    });
    expect(reasons).toEqual(['InsufficientCapacity']);
  });
});

describe('nodes', () => {
  const selecting = manifestsOf(
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: workflow-controller, namespace: kubeflow}\nspec: {template: {spec: {nodeSelector: {kubernetes.io/os: linux}, containers: []}}}\n',
  );

  it('must have the labels that pods select', async () => {
    const { reasons, text } = await check({
      manifests: selecting,
      state: {
        '/api/v1/nodes': [
          nodeWith(
            { cpu: '8', memory: '8Gi', pods: '9' },
            { metadata: { name: 'n', labels: {} } },
          ),
        ],
      },
    });
    expect(reasons).toEqual(['NoNodeWithLabel']);
    expect(text).toContain(
      'no node has the label kubernetes.io/os=linux, which workflow-controller select',
    );
  });

  it('of Fargate cannot run the CNI plugin of Istio', async () => {
    const { reasons, warnings } = await check({
      manifests: manifestsOf(
        'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: istio-cni-node, namespace: kube-system}\nspec: {template: {spec: {containers: []}}}\n',
      ),
      state: {
        '/api/v1/nodes': [
          nodeWith(
            { cpu: '8', memory: '8Gi', pods: '9' },
            {
              metadata: {
                name: 'fargate-1',
                labels: { 'eks.amazonaws.com/compute-type': 'fargate' },
              },
            },
          ),
        ],
      },
    });
    expect(reasons).toEqual([]);
    expect(warnings.join()).toContain("1 of 1 nodes are Fargate's");
  });
});

describe('the version of Kubernetes', () => {
  it.each([
    ['1.28', ['UnsupportedKubernetesVersion'], /^$/],
    ['1.32', [], /runs Kubernetes 1\.32; upstream tested .* on 1\.33 to 1\.36/],
    ['1.33', [], /^$/],
    ['1.37', [], /runs Kubernetes 1\.37/],
  ])('%s', async (version, expected, warning) => {
    const { reasons, warnings } = await check({
      eks: { cluster: { version } as EksCluster },
    });
    expect(reasons).toEqual(expected);
    expect(warnings.join()).toMatch(warning);
  });

  it('is that of the nodes where EKS is not asked', async () => {
    const { reasons } = await check({
      state: {
        '/api/v1/nodes': [
          nodeWith({ cpu: '8', memory: '32Gi', pods: '50' }, {}),
        ].map(node => ({
          ...node,
          status: { ...node.status, nodeInfo: { kubeletVersion: 'v1.27.1' } },
        })),
      },
    });
    expect(reasons).toEqual(['UnsupportedKubernetesVersion']);
  });
});
