import {
  clusterKey,
  KubeflowError,
  referencedClusters,
  unknownReferences,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  ClusterId,
  Fleet,
  FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  choosePlacement,
  concurrently,
  refusals,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type {
  ClusterCapacity,
  Placement,
  PlacementRequirements,
  Preference,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { FleetChanges } from './changes/fleetChanges';

/** What is asked of the fleet. */
export interface SelectionRequest {
  readonly fleet: Fleet;
  /** Without preferences: these come from `SelectionPorts`. */
  readonly requirements: Omit<PlacementRequirements, 'prefer'>;
  readonly choose: 'all' | 'one';
}

/** What has to be asked outside; each is absent when the inputs do not want it. */
export interface SelectionPorts {
  readonly changes?: () => Promise<FleetChanges>;
  /** Reads one cluster; must answer `unknown` rather than throw. */
  readonly capacityOf?: (cluster: FleetCluster) => Promise<ClusterCapacity>;
  readonly preferences: () => Promise<{
    readonly prefer: readonly Preference[];
    readonly notes: readonly string[];
  }>;
}

/** The decision, for the report. */
export interface Selection {
  /** The best first. */
  readonly selected: readonly FleetCluster[];
  readonly placement: Placement;
  /** What a reader must know to understand the decision, in sentences. */
  readonly notes: readonly string[];
  readonly removed: readonly ClusterId[];
}

/** Clusters asked at the same time: enough to hide latency, few enough for a runner of two cores. */
const AT_ONCE = 16;

/**
 * A typing error must not look like an empty selection.
 *
 * @throws KubeflowError `InputError`, reason `UnknownCluster`, with every wrong reference.
 */
const checkReferences = (
  fleet: Fleet,
  { clusters = [], exclude = [], pin }: SelectionRequest['requirements'],
): void => {
  const pinned = pin === undefined ? [] : [pin];
  const wrong = (input: string, references: readonly string[]) =>
    unknownReferences(fleet, references).map(text => `${input}: ${text}`);
  const problems = [
    ...wrong('clusters', clusters),
    ...wrong('exclude', exclude),
    ...wrong('pin', pinned),
    ...pinned
      .map(reference => referencedClusters(fleet, reference))
      .filter(found => found.length > 1)
      .map(
        found =>
          `pin: means any of ${found
            .map(clusterKey)
            .join(', ')}; write one of them`,
      ),
  ];
  if (problems.length === 0) return;
  throw new KubeflowError('InputError', {
    reason: 'UnknownCluster',
    fact: `fix these cluster names:\n${problems
      .map(problem => `  - ${problem}`)
      .join('\n')}`,
    problems: problems.map(message => ({ message })),
  });
};

/** The unchanged clusters, each with the reason for which it is ruled out. */
const unchanged = (
  fleet: Fleet,
  changes: FleetChanges | undefined,
): ReadonlyMap<string, string> => {
  if (changes?.kind !== 'some') return new Map();
  return new Map(
    fleet.clusters
      .map(clusterKey)
      .filter(key => !changes.reasons.has(key))
      .map(key => [key, `nothing of it changed since ${changes.base}`]),
  );
};

const changeNotes = (changes: FleetChanges | undefined): string[] => {
  if (!changes) return [];
  if (changes.kind === 'everything')
    return [`Every cluster counts as changed: ${changes.reason}.`];
  const texts = [...changes.reasons].map(
    ([key, reasons]) => `${key}: ${reasons.join('; ')}.`,
  );
  return texts.slice(0, 20);
};

const readCapacities = async (
  candidates: readonly FleetCluster[],
  capacityOf: NonNullable<SelectionPorts['capacityOf']>,
): Promise<ReadonlyMap<string, ClusterCapacity>> => {
  const entries = await concurrently(candidates, AT_ONCE, async cluster => {
    const capacity = await capacityOf(cluster);
    return [clusterKey(cluster), capacity] as const;
  });
  return new Map(entries);
};

/**
 * Decides which clusters to use. Nothing selected is an outcome, not an error. Only clusters that the
 * fleet file and the changes leave over are asked for their capacity.
 */
export const selectClusters = async (
  { fleet, requirements, choose }: SelectionRequest,
  ports: SelectionPorts,
): Promise<Selection> => {
  checkReferences(fleet, requirements);
  const [changes, { prefer, notes }] = await Promise.all([
    ports.changes?.(),
    ports.preferences(),
  ]);
  const ruledOut = unchanged(fleet, changes);
  const possible = fleet.clusters.filter(
    cluster =>
      !ruledOut.has(clusterKey(cluster)) &&
      refusals(cluster, requirements).length === 0,
  );
  const capacity = ports.capacityOf
    ? await readCapacities(possible, ports.capacityOf)
    : undefined;
  const placement = choosePlacement(
    fleet,
    { ...requirements, prefer },
    { capacity, ruledOut },
  );
  const open = placement.candidates.filter(c => c.verdict !== 'never');
  return {
    selected: open
      .slice(0, choose === 'one' ? 1 : undefined)
      .map(candidate => candidate.cluster),
    placement,
    notes: [...changeNotes(changes), ...notes],
    removed: changes?.kind === 'some' ? changes.removed : [],
  };
};
