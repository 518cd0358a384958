import { clusterKey } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  Fleet,
  FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ClusterCapacity } from './capacity';
import { refusals } from './filters';
import { fit, placementVerdicts } from './fit';
import type { PlacementVerdict } from './fit';
import { byPreferences, preferenceNote } from './preferences';
import { demandOf } from './requirements';
import type { PlacementRequirements } from './requirements';

/** One cluster of the fleet, and what speaks for or against it. */
export interface PlacementCandidate {
  readonly cluster: FleetCluster;
  /** `never` means refused; every other verdict means that it may be chosen. */
  readonly verdict: PlacementVerdict;
  /** Clauses, for people. */
  readonly reasons: readonly string[];
}

export interface Placement {
  /** The best candidate that is not refused; absent when all are. */
  readonly chosen?: FleetCluster;
  /** Of the chosen cluster, or `never`. */
  readonly verdict: PlacementVerdict;
  /** Every cluster of the fleet, the best first and the refused ones last. */
  readonly candidates: readonly PlacementCandidate[];
}

export interface PlacementContext {
  /** Live capacity by `clusterKey`; a cluster that is not in it counts as not read. */
  readonly capacity?: ReadonlyMap<string, ClusterCapacity>;
  /** Clusters that the caller rules out, by `clusterKey`, each with its reason. */
  readonly ruledOut?: ReadonlyMap<string, string>;
}

const judge = (
  cluster: FleetCluster,
  requirements: PlacementRequirements,
  { capacity, ruledOut }: PlacementContext,
): PlacementCandidate => {
  const key = clusterKey(cluster);
  const outside = ruledOut?.get(key);
  const refused = [
    ...refusals(cluster, requirements),
    ...(outside === undefined ? [] : [outside]),
  ];
  if (refused.length > 0)
    return { cluster, verdict: 'never', reasons: refused };
  const demand = demandOf(requirements);
  const { verdict, reasons } = fit({
    cluster,
    demand,
    capacity: capacity?.get(key),
  });
  const notes = (requirements.prefer ?? []).flatMap(
    preference => preferenceNote(preference, cluster) ?? [],
  );
  return { cluster, verdict, reasons: [...reasons, ...notes] };
};

const rank = ({ verdict }: PlacementCandidate) =>
  placementVerdicts.indexOf(verdict);

/**
 * Chooses the cluster for a run: hard filters, then the verdict on capacity, then the preferences in
 * their order, then account, region and name. The same fleet, requirements and capacity always give
 * the same answer, whatever the order of the clusters in the file.
 *
 * @throws KubeflowError `InputError`, reason `InvalidQuantity`.
 */
export const choosePlacement = (
  fleet: Fleet,
  requirements: PlacementRequirements,
  context: PlacementContext = {},
): Placement => {
  const prefer = byPreferences(requirements.prefer ?? []);
  const candidates = fleet.clusters
    .map(cluster => judge(cluster, requirements, context))
    .sort((a, b) => rank(a) - rank(b) || prefer(a.cluster, b.cluster));
  const [best] = candidates;
  return best && best.verdict !== 'never'
    ? { chosen: best.cluster, verdict: best.verdict, candidates }
    : { verdict: 'never', candidates };
};
