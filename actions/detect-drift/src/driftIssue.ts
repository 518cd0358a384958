import { createHash } from 'node:crypto';
import {
  closeIssue,
  createDocument,
  type IssueOptions,
  type IssueOutcome,
  writeIssue,
} from '@kubeflow-fleet/action-toolkit';
import { clusterKey } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ClusterReport } from './contract';
import type { DriftStep } from './inputs';
import { describe, hasDrifted, isUnknown, type ReportSubject } from './report';

const ACTION = 'detect-drift';

/** A step that looks at some clusters has an issue of its own: it must not close that of all. */
function issueId({ inputs }: DriftStep, reports: readonly ClusterReport[]) {
  const { fleetFile, kubeconfig, clusters } = inputs;
  if (!kubeconfig && clusters.length === 0) return `${ACTION} ${fleetFile}`;
  const keys = reports.map(({ cluster }) => clusterKey(cluster)).sort();
  const digest = createHash('sha256').update(keys.join('\n')).digest('hex');
  return `${ACTION} ${kubeconfig ?? fleetFile} ${digest.slice(0, 16)}`;
}

/**
 * Lets the issue say what differs. It is closed only when every cluster was looked at and is clean; where nothing
 * is known to differ, but not all was seen, it stays as it is.
 */
export async function keepIssue(
  step: DriftStep,
  reports: readonly ClusterReport[],
  subject: ReportSubject,
): Promise<IssueOutcome | undefined> {
  const { inputs: given, log } = step;
  if (!given.issue || !given.githubToken) return undefined;
  const options: IssueOptions = {
    token: given.githubToken,
    action: ACTION,
    id: issueId(step, reports),
    labels: given.issueLabels,
    log,
  };
  if (reports.some(hasDrifted)) {
    const document = createDocument();
    describe(document, reports, subject);
    document.paragraph(
      'Deploy again to undo it, or deploy the change to keep it. This issue is edited in place, and closed when every cluster is clean.',
    );
    return writeIssue(options, { title: given.issueTitle, document });
  }
  if (reports.some(isUnknown)) return undefined;
  return closeIssue(
    options,
    `Every cluster is as it was deployed: ${subject.workflowRunUrl}`,
  );
}
