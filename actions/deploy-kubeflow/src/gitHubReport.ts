import {
  cancelBudgetMs,
  createDocument,
  type Deployment,
  startDeployment,
  workflowJob,
  writePullRequestComment,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ClusterReport, DeployReport } from './contract';
import type { DeployStep } from './inputs';
import { outcomeLine } from './outcomeLog';
import { describe, type ReportSubject } from './report';

const ACTION = 'deploy-kubeflow';

/** A GitHub that hangs must not hold a job that has done its work. */
const PATIENCE_MS = 60_000;
/** Of what is left when the job is cancelled, kept for the summary and for leaving. */
const CANCEL_RESERVE_MS = 2_000;

export interface GitHubReportOptions {
  readonly step: DeployStep;
  readonly clusters: readonly FleetCluster[];
  readonly subject: ReportSubject;
}

/** The pull request comment and the deployments, as far as the inputs ask for them. */
export interface GitHubReport {
  /** Begins the cluster's deployment; nobody waits for it. */
  begin(cluster: FleetCluster): void;
  /** Tells the end of the cluster's deployment; nobody waits for it. */
  ended(report: ClusterReport): void;
  /** Writes the comment, and waits for all that was begun; when the job is cancelled, as far as the time allows. */
  finish(report: DeployReport): Promise<void>;
}

/** `kubeflow/{region}/{name}` with the cluster's own values. */
export const environmentOf = (
  pattern: string,
  { account, region, name, kubeflow: { profile } }: FleetCluster,
): string => {
  const values: Readonly<Record<string, string>> = {
    account,
    region,
    name,
    profile,
  };
  return pattern.replace(/\{(\w+)\}/g, (text, key) => values[key] ?? text);
};

/** The same job, and the same leg of a matrix, edits the same comment; a plan is not the deploy that follows. */
const commentId = ({ clusters, subject, step }: GitHubReportOptions) => {
  const { workflow, job } = workflowJob();
  const what = subject.mode === 'plan' ? 'plan' : 'deploy';
  const where = clusters.length === 1 ? clusterSubject(clusters[0]!) : 'fleet';
  const parts = [ACTION, what, where, step.inputs.fleetFile, workflow, job];
  return parts.filter(Boolean).join(' ').slice(0, 500);
};

async function comment(
  options: GitHubReportOptions,
  { clusters }: DeployReport,
): Promise<void> {
  const { step, subject } = options;
  const { commentOnPr, githubToken: token } = step.inputs;
  if (!commentOnPr || !token) return;
  const document = createDocument();
  describe(document, clusters, subject);
  const id = commentId(options);
  await writePullRequestComment({
    token,
    action: ACTION,
    id,
    document,
    log: step.log,
  });
}

async function startFor(
  cluster: FleetCluster,
  { step, subject }: GitHubReportOptions,
): Promise<Deployment | undefined> {
  const { deploymentEnvironment: pattern, githubToken: token } = step.inputs;
  if (!pattern || !token || subject.mode === 'plan') return undefined;
  const { profile, version } = cluster.kubeflow;
  const description = `${subject.mode} ${profile} ${version}`.trim();
  const deployment = await startDeployment({
    token,
    action: ACTION,
    environment: environmentOf(pattern, cluster),
    description,
    log: step.log,
  });
  await deployment.report('in_progress', { description });
  return deployment;
}

/** See {@link GitHubReport}. */
export function createGitHubReport(options: GitHubReportOptions): GitHubReport {
  const { signal } = options.step;
  const deployments = new Map<FleetCluster, Promise<Deployment | undefined>>();
  const ends: Promise<void>[] = [];
  return {
    begin: cluster => {
      if (deployments.has(cluster)) return;
      deployments.set(cluster, startFor(cluster, options));
    },
    ended: report => {
      const state = report.succeeded ? 'success' : 'failure';
      const description = outcomeLine(report);
      const end = deployments
        .get(report.cluster)
        ?.then(deployment => deployment?.report(state, { description }));
      if (end) ends.push(end);
    },
    finish: async report => {
      const told = Promise.all([comment(options, report), ...ends]);
      // When the job is cancelled the process ends soon, and the summary must still be written.
      const limitMs = signal.aborted
        ? Math.max(0, cancelBudgetMs(signal) - CANCEL_RESERVE_MS)
        : PATIENCE_MS;
      await Promise.race([told, systemClock.sleep(limitMs)]);
    },
  };
}
