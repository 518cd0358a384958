import { createSummarySoFar } from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ClusterReport, DeployObserver, DeployReport } from './contract';
import { notStarted } from './deployOnCluster';
import { createGitHubReport } from './gitHubReport';
import type { DeployStep } from './inputs';
import { createOutcomeLog } from './outcomeLog';
import { createProgressLog } from './progressLog';
import { setOutputs } from './deployOutputs';
import { describe, type ReportSubject } from './report';

export interface LiveReportOptions {
  readonly step: DeployStep;
  readonly clusters: readonly FleetCluster[];
  readonly subject: ReportSubject;
}

/** Tells the world what happens while it happens: log, outputs, summary, deployments. */
export interface LiveReport {
  readonly observer: DeployObserver;
  /** Writes what is written once, at the end. */
  finish(report: DeployReport): Promise<void>;
}

/** See {@link LiveReport}. */
export function createLiveReport(options: LiveReportOptions): LiveReport {
  const { step, clusters, subject } = options;
  const progress = createProgressLog(step.log);
  const outcomes = createOutcomeLog(step.log, 'deploy-kubeflow');
  const soFar = createSummarySoFar(step.log);
  const gitHub = createGitHubReport(options);
  const known = new Map<FleetCluster, ClusterReport>();

  const update = () => {
    const reports = clusters.map(
      cluster => known.get(cluster) ?? notStarted(cluster),
    );
    setOutputs(step.outputs, reports);
    soFar.update(document => describe(document, reports, subject));
  };
  const warn = (cluster: FleetCluster, text: string) =>
    step.log.warning(`${clusterSubject(cluster)}: ${text}`);
  const told = new Set<string>();
  /** Of what is the same in many clusters, one annotation is enough; the summary has each. */
  const warnOnce = (cluster: FleetCluster, text: string) => {
    if (!told.has(text)) warn(cluster, text);
    told.add(text);
  };
  const observer: DeployObserver = {
    phase: (cluster, phase) => {
      progress.phase(cluster, phase);
      gitHub.begin(cluster);
    },
    prepared: (cluster, { warnings }) =>
      warnings.forEach(text => warnOnce(cluster, text)),
    applying: cluster => progress.applying(cluster),
    warned: warn,
    ended: report => {
      progress.end(report.cluster);
      outcomes.ended(report);
      gitHub.ended(report);
      known.set(report.cluster, report);
      update();
    },
  };
  const finish = async (report: DeployReport) => {
    progress.stop();
    soFar.stop();
    setOutputs(step.outputs, report.clusters);
    outcomes.all(report.clusters);
    describe(step.summary, report.clusters, subject);
    await gitHub.finish(report);
  };
  return { observer, finish };
}
