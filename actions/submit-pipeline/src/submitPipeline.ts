import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  ClusterReport,
  SubmitPorts,
  SubmitReport,
  SubmitRequest,
} from './contract';
import { runOnCluster } from './runOnCluster';
import { scheduleOnCluster } from './scheduleOnCluster';

const notStarted = (cluster: FleetCluster): ClusterReport => ({
  cluster,
  notStarted: true,
  succeeded: false,
});

const isGood = (
  report: Omit<ClusterReport, 'succeeded'>,
  { onSkipped }: SubmitRequest,
): boolean => {
  if (report.error !== undefined) return false;
  const verdict = report.finished?.verdict;
  if (verdict === 'SKIPPED') return onSkipped === 'succeed';
  return verdict === undefined || verdict === 'SUCCEEDED';
};

async function onOneCluster(
  cluster: FleetCluster,
  request: SubmitRequest,
  ports: SubmitPorts,
): Promise<ClusterReport> {
  const work = request.schedule ? scheduleOnCluster : runOnCluster;
  const done = await work(cluster, request, ports);
  const report = { ...done, succeeded: isGood(done, request) };
  ports.observer.ended(report);
  return report;
}

/**
 * Submits the pipeline to every cluster and waits for the runs. Clusters do not hold up each other; a
 * failure on one is its report, never an exception, so that no outcome is lost.
 */
export async function submitPipeline(
  request: SubmitRequest,
  ports: SubmitPorts,
): Promise<SubmitReport> {
  const reports = request.clusters.map(notStarted);
  let next = 0;
  const mayStart = () => {
    const failed = reports.some(r => !r.succeeded && !r.notStarted);
    return !ports.signal.aborted && !(request.onFailure === 'stop' && failed);
  };
  const worker = async () => {
    while (next < reports.length && mayStart()) {
      const index = next;
      next += 1;
      const cluster = request.clusters[index]!;
      reports[index] = await onOneCluster(cluster, request, ports);
    }
  };
  const workers = Math.min(request.maxParallel, reports.length);
  await Promise.all(Array.from({ length: workers }, worker));
  return { clusters: reports, succeeded: reports.every(r => r.succeeded) };
}
