import type { ClusterCapacity } from '../../placement/capacity';
import { newNodeOf } from '../../placement/newNode';
import type { Resources } from '../../placement/resources';

/** Nodes that may still be started. */
interface Growth {
  /** What each would offer, of node groups without taints. */
  readonly nodes: readonly Resources[];
  /** How far the cluster can grow is not known: Karpenter, Auto Mode, or what could not be read. */
  readonly isOpenEnded: boolean;
}

/** What a cluster can grow by, up to the maximum of its node groups. */
export const newNodes = (
  capacity: ClusterCapacity & { kind: 'known' },
): Growth => {
  const { nodegroups, nodePools, nodes } = capacity;
  const usable = (nodegroups ?? []).filter(({ taints }) =>
    taints.every(({ effect }) => effect === 'PreferNoSchedule'),
  );
  const growing = usable.filter(
    ({ maxSize, desiredSize }) => maxSize > desiredSize,
  );
  const shapes = growing.map(group => ({
    count: group.maxSize - group.desiredSize,
    node: newNodeOf(group, nodes),
  }));
  return {
    nodes: shapes.flatMap(({ count, node }) =>
      node ? Array.from({ length: count }, () => node.allocatable) : [],
    ),
    isOpenEnded:
      nodegroups === undefined ||
      nodePools === undefined ||
      nodePools.length > 0 ||
      shapes.some(({ node }) => !node),
  };
};
