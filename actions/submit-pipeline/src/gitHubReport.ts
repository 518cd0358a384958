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
import { describe, type ReportSubject } from './report';
import { runPage } from './runPage';
import type { ClusterReport, SubmitReport } from './contract';
import type { SubmitStep } from './inputs';

const ACTION = 'submit-pipeline';

/** A GitHub that hangs must not hold a job that has done its work. */
const PATIENCE_MS = 60_000;

export interface GitHubReportOptions {
  readonly step: SubmitStep;
  readonly clusters: readonly FleetCluster[];
  readonly submission: RunSubmission;
  readonly subject: ReportSubject;
}

/** The pull request comment and the deployment status, as far as the inputs ask for them. */
export interface GitHubReport {
  /** Starts to write the first comment, with the links to the runs; nobody waits for it. */
  begin(reports: readonly ClusterReport[]): void;
  /** Writes the last state; when the job is cancelled, as far as the time allows. */
  finish(report: SubmitReport): Promise<void>;
}

const commentOn = async (
  options: GitHubReportOptions,
  reports: readonly ClusterReport[],
): Promise<CommentOutcome | undefined> => {
  const { step, clusters, submission, subject } = options;
  const { commentOnPr, githubToken: token } = step.inputs;
  if (!commentOnPr || !token) return undefined;
  const document = createDocument();
  describe(document, reports, subject);
  const id = [ACTION, submission.pipelineName, ...clusters.map(clusterSubject)];
  return writePullRequestComment({
    token,
    action: ACTION,
    id: id.join(' ').slice(0, 500),
    document,
    log: step.log,
  });
};

const deploy = async ({
  step,
  submission,
}: GitHubReportOptions): Promise<Deployment | undefined> => {
  const { deploymentEnvironment: environment, githubToken: token } =
    step.inputs;
  if (!environment || !token) return undefined;
  const description = `Pipeline ${submission.pipelineName}`;
  const deployment = await startDeployment({
    token,
    action: ACTION,
    environment,
    description,
    log: step.log,
  });
  await deployment.report('in_progress', { description });
  return deployment;
};

/** A run that was not waited for leaves the deployment in progress: nobody knows yet how it ends. */
const endOfDeployment = (
  report: SubmitReport,
  uiUrl: string | undefined,
): Parameters<Deployment['report']> => {
  const { clusters } = report;
  const good = clusters.filter(cluster => cluster.succeeded);
  const isOpen = good.some(({ finished, schedule }) => !finished && !schedule);
  const [first] = clusters;
  const open = isOpen ? 'in_progress' : 'success';
  return [
    report.succeeded ? open : 'failure',
    {
      description: `${good.length} of ${clusters.length} clusters ${
        isOpen ? 'have the run' : 'succeeded'
      }`,
      url:
        first?.submitted &&
        runPage(first.cluster, first.submitted.runId, uiUrl),
    },
  ];
};

/** See {@link GitHubReport}; the deployment begins at once. */
export function createGitHubReport(options: GitHubReportOptions): GitHubReport {
  const { step, subject } = options;
  const deployment = deploy(options);
  let comment: ReturnType<typeof commentOn> = Promise.resolve(undefined);
  const tell = async (report: SubmitReport) => {
    const early = await comment;
    if (early === 'no-pull-request') return;
    await commentOn(options, report.clusters);
  };
  return {
    begin: reports => {
      comment = commentOn(options, reports);
    },
    finish: async report => {
      const told = Promise.all([
        tell(report),
        deployment.then(d =>
          d?.report(...endOfDeployment(report, subject.uiUrl)),
        ),
      ]);
      // When the job is cancelled the process ends soon, and the summary must still be written.
      const limitMs = step.signal.aborted
        ? cancelBudgetMs(step.signal)
        : PATIENCE_MS;
      await Promise.race([told, systemClock.sleep(limitMs)]);
    },
  };
}
