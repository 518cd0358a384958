import {
  jobCredentials,
  type PhaseLimit,
} from '@kubeflow-fleet/action-toolkit';
import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  checkVersionChange,
  type DetectedInstallation,
  detectInstalled,
  listAddons,
  listNodegroups,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type EksKnowledge,
  type Manifest,
  preflight,
  readInventory,
  renderInstallation,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { ConnectedCluster } from './connectedCluster';
import type { Preparation } from './contract';
import { APPLY_SET, type SharedWork } from './sharedWork';

/** What a cluster is to hold, and whether it may. */
export interface PreparedInstallation {
  readonly preparation: Preparation;
  /** Members of the set. */
  readonly manifests: readonly Manifest[];
}

/** What EKS says is of use, and no condition: the role may not be allowed to ask. */
async function ifTold<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return undefined;
  }
}

async function askEks({
  cluster,
  given,
  eks,
}: ConnectedCluster): Promise<EksKnowledge | undefined> {
  if (!eks) return undefined;
  const options = { credentials: jobCredentials(cluster, given) };
  const [nodegroups, addons] = await Promise.all([
    ifTold(listNodegroups(cluster, options)),
    ifTold(listAddons(cluster, options)),
  ]);
  return { cluster: eks, nodegroups, addons };
}

/** The cluster itself tells the version of Kubeflow Pipelines; that of the platform around it our revisions tell. */
async function whatIsInstalled(
  { cluster: { kubeflow }, target }: ConnectedCluster,
  { signal }: PhaseLimit,
): Promise<DetectedInstallation | undefined> {
  const isPlatform = kubeflow.profile === 'platform';
  const ports = { clock: systemClock, random: Math.random, signal };
  const [detected, inventory] = await Promise.all([
    detectInstalled(target.kubernetes, kubeflow),
    isPlatform ? readInventory(target, APPLY_SET, ports) : undefined,
  ]);
  const last = inventory?.revisions?.find(
    ({ number }) => number === inventory.revision,
  );
  return detected && last?.profile === 'platform'
    ? { ...detected, platformVersion: last.version }
    : detected;
}

const versionOf = (
  installed: DetectedInstallation | undefined,
  { cluster }: ConnectedCluster,
) =>
  cluster.kubeflow.profile === 'platform'
    ? installed?.platformVersion
    : installed?.version;

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
  const { cluster, given, target } = connected;
  const [rendered, installed, eks] = await Promise.all([
    render(connected, shared, limit),
    whatIsInstalled(connected, limit),
    askEks(connected),
  ]);
  const { images, mirror } = rendered;
  const manifests = shared.members(rendered.manifests);
  const version = checkVersionChange({
    cluster,
    installed,
    manifests,
    allowDowngrade: given.allowDowngrade,
  });
  const found = await preflight(target, {
    cluster,
    manifests,
    eks,
    signal: limit.signal,
  });
  return {
    manifests,
    preparation: {
      objects: manifests.length,
      images,
      imageCopies: mirror,
      installedVersion: versionOf(installed, connected),
      problems: [...version.problems, ...found.problems],
      warnings: [...rendered.warnings, ...version.warnings, ...found.warnings],
    },
  };
}
