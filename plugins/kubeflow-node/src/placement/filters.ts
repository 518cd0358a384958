import {
  isReferenceTo,
  parseQuantity,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { PlacementRequirements } from './requirements';

/** Why a cluster is out of the question, in a clause; undefined when it is not. */
type Filter = (
  cluster: FleetCluster,
  requirements: PlacementRequirements,
) => string | undefined;

const isAny = (references: readonly string[], cluster: FleetCluster) =>
  references.some(reference => isReferenceTo(reference, cluster));

const byName: Filter = (cluster, { clusters = [], exclude = [], pin }) => {
  if (pin && !isReferenceTo(pin, cluster)) return `${pin} is pinned`;
  if (isAny(exclude, cluster)) return 'it is excluded';
  return clusters.length > 0 && !isAny(clusters, cluster)
    ? 'it is not among the clusters asked for'
    : undefined;
};

const byRegion: Filter = ({ region }, { regions = [] }) =>
  regions.length > 0 && !regions.includes(region)
    ? `region ${region} is not among ${regions.join(', ')}`
    : undefined;

const byLabels: Filter = (cluster, { labels = {} }) => {
  const wrong = Object.entries(labels).find(
    ([key, value]) => cluster.labels[key] !== value,
  );
  if (!wrong) return undefined;
  const [key, wanted] = wrong;
  return Object.hasOwn(cluster.labels, key)
    ? `label ${key} is ${cluster.labels[key]}, not ${wanted}`
    : `it has no label ${key}, and ${wanted} is asked for`;
};

const overLimit = (
  resource: string,
  wanted: string | undefined,
  limit: string | undefined,
): string | undefined =>
  wanted && limit && parseQuantity(wanted) > parseQuantity(limit)
    ? `its limit of ${limit} ${resource} is below the ${wanted} asked for`
    : undefined;

const byLimits: Filter = ({ limits = {} }, requirements) => {
  const { accelerator, acceleratorCount = 1, cpu, memory } = requirements;
  const count = accelerator ? String(acceleratorCount) : undefined;
  const gpus = limits.gpus === undefined ? undefined : String(limits.gpus);
  return (
    overLimit('GPUs', count, gpus) ??
    overLimit('CPU', cpu, limits.cpu) ??
    overLimit('memory', memory, limits.memory)
  );
};

const filters: readonly Filter[] = [byName, byRegion, byLabels, byLimits];

/** Every reason for which the fleet file alone rules the cluster out; empty when none does. */
export const refusals = (
  cluster: FleetCluster,
  requirements: PlacementRequirements,
): string[] => filters.flatMap(filter => filter(cluster, requirements) ?? []);
