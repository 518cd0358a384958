import {
  chosenClusters,
  invalidInputs,
  readFleetFile,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type Fleet,
  type FleetCluster,
  isReferenceTo,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { DeployInputs } from './inputs';

const NAMESPACE = 'kubeflow';

/** What is deployed to, and which of it first. */
export interface ChosenClusters {
  readonly clusters: readonly FleetCluster[];
  readonly canary: readonly FleetCluster[];
}

/** A cluster that no fleet file describes; `region` says where it came from. */
const lone = (given: DeployInputs): FleetCluster => ({
  name: given.kubeconfigContext ?? 'current-context',
  region: 'kubeconfig',
  account: '',
  partition: '',
  arn: '',
  labels: {},
  access: {
    via: 'api-server-proxy',
    namespace: NAMESPACE,
    service: 'ml-pipeline',
  },
  kubeflow: {
    profile: given.profile ?? 'pipelines',
    version: given.version ?? '',
    namespace: NAMESPACE,
    manifests: given.manifests,
  },
  artifacts: {},
});

function canaryOf(
  given: DeployInputs,
  {
    fleet,
    path,
    clusters,
  }: { fleet: Fleet; path: string; clusters: readonly FleetCluster[] },
): readonly FleetCluster[] {
  if (given.canary.length === 0) return [];
  const canary = chosenClusters(given.canary, fleet, path);
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

async function choose(given: DeployInputs): Promise<ChosenClusters> {
  if (given.kubeconfig) return { clusters: [lone(given)], canary: [] };
  const { fleet, path } = await readFleetFile(given.fleetFile!);
  const clusters =
    given.clusters.length === 0
      ? fleet.clusters
      : chosenClusters(given.clusters, fleet, path);
  return { clusters, canary: canaryOf(given, { fleet, path, clusters }) };
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
  const chosen = await choose(given);
  checkConfirmation(given, chosen.clusters);
  return chosen;
}
