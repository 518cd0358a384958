import type { TaskGraph } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { isForbidden } from './answers';
import type { RunTarget } from './contract';
import { podTrouble } from './podTrouble';
import type { PodTrouble } from './podTrouble';
import { runSelector, workflowsOfRun } from './runWorkflows';
import { taskFinder } from './taskPlaces';
import type { TaskPlace } from './taskPlaces';
import { workflowStatus } from './workflowStatus';
import type { WorkflowNode, WorkflowStatus } from './workflowStatus';

/** A pod of the run with its task and its trouble. */
export interface PodFinding {
  readonly pod: KubernetesObject;
  readonly nodeId?: string;
  readonly place?: TaskPlace;
  readonly trouble?: PodTrouble;
}

/** A failed pod node of the Workflow with its task. */
export interface NodeFinding {
  readonly node: WorkflowNode;
  readonly place?: TaskPlace;
}

/** All that the cluster still knows about a run's failure. */
export interface FailureEvidence {
  readonly workflow?: WorkflowStatus;
  readonly failedNodes: readonly NodeFinding[];
  readonly pods: readonly PodFinding[];
  /** What could not be read and why, one clause each. */
  readonly gaps: readonly string[];
}

const NODE_NAME = 'workflows.argoproj.io/node-name';
const NODE_ID = 'workflows.argoproj.io/node-id';

const readOr = async <T>(
  reading: Promise<T>,
  instead: { readonly empty: T; readonly gap: (forbidden: boolean) => string },
): Promise<{ readonly value: T; readonly gaps: readonly string[] }> => {
  try {
    return { value: await reading, gaps: [] };
  } catch (error) {
    return { value: instead.empty, gaps: [instead.gap(isForbidden(error))] };
  }
};

const gapOf = (resource: string, namespace: string) => (forbidden: boolean) =>
  forbidden
    ? `may not list ${resource} in namespace ${namespace} (grant the verb list)`
    : `could not list ${resource} in namespace ${namespace}`;

const findPods = (target: RunTarget, runId: string) =>
  readOr(
    target.kubernetes?.list(
      {
        group: '',
        version: 'v1',
        plural: 'pods',
        namespace: target.pipelines.namespace,
      },
      runSelector(runId),
    ) ?? Promise.resolve([]),
    { empty: [], gap: gapOf('pods', target.pipelines.namespace) },
  );

const findWorkflow = async (target: RunTarget, runId: string) => {
  const { namespace } = target.pipelines;
  const read = await readOr(workflowsOfRun(target, runId), {
    empty: [],
    gap: gapOf('workflows.argoproj.io', namespace),
  });
  return read.value
    ? { value: read.value[0], gaps: read.gaps }
    : {
        value: undefined,
        gaps: [gapOf('workflows.argoproj.io', namespace)(true)],
      };
};

/** Asks the Kubernetes API for the run's Workflow and pods; what it may not see becomes a gap. */
export const gatherEvidence = async (
  target: RunTarget,
  runId: string,
  graph: TaskGraph,
): Promise<FailureEvidence> => {
  if (!target.kubernetes) {
    return {
      failedNodes: [],
      pods: [],
      gaps: ['the Kubernetes API is not in reach by this access'],
    };
  }
  const find = taskFinder(graph);
  const [workflow, pods] = await Promise.all([
    findWorkflow(target, runId),
    findPods(target, runId),
  ]);
  const status = workflow.value && workflowStatus(workflow.value);
  return {
    workflow: status,
    failedNodes: (status?.nodes ?? [])
      .filter(
        node =>
          node.type === 'Pod' &&
          (node.phase === 'Failed' || node.phase === 'Error'),
      )
      .map(node => ({ node, place: find(node.name) })),
    pods: pods.value.map(pod => ({
      pod,
      nodeId: pod.metadata.annotations?.[NODE_ID],
      place: find(pod.metadata.annotations?.[NODE_NAME] ?? ''),
      trouble: podTrouble(pod),
    })),
    gaps: [...workflow.gaps, ...pods.gaps],
  };
};
