import {
  cancelBudgetMs,
  type CommentOutcome,
  createDocument,
  type Deployment,
  startDeployment,
  writePullRequestComment,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type RunSubmission,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { createProgressLog } from './progressLog';
import { describe, logReport, type ReportSubject, setOutputs } from './report';
import { runPage } from './runPage';
import { createRunWatchList } from './runsLeftGoing';
import type {
  ClusterReport,
  SubmitObserver,
  SubmitReport,
} from './submitPipeline';
import type { SubmitStep } from './submitStep';

const ACTION = 'submit-pipeline';

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
});

const commentOn = async (
  options: LiveReportOptions,
  reports: readonly ClusterReport[],
): Promise<CommentOutcome | undefined> => {
  const { step, clusters, submission } = options;
  const { commentOnPr, githubToken: token } = step.inputs;
  if (!commentOnPr || !token) return undefined;
  const document = createDocument();
  describe(document, reports, subjectOf(options));
  const id = [ACTION, submission.pipelineName, ...clusters.map(clusterSubject)];
  return writePullRequestComment({
    token,
    action: ACTION,
    id: id.join(' ').slice(0, 500),
    document,
    log: step.log,
  });
};

const deploy = ({
  step,
  submission,
}: LiveReportOptions): Promise<Deployment | undefined> => {
  const { deploymentEnvironment: environment, githubToken: token } =
    step.inputs;
  if (!environment || !token) return Promise.resolve(undefined);
  return startDeployment({
    token,
    action: ACTION,
    environment,
    description: `Pipeline ${submission.pipelineName}`,
    log: step.log,
  });
};

const endOfDeployment = (
  report: SubmitReport,
  uiUrl: string | undefined,
): Parameters<Deployment['report']> => {
  const good = report.clusters.filter(cluster => cluster.succeeded).length;
  const [first] = report.clusters;
  return [
    report.succeeded ? 'success' : 'failure',
    {
      description: `${good} of ${report.clusters.length} clusters succeeded`,
      url:
        first?.submitted &&
        runPage(first.cluster, first.submitted.runId, uiUrl),
    },
  ];
};

/** See {@link LiveReport}. */
export function createLiveReport(options: LiveReportOptions): LiveReport {
  const { step, clusters } = options;
  const subject = subjectOf(options);
  const watched = createRunWatchList();
  const progressLog = createProgressLog(step.log);
  const deployment = deploy(options);
  const known = new Map<FleetCluster, ClusterReport>();
  let comment: ReturnType<typeof commentOn> = Promise.resolve(undefined);

  const update = (report: ClusterReport) => {
    const wasComplete = known.size === clusters.length;
    known.set(report.cluster, report);
    const reports = clusters.flatMap(cluster => known.get(cluster) ?? []);
    setOutputs(step.outputs, reports, subject);
    // One early comment, with the links to the runs; the next one is the last.
    if (!wasComplete && known.size === clusters.length && step.inputs.wait) {
      comment = commentOn(options, reports);
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
      // What is left going stays on the list of the post step.
      if (!report.leftGoing) watched.remove(report.cluster);
      update(report);
    },
  };
  const finish = async (report: SubmitReport) => {
    progressLog.stop();
    setOutputs(step.outputs, report.clusters, subject);
    logReport(step.log, report.clusters, subject);
    describe(step.summary, report.clusters, subject);
    const early = comment;
    const told = Promise.all([
      early.then(outcome =>
        outcome === 'no-pull-request'
          ? undefined
          : commentOn(options, report.clusters),
      ),
      deployment.then(d =>
        d?.report(...endOfDeployment(report, subject.uiUrl)),
      ),
    ]);
    // When the job is cancelled the process ends soon, and the summary must still be written.
    await (step.signal.aborted
      ? Promise.race([told, systemClock.sleep(cancelBudgetMs(step.signal))])
      : told);
  };
  return { observer, finish };
}
