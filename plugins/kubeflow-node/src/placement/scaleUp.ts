import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  ClusterCapacity,
  NodeCapacity,
  NodegroupCapacity,
} from './capacity';
import { amounts, isLargeEnough, tolerates } from './hosting';
import { newNodeOf } from './newNode';
import type { PodDemand } from './requirements';

/** A way in which a cluster may get a further node, and what would come of it. */
export interface ScaleUp {
  /** `maybe`: what the node would have is not known. */
  readonly fits: 'yes' | 'no' | 'maybe';
  readonly reason: string;
}

/** The pod that needs a node, and what the cluster has. */
export interface ScaleUpQuestion {
  readonly cluster: FleetCluster;
  readonly demand: PodDemand;
  readonly nodes: readonly NodeCapacity[];
}

const ofNodegroup = (
  group: NodegroupCapacity,
  { cluster, demand, nodes }: ScaleUpQuestion,
): ScaleUp => {
  const { desiredSize: now, maxSize: max } = group;
  const name = `node group ${group.name}`;
  if (!tolerates(group.taints, demand))
    return {
      fits: 'no',
      reason: `${name} has taints that the run does not tolerate`,
    };
  if (now >= max)
    return { fits: 'no', reason: `${name} is at its maximum of ${max}` };
  const node = newNodeOf(group, nodes);
  if (!node)
    return {
      fits: 'maybe',
      reason: `what a new node of ${name} has is not known`,
    };
  if (!isLargeEnough(node, demand, cluster))
    return {
      fits: 'no',
      reason: `a new node of ${name} is too small or of another kind`,
    };
  const each = amounts(node.allocatable, demand);
  return {
    fits: 'yes',
    reason: `${name} can grow from ${now} to ${max} nodes with ${each} each`,
  };
};

const maybe = (reason: string): ScaleUp => ({ fits: 'maybe', reason });

/** Every way to a further node: node groups, NodePools, and those that could not be read. */
export const scaleUps = (
  { nodegroups, nodePools }: ClusterCapacity & { kind: 'known' },
  question: ScaleUpQuestion,
): ScaleUp[] => [
  ...(nodegroups?.map(group => ofNodegroup(group, question)) ?? [
    maybe('its node groups were not read'),
  ]),
  ...(nodePools?.map(pool =>
    maybe(`NodePool ${pool} may start a node that fits`),
  ) ?? [maybe('its NodePools may not be listed')]),
];
