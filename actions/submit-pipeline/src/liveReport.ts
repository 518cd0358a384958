import { createSummarySoFar } from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { RunSubmission } from '@kubeflow-fleet/plugin-kubeflow-node';
import { createGitHubReport } from './gitHubReport';
import { createProgressLog } from './progressLog';
import { createOutcomeLog } from './outcomeLog';
import { describe, type ReportSubject, setOutputs } from './report';
import { runPage } from './runPage';
import { createRunWatchList } from './runsLeftGoing';
import type { ClusterReport, SubmitObserver, SubmitReport } from './contract';
import type { SubmitStep } from './inputs';

export interface LiveReportOptions {
  readonly step: SubmitStep;
  readonly clusters: readonly FleetCluster[];
  readonly submission: RunSubmission;
}

/** Tells the world what happens while it happens: log, outputs, state, comment, deployment. */
export interface LiveReport {
  readonly observer: SubmitObserver;
  /** Writes what is written once, at the end. */
  finish(report: SubmitReport): Promise<void>;
}

const subjectOf = ({ step, submission }: LiveReportOptions): ReportSubject => ({
  pipelineName: submission.pipelineName,
  submissionKey: submission.key,
  commit: submission.origin.commit,
  workflowRunUrl: submission.origin.workflowRunUrl,
  uiUrl: step.inputs.uiUrl,
  schedule: step.inputs.schedule,
});

/** See {@link LiveReport}. */
export function createLiveReport(options: LiveReportOptions): LiveReport {
  const { step, clusters } = options;
  const subject = subjectOf(options);
  const watched = createRunWatchList();
  const progressLog = createProgressLog(step.log);
  const outcomeLog = createOutcomeLog(step.log, subject, 'submit-pipeline');
  const soFar = createSummarySoFar(step.log);
  const gitHub = createGitHubReport({ ...options, subject });
  const known = new Map<FleetCluster, ClusterReport>();

  const update = (report: ClusterReport) => {
    const wasComplete = known.size === clusters.length;
    known.set(report.cluster, report);
    const reports = clusters.flatMap(cluster => known.get(cluster) ?? []);
    setOutputs(step.outputs, reports, subject);
    soFar.update(document => describe(document, reports, subject));
    // One early comment, with the links to the runs; the next one is the last.
    if (!wasComplete && known.size === clusters.length && step.inputs.wait) {
      gitHub.begin(reports);
    }
  };
  const observer: SubmitObserver = {
    intended: (cluster, runId) => watched.add(cluster, runId),
    submitted: (cluster, submitted) => {
      const page = runPage(cluster, submitted.runId, subject.uiUrl) ?? '';
      step.log.info(
        `${clusterSubject(cluster)}: run ${submitted.displayName} (${
          submitted.runId
        }) ${submitted.outcome}  ${page}`.trim(),
      );
      if (step.inputs.wait) watched.add(cluster, submitted.runId);
      else watched.remove(cluster);
      update({ cluster, submitted, succeeded: true });
    },
    progress: (cluster, progress) => progressLog.show(cluster, progress),
    warned: (cluster, text) =>
      step.log.warning(`${clusterSubject(cluster)}: ${text}`),
    ended: report => {
      progressLog.end(report.cluster);
      outcomeLog.ended(report);
      // What is left going stays on the list of the post step.
      if (!report.leftGoing) watched.remove(report.cluster);
      update(report);
    },
  };
  const finish = async (report: SubmitReport) => {
    progressLog.stop();
    soFar.stop();
    setOutputs(step.outputs, report.clusters, subject);
    outcomeLog.all(report.clusters);
    describe(step.summary, report.clusters, subject);
    await gitHub.finish(report);
  };
  return { observer, finish };
}
