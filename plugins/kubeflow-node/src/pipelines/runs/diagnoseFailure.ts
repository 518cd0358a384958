import { isForbidden } from './answers';
import type { FinishedRun, RunFailure, RunTarget } from './contract';
import { gatherEvidence } from './failureEvidence';
import type {
  FailureEvidence,
  NodeFinding,
  PodFinding,
} from './failureEvidence';
import {
  earliest,
  firstFailedTask,
  isGroup,
  longestRunningTask,
  timeValue,
} from './notableTasks';
import { messageBeyondReason, troubleOfMessage } from './podTrouble';
import type { PodTrouble } from './podTrouble';
import { remedyFor } from './remedies';

export interface DiagnoseOptions {
  /** Most lines of the log; default 50. */
  readonly logLines?: number;
}

/** What is needed of a run that has ended, or that hangs. */
export type DiagnosedRun = Pick<FinishedRun, 'runId' | 'graph' | 'tasks'> &
  Partial<Pick<FinishedRun, 'failure'>>;

const DEFAULT_LINES = 50;
const LONGEST_LINE = 2_000;
const NO_TASK = '(run)';

interface Culprit {
  readonly task: string;
  readonly node?: NodeFinding;
  readonly pod?: PodFinding;
  readonly trouble: PodTrouble;
}

const inTask = (finding: NodeFinding | PodFinding, task: string) =>
  finding.place?.task.id === task;

const hasFailed = ({ pod, trouble }: PodFinding) =>
  trouble !== undefined &&
  (pod.status as { phase?: string })?.phase === 'Failed';

const podOfNode = (evidence: FailureEvidence, node: NodeFinding | undefined) =>
  node && evidence.pods.find(pod => pod.nodeId === node.node.id);

/** Of a task that was retried, the last try is the one that counts. */
const lastOf = (nodes: readonly NodeFinding[]): NodeFinding | undefined =>
  [...nodes].sort(
    (a, b) => timeValue(a.node.finishedAt) - timeValue(b.node.finishedAt),
  )[nodes.length - 1];

const troubleOfNode = (
  node: NodeFinding | undefined,
): PodTrouble | undefined => {
  const read = troubleOfMessage(node?.node.message);
  return read && { ...read, exitCode: read.exitCode ?? node?.node.exitCode };
};

const unknown: PodTrouble = { reason: 'Unknown' };

const culpritInTask = (evidence: FailureEvidence, task: string): Culprit => {
  const node = lastOf(evidence.failedNodes.filter(one => inTask(one, task)));
  const pods = evidence.pods.filter(
    one => inTask(one, task) && one.trouble !== undefined,
  );
  const pod = podOfNode(evidence, node) ?? pods.find(hasFailed) ?? pods[0];
  const trouble = pod?.trouble ?? troubleOfNode(node) ?? unknown;
  return { task, node, pod, trouble };
};

/** Where no task is reported as failed: a failed pod, a failed node, or a pod that does not start. */
const culpritAnywhere = (
  evidence: FailureEvidence,
  run: DiagnosedRun,
): Culprit => {
  const troubled = evidence.pods.filter(one => one.trouble !== undefined);
  const pod =
    earliest(troubled.filter(hasFailed), one => one.trouble?.at) ??
    earliest(troubled, one => one.trouble?.at);
  const node = earliest(evidence.failedNodes, one => one.node.finishedAt);
  const place = pod?.place ?? node?.place;
  const trouble =
    pod?.trouble ??
    troubleOfNode(node) ??
    troubleOfMessage(evidence.workflow?.message);
  const running = trouble ? undefined : longestRunningTask(run);
  return {
    task: place?.task.id ?? running?.name ?? NO_TASK,
    node,
    pod,
    trouble: trouble ?? (running ? { reason: 'StillRunning' } : unknown),
  };
};

interface Log {
  readonly lines: readonly string[];
  readonly gap?: string;
}

