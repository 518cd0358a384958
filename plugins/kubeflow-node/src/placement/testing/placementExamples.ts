import {
  clusterKey,
  parseFleetFile,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  Fleet,
  FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  ClusterCapacity,
  NodeCapacity,
  NodegroupCapacity,
} from '../capacity';
import { resourcesOf } from '../resources';

/** A fleet of clusters given as the settings of a fleet file, in YAML flow style. */
export const aFleet = (...clusters: readonly string[]): Fleet =>
  parseFleetFile(
    [
      'apiVersion: kubeflow-fleet/v1',
      'kind: Fleet',
      'defaults: {}',
      'clusters:',
      ...clusters.map(settings =>
        settings.includes('account')
          ? `  - {${settings}}`
          : `  - {account: "111122223333", ${settings}}`,
      ),
    ].join('\n'),
    { path: 'fleet.yaml' },
  );

/** Capacities of a fleet by the names of its clusters. */
export const capacities = (
  fleet: Fleet,
  byName: Readonly<Record<string, ClusterCapacity>>,
): ReadonlyMap<string, ClusterCapacity> =>
  new Map(
    fleet.clusters
      .filter(({ name }) => Object.hasOwn(byName, name))
      .map((cluster: FleetCluster) => [
        clusterKey(cluster),
        byName[cluster.name]!,
      ]),
  );

type Known = ClusterCapacity & { kind: 'known' };

export const aCapacity = (parts: Partial<Known> = {}): ClusterCapacity => ({
  kind: 'known',
  nodes: [],
  unavailable: 0,
  nodegroups: [],
  nodePools: [],
  ...parts,
});

/** A node with 8 CPU, 32Gi and 58 pods, all free unless told. */
export const aNode = ({
  has = {},
  free = {},
  ...parts
}: Partial<Omit<NodeCapacity, 'allocatable' | 'free'>> & {
  readonly has?: Readonly<Record<string, string>>;
  readonly free?: Readonly<Record<string, string>>;
} = {}): NodeCapacity => {
  const allocatable = { cpu: '8', memory: '32Gi', pods: '58', ...has };
  return {
    name: 'node-1',
    labels: {},
    taints: [],
    ...parts,
    allocatable: resourcesOf(allocatable),
    free: resourcesOf({ ...allocatable, ...free }),
  };
};

export const aNodegroup = (
  parts: Partial<NodegroupCapacity> = {},
): NodegroupCapacity => ({
  name: 'workers',
  instanceTypes: ['m5.2xlarge'],
  minSize: 0,
  maxSize: 4,
  desiredSize: 1,
  labels: {},
  taints: [],
  ...parts,
});
