import {
  chosenClusters,
  invalidInputs,
  type JobClusters,
  jobClusters,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
  isReferenceTo,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { DeployInputs } from './inputs';

/** What is deployed to, and which of it first. */
export interface ChosenClusters {
  readonly clusters: readonly FleetCluster[];
  readonly canary: readonly FleetCluster[];
}

function canaryOf(
  given: DeployInputs,
  { file, clusters }: JobClusters,
): readonly FleetCluster[] {
  if (given.canary.length === 0 || !file) return [];
  const canary = chosenClusters(given.canary, file.fleet, file.path);
  const foreign = canary.filter(cluster => !clusters.includes(cluster));
  if (foreign.length === 0) return canary;
  const names = foreign.map(clusterSubject).join(', ');
  throw invalidInputs([`canary: ${names} is not among the chosen clusters`]);
}

/** Every cluster confirmed by a reference that means it, and every reference used. */
function checkConfirmation(
  { mode, confirmUninstall }: DeployInputs,
  clusters: readonly FleetCluster[],
): void {
  if (mode !== 'uninstall') return;
  const missing = clusters
    .filter(
      cluster => !confirmUninstall.some(name => isReferenceTo(name, cluster)),
    )
    .map(clusterSubject);
  const extra = confirmUninstall.filter(
    name => !clusters.some(cluster => isReferenceTo(name, cluster)),
  );
  if (missing.length === 0 && extra.length === 0) return;
  throw invalidInputs([
    ...missing.map(
      name => `confirm-uninstall: ${name} is chosen, but not confirmed`,
    ),
    ...extra.map(
      name => `confirm-uninstall: '${name}' is confirmed, but not chosen`,
    ),
  ]);
}

/**
 * The clusters to deploy to: of the fleet file, or the only one of `kubeconfig`.
 *
 * @throws KubeflowError `InputError` for a wrong fleet file, with every problem in it, a cluster that is not in
 * it, a canary that is not chosen, and an uninstallation that is not confirmed.
 */
export async function prepareClusters(
  given: DeployInputs,
): Promise<ChosenClusters> {
  const { profile = 'pipelines', version = '', manifests } = given;
  const chosen = await jobClusters(given, { profile, version, manifests });
  checkConfirmation(given, chosen.clusters);
  return { clusters: chosen.clusters, canary: canaryOf(given, chosen) };
}