const readLog = async (
  target: RunTarget,
  culprit: Culprit,
  tailLines: number,
): Promise<Log> => {
  const { pod, trouble } = culprit;
  const { namespace } = target.pipelines;
  if (!target.kubernetes || !pod || !trouble.container) return { lines: [] };
  try {
    const lines = await target.kubernetes.podLog(
      {
        namespace: pod.pod.metadata.namespace ?? namespace,
        name: pod.pod.metadata.name,
      },
      {
        container: trouble.container,
        tailLines,
        previous: trouble.reason === 'CrashLoopBackOff',
      },
    );
    return {
      lines: lines.slice(-tailLines).map(line => line.slice(0, LONGEST_LINE)),
    };
  } catch (error) {
    return {
      lines: [],
      gap: isForbidden(error)
        ? `may not read logs in namespace ${namespace} (grant the verb get on pods/log)`
        : `the log of pod ${pod.pod.metadata.name} could not be read`,
    };
  }
};

const podGone = (
  target: RunTarget,
  run: DiagnosedRun,
  { pod, task, trouble }: Culprit,
) => {
  const isMissing =
    target.kubernetes &&
    !pod &&
    task !== NO_TASK &&
    trouble.reason !== 'StillRunning';
  if (!isMissing) return [];
  return [
    isGroup(run, task)
      ? 'it failed before a task in it started: its driver could not work out its inputs, condition or items'
      : `its pod is gone; the log may be under ${run.runId}/${task}/ in the pipeline root (executor-logs), or in the KFP UI`,
  ];
};

// Argo's pod name: the node's id with its template's name put before the hash.
const podNameOf = ({ pod, node }: Culprit): string | undefined => {
  if (pod) return pod.pod.metadata.name;
  const id = node?.node.id;
  const template = node?.node.templateName;
  const cut = id?.lastIndexOf('-') ?? -1;
  return id && template && cut > 0
    ? `${id.slice(0, cut)}-${template}${id.slice(cut)}`
    : id;
};

const isDriver = ({ pod, node }: Culprit) =>
  (node?.place ?? pod?.place)?.role === 'driver';

/**
 * Says why a run failed, as far as the cluster still knows: the first task that failed (its drivers
 * and launchers count as it), its pod's reason and exit code, and the end of the log of the container
 * that failed. A run that hangs is told by the pod that does not start, else by the task that has been
 * running the longest, with the reason `StillRunning`. What may not be read, or is
 * gone, is said in `message` with the right that is missing; this never throws for it.
 */
export const diagnoseFailure = async (
  target: RunTarget,
  run: DiagnosedRun,
  options: DiagnoseOptions = {},
): Promise<RunFailure> => {
  if (run.failure) return run.failure;
  const evidence = await gatherEvidence(target, run.runId, run.graph);
  const task = firstFailedTask(run);
  const culprit = task
    ? culpritInTask(evidence, task.name)
    : culpritAnywhere(evidence, run);
  const log = await readLog(target, culprit, options.logLines ?? DEFAULT_LINES);
  const { trouble } = culprit;
  const what = messageBeyondReason(
    trouble.message ?? culprit.node?.node.message,
    trouble,
  );
  const message = [
    what,
    trouble.container && trouble.container !== 'main'
      ? `in container ${trouble.container}`
      : undefined,
    isDriver(culprit) ? "in the task's driver" : undefined,
    ...evidence.gaps,
    log.gap,
    ...(evidence.gaps.length === 0 ? podGone(target, run, culprit) : []),
  ]
    .filter(Boolean)
    .join('; ');
  const driverError = isDriver(culprit) && trouble.reason === 'Error';
  return {
    task: culprit.task,
    podName: podNameOf(culprit),
    reason: trouble.reason,
    message: message || undefined,
    exitCode: trouble.exitCode,
    logLines: log.lines,
    remedy: remedyFor(driverError ? 'DriverFailed' : trouble.reason),
  };
};
