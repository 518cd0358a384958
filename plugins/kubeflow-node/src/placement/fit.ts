import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { isAccelerator } from './accelerators';
import type { ClusterCapacity } from './capacity';
import { amounts, isLargeEnough, tolerates } from './hosting';
import type { PodDemand } from './requirements';
import { lacking } from './resources';
import { scaleUps } from './scaleUp';

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

const fitKnown = (
  { cluster, demand }: FitQuestion,
  capacity: KnownCapacity,
): Fit => {
  const { nodes } = capacity;
  const large = nodes.filter(
    node =>
      tolerates(node.taints, demand) && isLargeEnough(node, demand, cluster),
  );
  const free = large.find(
    node => lacking(demand.resources, node.free).length === 0,
  );
  if (free) {
    const has = amounts(free.free, demand);
    return {
      verdict: 'fits-now',
      reasons: [`node ${free.name} has ${has} free`],
    };
  }
  const ways = scaleUps(capacity, { cluster, demand, nodes });
  const growing = ways.find(({ fits }) => fits === 'yes');
  if (growing)
    return { verdict: 'fits-after-scale-up', reasons: [growing.reason] };
  const because = ways.map(({ reason }) => reason);
  const [busy] = large;
  if (busy) {
    const has = amounts(busy.free, demand);
    const fact = `node ${busy.name} is large enough, but has only ${has} free`;
    return { verdict: 'fits-when-free', reasons: [fact, ...because] };
  }
  const isOpen = ways.some(({ fits }) => fits === 'maybe');
  return {
    verdict: isOpen ? 'unknown' : 'never',
    reasons: [noNode(capacity, demand), ...because],
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
  if (capacity?.kind === 'known') return fitKnown(question, capacity);
  if (capacity?.kind === 'unusable')
    return { verdict: 'never', reasons: [capacity.reason] };
  return fitByLabel(question, capacity?.reason ?? NOT_READ);
};
