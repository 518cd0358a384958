import { formatBytes } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { acceleratorNames, isAccelerator } from './accelerators';
import type { Taint } from './capacity';
import { lacking } from './resources';
import type { Resources } from './resources';
import type { PodDemand } from './requirements';

/** A node that runs, or one that a node group would start. */
export interface Host {
  readonly allocatable: Resources;
  readonly labels: Readonly<Record<string, string>>;
}

/** A pod with an accelerator tolerates the accelerator's own taint, and no other. */
export const tolerates = (
  taints: readonly Taint[],
  { accelerator }: PodDemand,
): boolean =>
  taints.every(
    ({ key, effect }) =>
      effect === 'PreferNoSchedule' || key === accelerator?.resource,
  );

/** Where nothing on the node names its accelerator, the cluster's label does, then its resource. */
const hasAccelerator = (
  { labels }: Host,
  { accelerator }: PodDemand,
  cluster: FleetCluster,
): boolean => {
  if (!accelerator) return true;
  const named = acceleratorNames(labels);
  const fallback = cluster.labels.accelerator ?? accelerator.resource;
  return (named.length > 0 ? named : [fallback]).some(name =>
    isAccelerator(accelerator.name, name),
  );
};

/** Whether the pod would fit on the node if nothing else ran there; taints apart. */
export const isLargeEnough = (
  host: Host,
  demand: PodDemand,
  cluster: FleetCluster,
): boolean =>
  lacking(demand.resources, host.allocatable).length === 0 &&
  hasAccelerator(host, demand, cluster);

const amountOf = (name: string, amount: number): string =>
  name === 'memory'
    ? `${formatBytes(amount)} memory`
    : `${Math.floor(amount * 100) / 100} ${name === 'cpu' ? 'CPU' : name}`;

/** What there is of the resources that the pod asks for, such as `4 CPU, 15.5Gi memory`. */
export const amounts = (
  resources: Resources,
  { resources: wanted }: PodDemand,
) =>
  [...wanted.keys()]
    .filter(name => name !== 'pods')
    .map(name => amountOf(name, resources.get(name) ?? 0))
    .join(', ') || 'room';
