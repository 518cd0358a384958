import { createTimeLimit, inParallel } from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  ClusterReport,
  Drift,
  DriftPorts,
  DriftReport,
  DriftRequest,
} from './contract';

const stateOf = ({ installed, changes }: Drift): ClusterReport['state'] => {
  if (!installed) return 'NOT_INSTALLED';
  // What merely carries our label is told, and is nothing that was deployed.
  const isDrift = changes.some(({ action }) => action !== 'skipped');
  return isDrift ? 'DRIFTED' : 'CLEAN';
};

const differing = (drift: Drift): Drift => ({
  ...drift,
  changes: drift.changes.filter(({ action }) => action !== 'unchanged'),
});

async function lookAt(
  cluster: FleetCluster,
  { timeoutMs }: DriftRequest,
  { connect, clock, signal }: DriftPorts,
): Promise<ClusterReport> {
  const subject = clusterSubject(cluster);
  const limit = createTimeLimit({ subject, timeoutMs, clock, signal });
  try {
    const inspector = await limit.spend({ task: 'connect', graceMs: 0 }, left =>
      connect(cluster, left),
    );
    try {
      const drift = differing(
        await limit.spend({ task: 'read what is there', graceMs: 0 }, left =>
          inspector.look(left),
        ),
      );
      return { cluster, drift, state: stateOf(drift) };
    } finally {
      inspector.close();
    }
  } catch (error) {
    return { cluster, error, state: 'UNREACHABLE' };
  }
}

/**
 * Looks at every cluster of the request. They do not hold up each other; one that cannot be looked at is its report,
 * never an exception.
 */
export async function lookForDrift(
  request: DriftRequest,
  ports: DriftPorts,
): Promise<DriftReport> {
  const reports = new Map<FleetCluster, ClusterReport>();
  const mayGoOn = () => !ports.signal.aborted;
  await inParallel(
    request.clusters,
    { width: request.maxParallel, mayGoOn },
    async cluster => {
      const report = await lookAt(cluster, request, ports);
      reports.set(cluster, report);
      ports.ended(report);
    },
  );
  const clusters = request.clusters.map(
    (cluster): ClusterReport =>
      reports.get(cluster) ?? { cluster, state: 'NOT_STARTED' },
  );
  return { clusters };
}
