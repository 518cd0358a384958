import { inParallel } from '@kubeflow-fleet/action-toolkit';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  ClusterReport,
  DeployPorts,
  DeployReport,
  DeployRequest,
} from './contract';
import {
  type ClusterWork,
  createClusterWork,
  notStarted,
} from './deployOnCluster';

type Works = ReadonlyMap<FleetCluster, ClusterWork>;
type Checks = ReadonlyMap<FleetCluster, boolean>;
type Reports = ReadonlyMap<FleetCluster, ClusterReport>;

/** A plan writes nothing that another cluster would have to be kept from. */
const isReadOnly = ({ mode }: DeployRequest) => mode === 'plan';

/** Clusters that are worked on one wave after the other. */
function wavesOf(request: DeployRequest): readonly (readonly FleetCluster[])[] {
  const { clusters, canary } = request;
  if (isReadOnly(request) || canary.length === 0) return [clusters];
  const others = clusters.filter(cluster => !canary.includes(cluster));
  return [canary, others].filter(wave => wave.length > 0);
}

/** With `stop` no cluster is written to before every one of them passed its checks. */
async function checkAll(
  works: Works,
  { clusters, maxParallel }: DeployRequest,
  { signal }: DeployPorts,
): Promise<Checks> {
  const passed = new Map<FleetCluster, boolean>();
  await inParallel(
    clusters,
    { width: maxParallel, mayGoOn: () => !signal.aborted },
    async cluster => {
      passed.set(cluster, await works.get(cluster)!.check());
    },
  );
  return passed;
}

/** The reports of clusters that did not pass; with the others nothing is begun. */
async function failedChecks(works: Works, passed: Checks): Promise<Reports> {
  const reports = new Map<FleetCluster, ClusterReport>();
  for (const [cluster, isGood] of passed) {
    const work = works.get(cluster)!;
    if (isGood) work.drop();
    else reports.set(cluster, await work.run());
  }
  return reports;
}

/**
 * Plans, applies, rolls back or uninstalls in every cluster of the request. Clusters do not hold up each
 * other, except as `canary`, `onFailure: stop` and `maxParallel` say; a failure in one is its report, never
 * an exception, so that no outcome is lost.
 */
export async function deployKubeflow(
  request: DeployRequest,
  ports: DeployPorts,
): Promise<DeployReport> {
  const works: Works = new Map(
    request.clusters.map(cluster => [
      cluster,
      createClusterWork(cluster, request, ports),
    ]),
  );
  const reports = await reportsOf(works, request, ports);
  const clusters = request.clusters.map(
    cluster => reports.get(cluster) ?? notStarted(cluster),
  );
  return { clusters, succeeded: clusters.every(({ succeeded }) => succeeded) };
}

async function reportsOf(
  works: Works,
  request: DeployRequest,
  ports: DeployPorts,
): Promise<Reports> {
  const stops = request.onFailure === 'stop' && !isReadOnly(request);
  if (stops) {
    const passed = await checkAll(works, request, ports);
    const isComplete = passed.size === works.size;
    if (!isComplete || ![...passed.values()].every(Boolean)) {
      return failedChecks(works, passed);
    }
  }
  const reports = new Map<FleetCluster, ClusterReport>();
  const isGood = () => [...reports.values()].every(report => report.succeeded);
  const mayGoOn = () => !ports.signal.aborted && !(stops && !isGood());
  for (const [index, wave] of wavesOf(request).entries()) {
    if (index > 0 && !isGood()) break;
    const width = { width: request.maxParallel, mayGoOn };
    await inParallel(wave, width, async cluster => {
      reports.set(cluster, await works.get(cluster)!.run());
    });
  }
  for (const [cluster, work] of works) if (!reports.has(cluster)) work.drop();
  return reports;
}
