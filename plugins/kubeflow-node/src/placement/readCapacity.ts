import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesClient, KubernetesObject } from '../kubernetes/objects';
import { labelsOf } from './accelerators';
import type {
  ClusterCapacity,
  NodeCapacity,
  NodegroupCapacity,
  Taint,
} from './capacity';
import { hasEnded, nodeOf, podRequests } from './podRequests';
import { noResources, resourcesOf, subtract, sum } from './resources';
import type { Resources } from './resources';

const NODES = { group: '', version: 'v1', plural: 'nodes' };
const PODS = { group: '', version: 'v1', plural: 'pods' };
const NODE_POOLS = {
  group: 'karpenter.sh',
  version: 'v1',
  plural: 'nodepools',
};
const NODEGROUP_LABEL = 'eks.amazonaws.com/nodegroup';

interface NodeParts {
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly Taint[];
  };
  readonly status?: {
    readonly allocatable?: unknown;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
    }[];
  };
}

const partsOf = (node: KubernetesObject) => node as NodeParts;

const takesPods = (node: KubernetesObject): boolean => {
  const { spec, status } = partsOf(node);
  const ready = status?.conditions?.some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
  return (
    Boolean(ready) && !spec?.unschedulable && !node.metadata.deletionTimestamp
  );
};

/** What the pods of each node have asked for; ended pods and those without a node count nowhere. */
const requestedByNode = (
  pods: readonly KubernetesObject[],
): ReadonlyMap<string, Resources> => {
  const requests = new Map<string, Resources[]>();
  for (const pod of pods) {
    const node = nodeOf(pod);
    if (!node || hasEnded(pod)) continue;
    const ofNode = requests.get(node) ?? [];
    ofNode.push(podRequests(pod));
    requests.set(node, ofNode);
  }
  return new Map([...requests].map(([node, all]) => [node, sum(all)]));
};

const nodeCapacity = (
  node: KubernetesObject,
  requested: Resources,
): NodeCapacity => {
  const { spec, status } = partsOf(node);
  const allocatable = resourcesOf(status?.allocatable);
  const labels = labelsOf(node);
  return {
    name: node.metadata.name,
    labels,
    taints: spec?.taints ?? [],
    allocatable,
    free: subtract(allocatable, requested),
    nodegroup: labels[NODEGROUP_LABEL],
  };
};

/** A cluster without Karpenter has no such kind; one that hides it may have some. */
const nodePoolNames = async (
  client: KubernetesClient,
): Promise<readonly string[] | undefined> => {
  try {
    const pools = await client.list(NODE_POOLS);
    return pools.map(({ metadata }) => metadata.name).sort();
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    // A group that nobody serves is answered with plain text, not with a Status.
    if (error.upstreamStatus === 404) return [];
    if (error.name === 'NotAllowedError') return undefined;
    throw error;
  }
};

/**
 * Room in a cluster: allocatable of its nodes minus what their pods request. Needs `list` on nodes
 * and pods of all namespaces; `nodegroups` come from EKS, see `listNodegroups`.
 *
 * @throws KubeflowError of the Kubernetes client, such as `NotAllowedError`.
 */
export const readCapacity = async (
  kubernetes: KubernetesClient,
  nodegroups?: readonly NodegroupCapacity[],
): Promise<ClusterCapacity> => {
  const [nodes, pods, nodePools] = await Promise.all([
    kubernetes.list(NODES),
    kubernetes.list(PODS, {
      fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
    }),
    nodePoolNames(kubernetes),
  ]);
  const requested = requestedByNode(pods);
  const usable = nodes.filter(takesPods);
  return {
    kind: 'known',
    nodes: usable
      .map(node =>
        nodeCapacity(node, requested.get(node.metadata.name) ?? noResources),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    unavailable: nodes.length - usable.length,
    nodegroups,
    nodePools,
  };
};
