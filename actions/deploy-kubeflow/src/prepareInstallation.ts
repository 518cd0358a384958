import {
  jobCredentials,
  type PhaseLimit,
} from '@kubeflow-fleet/action-toolkit';
import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  checkVersionChange,
  detectInstalled,
  listNodegroups,
  type Nodegroup,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type Manifest,
  preflight,
  renderInstallation,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { ConnectedCluster } from './connectedCluster';
import type { Preparation } from './contract';
import type { SharedWork } from './sharedWork';

/** What a cluster is to hold, and whether it may. */
export interface PreparedInstallation {
  readonly preparation: Preparation;
  /** Members of the set. */
  readonly manifests: readonly Manifest[];
}

/** What EKS says of node groups is of use, and no condition: the role may not be allowed to ask. */
async function nodegroupsOf({
  cluster,
  given,
  eks,
}: ConnectedCluster): Promise<readonly Nodegroup[] | undefined> {
  if (!eks) return undefined;
  try {
    const credentials = jobCredentials(cluster, given);
    return await listNodegroups(cluster, { credentials });
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return undefined;
  }
}

const render = async (
  { cluster, eks }: ConnectedCluster,
  { workspace, bases, bodies }: SharedWork,
  limit: PhaseLimit,
) =>
  renderInstallation(cluster, {
    ...limit,
    workspace: await workspace(),
    bases,
    bodies,
    autoMode: eks?.autoMode,
  });

/**
 * Renders the cluster's manifests, and finds every reason why they may not be applied: the version that is installed,
 * and what the cluster lacks. Nothing is written.
 */
export async function prepareInstallation(
  connected: ConnectedCluster,
  shared: SharedWork,
  limit: PhaseLimit,
): Promise<PreparedInstallation> {
  const { cluster, given, target, eks } = connected;
  const [rendered, installed, nodegroups] = await Promise.all([
    render(connected, shared, limit),
    detectInstalled(target.kubernetes, cluster.kubeflow),
    nodegroupsOf(connected),
  ]);
  const { manifests, images, mirror } = rendered;
  const version = checkVersionChange({
    cluster,
    installed,
    manifests,
    allowDowngrade: given.allowDowngrade,
  });
  const found = await preflight(target, {
    cluster,
    manifests,
    eks: eks && { cluster: eks, nodegroups },
    signal: limit.signal,
  });
  return {
    manifests: shared.members(manifests),
    preparation: {
      objects: manifests.length,
      images,
      imageCopies: mirror,
      installedVersion: installed?.platformVersion ?? installed?.version,
      problems: [...version.problems, ...found.problems],
      warnings: [...rendered.warnings, ...version.warnings, ...found.warnings],
    },
  };
}
