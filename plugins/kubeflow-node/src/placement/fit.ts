import { formatBytes } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { acceleratorNames, isAccelerator } from './accelerators';
import type {
  ClusterCapacity,
  NodeCapacity,
  NodegroupCapacity,
  Taint,
} from './capacity';
import { newNodeOf } from './newNode';
import { lacking } from './resources';
import type { Resources } from './resources';
import type { PodDemand } from './requirements';

/**
 * Whether the largest pod of a run fits: now; after a node group starts a node; on a node that is
 * large enough but in use; nobody knows; or never. From best to worst.
 */
export const placementVerdicts = [
  'fits-now',
  'fits-after-scale-up',
  'fits-when-free',
  'unknown',
  'never',
] as const;

export type PlacementVerdict = (typeof placementVerdicts)[number];

/** A verdict and why, in clauses. */
export interface Fit {
  readonly verdict: PlacementVerdict;
  readonly reasons: readonly string[];
}

type KnownCapacity = ClusterCapacity & { kind: 'known' };

/** A pod with an accelerator tolerates the accelerator's own taint, and no other. */
const tolerates = (taints: readonly Taint[], { accelerator }: PodDemand) =>
  taints.every(
    ({ key, effect }) =>
      effect === 'PreferNoSchedule' || key === accelerator?.resource,
  );

/** Where nothing on the node names its accelerator, the cluster's label does. */
const hasAccelerator = (
  labels: Readonly<Record<string, string>>,
  demand: PodDemand,
  cluster: FleetCluster,
): boolean => {
  const { accelerator } = demand;
  if (!accelerator) return true;
  const names = acceleratorNames(labels);
  const fallback = cluster.labels.accelerator;
  const known = names.length > 0 || !fallback ? names : [fallback];
  // A node that nothing names is taken for the generic kind by its resource alone.
  return (
    known.some(name => isAccelerator(accelerator.name, name)) ||
    (known.length === 0 &&
      isAccelerator(accelerator.name, accelerator.resource))
  );
};

const amounts = (resources: Resources, wanted: Resources): string =>
  [...wanted.keys()]
    .filter(name => name !== 'pods')
    .map(name => {
      const amount = resources.get(name) ?? 0;
      return name === 'memory'
        ? `${formatBytes(amount)} memory`
        : `${Math.floor(amount * 100) / 100} ${name === 'cpu' ? 'CPU' : name}`;
    })
    .join(', ') || 'room';

const fitNow = (
  capable: readonly NodeCapacity[],
  { resources }: PodDemand,
): Fit | undefined => {
  const node = capable.find(
    ({ free }) => lacking(resources, free).length === 0,
  );
  return (
    node && {
      verdict: 'fits-now',
      reasons: [`node ${node.name} has ${amounts(node.free, resources)} free`],
    }
  );
};

/** What a node group could do for the pod: a reason, and whether a new node would fit. */
const tryNodegroup = (
  group: NodegroupCapacity,
  { capacity, cluster, demand }: FitQuestion & { capacity: KnownCapacity },
): { fits: boolean | undefined; reason: string } => {
  const name = `node group ${group.name}`;
  if (!tolerates(group.taints, demand))
    return {
      fits: false,
      reason: `${name} has taints that the run does not tolerate`,
    };
  if (group.desiredSize >= group.maxSize)
    return {
      fits: false,
      reason: `${name} is at its maximum of ${group.maxSize}`,
    };
  const node = newNodeOf(group, capacity.nodes);
  if (!node)
    return {
      fits: undefined,
      reason: `what a new node of ${name} has is not known`,
    };
  const short = lacking(demand.resources, node.allocatable);
  const fits =
    short.length === 0 && hasAccelerator(node.labels, demand, cluster);
  return {
    fits,
    reason: fits
      ? `${name} can grow from ${group.desiredSize} to ${
          group.maxSize
        } nodes with ${amounts(node.allocatable, demand.resources)} each`
      : `a new node of ${name} is too small or of another kind`,
  };
};

/** A question to the capacity of a cluster. */
export interface FitQuestion {
  readonly cluster: FleetCluster;
  readonly demand: PodDemand;
  readonly capacity?: ClusterCapacity;
}

const noNode = (
  capacity: KnownCapacity,
  { resources, accelerator }: PodDemand,
): string => {
  const what = accelerator
    ? `${accelerator.count} ${accelerator.name}`
    : 'enough room';
  const out = capacity.unavailable;
  const also = out > 0 ? ` (${out} not Ready or cordoned)` : '';
  const rest = [...resources.keys()].some(
    name => name === 'cpu' || name === 'memory',
  );
  return `no node has ${what}${
    accelerator && rest ? ' with the CPU and memory' : ''
  }${also}`;
};

const fitKnown = (question: FitQuestion & { capacity: KnownCapacity }): Fit => {
  const { capacity, cluster, demand } = question;
  const capable = capacity.nodes.filter(
    ({ allocatable, labels, taints }) =>
      tolerates(taints, demand) &&
      lacking(demand.resources, allocatable).length === 0 &&
      hasAccelerator(labels, demand, cluster),
  );
  const now = fitNow(capable, demand);
  if (now) return now;
  const groups = (capacity.nodegroups ?? []).map(group =>
    tryNodegroup(group, question),
  );
  const growing = groups.find(({ fits }) => fits);
  if (growing)
    return { verdict: 'fits-after-scale-up', reasons: [growing.reason] };
  const [busy] = capable;
  if (busy)
    return {
      verdict: 'fits-when-free',
      reasons: [
        `node ${busy.name} is large enough, but has only ${amounts(
          busy.free,
          demand.resources,
        )} free`,
        ...groups.map(({ reason }) => reason),
      ],
    };
  const doubts = [
    ...groups.filter(({ fits }) => fits === undefined).map(g => g.reason),
    ...(capacity.nodegroups ? [] : ['its node groups were not read']),
    ...(capacity.nodePools ? [] : ['its NodePools may not be listed']),
    ...(capacity.nodePools ?? []).map(
      pool => `NodePool ${pool} may start a node that fits`,
    ),
  ];
  const none = noNode(capacity, demand);
  return doubts.length > 0
    ? { verdict: 'unknown', reasons: [none, ...doubts] }
    : {
        verdict: 'never',
        reasons: [none, ...groups.map(({ reason }) => reason)],
      };
};

/** Without a look into the cluster, its label `accelerator` is all that tells about its GPUs. */
const fitByLabel = ({ cluster, demand }: FitQuestion, reason: string): Fit => {
  const { accelerator } = demand;
  if (!accelerator) return { verdict: 'unknown', reasons: [reason] };
  const label = cluster.labels.accelerator;
  if (label && isAccelerator(accelerator.name, label))
    return { verdict: 'unknown', reasons: [reason] };
  const why = label
    ? `label accelerator is ${label}, not ${accelerator.name}`
    : `it has no label accelerator, and ${accelerator.name} is asked for`;
  return { verdict: 'never', reasons: [why] };
};

const NOT_READ = 'it meets the requirements; its capacity was not read';

/** Whether the pod fits, by the live capacity where there is one, else by the fleet file's labels. */
export const fit = (question: FitQuestion): Fit => {
  const { capacity } = question;
  if (capacity?.kind === 'known') return fitKnown({ ...question, capacity });
  return fitByLabel(question, capacity?.reason ?? NOT_READ);
};
