import {
  connectJobCluster,
  type PhaseLimit,
  workspaceRoot,
} from '@kubeflow-fleet/action-toolkit';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type EksCluster,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  applySetOf,
  createBases,
  createBodyStore,
  detectDrift,
  type Manifest,
  renderInstallation,
  withMembership,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { Drift, DriftPorts } from './contract';
import type { DriftInputs } from './inputs';

const SET = applySetOf('kubeflow');

/** Renders what the fleet file of this commit says, each source once. */
function createRenderer() {
  const bodies = createBodyStore();
  const bases = createBases();
  return async (
    cluster: FleetCluster,
    limit: PhaseLimit,
    eks: EksCluster | undefined,
  ): Promise<readonly Manifest[]> => {
    const { manifests } = await renderInstallation(cluster, {
      ...limit,
      workspace: await workspaceRoot(),
      bases,
      bodies,
      autoMode: eks?.autoMode,
    });
    return withMembership(manifests, SET, { bodies });
  };
}

/** Connects to clusters as the fleet file and the inputs say, to look at them. */
export function createInspectors(given: DriftInputs): DriftPorts['connect'] {
  const render = createRenderer();
  return async cluster => {
    let eks: EksCluster | undefined;
    const { kubernetes, transport, close } = await connectJobCluster(cluster, {
      ...given,
      action: 'detect-drift',
      onDescribed: described => {
        eks = described;
      },
    });
    const target = { subject: kubernetes.subject, kubernetes, transport };
    const look = async (limit: PhaseLimit): Promise<Drift> => {
      const manifests =
        given.compareWith === 'manifests'
          ? await render(cluster, limit, eks)
          : undefined;
      return detectDrift(
        target,
        { set: SET, manifests },
        { clock: systemClock, random: Math.random, signal: limit.signal },
      );
    };
    return { look, close };
  };
}
