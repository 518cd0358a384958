import {
  connectJobCluster,
  originOfWorkflow,
  type PhaseLimit,
} from '@kubeflow-fleet/action-toolkit';
import {
  type EksCluster,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type ApplyObserver,
  type ApplyPorts,
  applyManifests,
  type ApplyRequest,
  type PrunePolicy,
  planManifests,
  readInventory,
  repairDefaultClass,
  rollbackTo,
  uninstallManifests,
  type WritePolicy,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { ConnectedCluster } from './connectedCluster';
import type { DeployPorts, Installer } from './contract';
import type { DeployInputs } from './inputs';
import { prepareInstallation } from './prepareInstallation';
import { APPLY_SET, type SharedWork, shareWork } from './sharedWork';

const ACTION = 'deploy-kubeflow';

const pruneOf = (given: DeployInputs): PrunePolicy => ({
  prune: given.prune,
  allowMassDelete: given.allowMassDelete,
  deletable: given.allowDelete,
});

const writeOf = (given: DeployInputs): WritePolicy => ({
  forceConflicts: given.forceConflicts,
  replace: given.replace,
  allowDowngrade: given.allowDowngrade,
  allowDefinitionLoss: given.allowDefinitionLoss,
});

const quiet: ApplyObserver = {
  wave: () => undefined,
  changed: () => undefined,
  failed: () => undefined,
  waiting: () => undefined,
  warned: () => undefined,
};

const portsOf = (
  { signal }: PhaseLimit,
  observer: ApplyObserver = quiet,
): ApplyPorts => ({
  clock: systemClock,
  random: Math.random,
  signal,
  observer,
});

function waysBack({
  given,
  target,
}: ConnectedCluster): Pick<Installer, 'rollback' | 'takeBack'> {
  const goBack = (
    limit: PhaseLimit,
    observer: ApplyObserver,
    revision: number | undefined,
  ) =>
    rollbackTo(
      target,
      {
        set: APPLY_SET,
        revision,
        prune: pruneOf(given),
        write: writeOf(given),
        timeoutMs: limit.timeoutMs,
      },
      portsOf(limit, observer),
    );
  return {
    rollback: (limit, observer) => goBack(limit, observer, given.revision),
    takeBack: async (limit, observer, { revision }) => {
      // What was written in whole is a revision, and the engine goes to the one before; else the last one is it.
      if (revision !== undefined) return goBack(limit, observer, undefined);
      const inventory = await readInventory(target, APPLY_SET, portsOf(limit));
      return goBack(limit, observer, inventory.revision);
    },
  };
}

function installer(connected: ConnectedCluster, shared: SharedWork): Installer {
  const { cluster, given, target, connection } = connected;
  const set = APPLY_SET;
  let manifests: ApplyRequest['manifests'] = [];
  const requestFor = ({ timeoutMs }: PhaseLimit): ApplyRequest => ({
    set,
    manifests,
    revision: {
      profile: cluster.kubeflow.profile,
      version: cluster.kubeflow.version,
      origin: originOfWorkflow(),
    },
    prune: pruneOf(given),
    write: writeOf(given),
    timeoutMs,
  });
  return {
    prepare: async limit => {
      const prepared = await prepareInstallation(connected, shared, limit);
      manifests = prepared.manifests;
      return prepared.preparation;
    },
    plan: limit => planManifests(target, requestFor(limit), portsOf(limit)),
    apply: async (limit, observer) =>
      repairDefaultClass(
        target.kubernetes,
        cluster,
        await applyManifests(
          target,
          requestFor(limit),
          portsOf(limit, observer),
        ),
      ),
    ...waysBack(connected),
    uninstall: (limit, observer) =>
      uninstallManifests(
        target,
        { set, prune: pruneOf(given), timeoutMs: limit.timeoutMs },
        portsOf(limit, observer),
      ),
    close: () => connection.close(),
  };
}

/** Connects to clusters as the fleet file and the inputs say. */
export function createInstallers(given: DeployInputs): DeployPorts['connect'] {
  const shared = shareWork();
  return async cluster => {
    let eks: EksCluster | undefined;
    const connection = await connectJobCluster(cluster, {
      ...given,
      action: ACTION,
      onDescribed: described => {
        eks = described;
      },
    });
    const { kubernetes, transport } = connection;
    const target = { subject: kubernetes.subject, kubernetes, transport };
    return installer({ cluster, given, connection, target, eks }, shared);
  };
}
