import type { NodeCapacity, NodegroupCapacity } from './capacity';
import { acceleratorResource } from './accelerators';
import { instanceShape } from './instanceShapes';
import type { InstanceShape } from './instanceShapes';
import type { Resources } from './resources';

/** What a node group's next node would offer. */
export interface NewNode {
  readonly allocatable: Resources;
  readonly labels: Readonly<Record<string, string>>;
}

/** What the kubelet, the system and the usual DaemonSets keep of a node, roughly. */
const RESERVED_CPU = 0.35;
const RESERVED_MEMORY = 0.08;
const RESERVED_BYTES = 200 * 1024 ** 2;
/** The fewest that any instance type of `large` and above takes. */
const PODS = 29;

const allocatableOf = ({
  cpu,
  memory,
  accelerator,
}: InstanceShape): Resources =>
  new Map([
    ['cpu', cpu - RESERVED_CPU],
    ['memory', memory * (1 - RESERVED_MEMORY) - RESERVED_BYTES],
    ['pods', PODS],
    ...(accelerator
      ? [[acceleratorResource(accelerator.name), accelerator.count] as const]
      : []),
  ]);

const leastOf = (all: readonly Resources[]): Resources => {
  const [first, ...rest] = all;
  return new Map(
    [...(first ?? [])].map(([name, amount]) => [
      name,
      Math.min(amount, ...rest.map(other => other.get(name) ?? 0)),
    ]),
  );
};

/**
 * A further node of the group: like one that runs already, else estimated from its instance types,
 * of which EKS may pick any, so the least of each counts. Undefined when nothing tells.
 */
export const newNodeOf = (
  group: NodegroupCapacity,
  nodes: readonly NodeCapacity[],
): NewNode | undefined => {
  const twin = nodes.find(({ nodegroup }) => nodegroup === group.name);
  if (twin) return twin;
  const shapes = group.instanceTypes.map(instanceShape);
  const known = shapes.filter(shape => shape !== undefined);
  if (known.length === 0 || known.length < shapes.length) return undefined;
  const name = known[0]?.accelerator?.name;
  const labels = name
    ? { 'k8s.amazonaws.com/accelerator': name, ...group.labels }
    : group.labels;
  return { allocatable: leastOf(known.map(allocatableOf)), labels };
};
