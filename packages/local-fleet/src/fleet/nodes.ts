import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { EksNodegroup } from '../aws/contract';
import type { NodePool } from './controlPlane';

const GPU = 'nvidia.com/gpu';
const ACCELERATOR_LABEL = 'k8s.amazonaws.com/accelerator';

const capacityOf = (pool: NodePool): Record<string, string> => ({
  cpu: pool.cpu,
  memory: pool.memory,
  pods: '58',
  'ephemeral-storage': '80Gi',
  ...(pool.gpus && { [GPU]: String(pool.gpus) }),
});

const acceleratorLabel = (pool: NodePool): Record<string, string> =>
  pool.accelerator ? { [ACCELERATOR_LABEL]: pool.accelerator } : {};

const nodeOf = (
  cluster: ClusterId,
  pool: NodePool,
  index: number,
): KubernetesObject => {
  const zone = `${cluster.region}${'abc'[index % 3]}`;
  const name = `ip-10-0-${index % 3}-${20 + index}.${
    cluster.region
  }.compute.internal`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/instance-type': pool.instanceType,
        'topology.kubernetes.io/region': cluster.region,
        'topology.kubernetes.io/zone': zone,
        'eks.amazonaws.com/nodegroup': pool.name,
        ...acceleratorLabel(pool),
      },
    },
    spec: {
      providerID: `aws:///${zone}/i-${String(index).padStart(17, '0')}`,
      ...(pool.gpus && { taints: [{ key: GPU, effect: 'NoSchedule' }] }),
    },
    status: {
      capacity: capacityOf(pool),
      allocatable: capacityOf(pool),
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
        },
      ],
      nodeInfo: {
        architecture: 'amd64',
        operatingSystem: 'linux',
        kubeletVersion: 'v1.35.4-eks-local',
        osImage: 'Amazon Linux 2023 (emulated)',
        containerRuntimeVersion: 'containerd://2.1.0',
        kernelVersion: '6.12',
        kubeProxyVersion: '',
        bootID: '',
        machineID: '',
        systemUUID: '',
      },
    },
  };
};

/** The Node objects of all pools. */
export const nodesOf = (
  cluster: ClusterId,
  pools: readonly NodePool[],
): readonly KubernetesObject[] =>
  pools
    .flatMap(pool => Array.from({ length: pool.count }, () => pool))
    .map((pool, index) => nodeOf(cluster, pool, index));

/** The managed node groups that EKS shows for the pools. */
export const nodegroupsOf = (
  pools: readonly NodePool[],
): readonly EksNodegroup[] =>
  pools.map(pool => ({
    name: pool.name,
    instanceTypes: [pool.instanceType],
    minSize: 0,
    maxSize: pool.maxCount ?? pool.count,
    desiredSize: pool.count,
    amiType: pool.gpus ? 'AL2023_x86_64_NVIDIA' : 'AL2023_x86_64_STANDARD',
    labels: acceleratorLabel(pool),
    taints: pool.gpus ? [{ key: GPU, effect: 'NO_SCHEDULE' as const }] : [],
  }));
