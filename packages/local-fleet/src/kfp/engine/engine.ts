import { nowInSeconds, timestamp, type EmulatorClock } from '../clock';
import type { PodPort } from '../podPort';
import { isFinalPhase } from '../runStates';
import { keyOf, type Workflow, type WorkflowPort } from '../workflowPort';
import { compiledParts } from './compiledParts';
import { runDag, runDriver } from './dagTask';
import type { EngineOptions } from './engineOptions';
import { hasEnded, NodeTree } from './nodeTree';
import type { TaskCache, Walk } from './walk';

/** What the engine works on. */
export interface EnginePorts {
  readonly workflows: WorkflowPort;
  readonly pods: PodPort;
  readonly clock: EmulatorClock;
}

/** Why a walk stopped before its end. */
const DEADLINE = 'Step exceeded its deadline';
const GONE = 'the Workflow is gone';

const phaseLabels = (phase: string) => ({
  metadata: {
    labels: {
      'workflows.argoproj.io/phase': phase,
      ...(isFinalPhase(phase) && { 'workflows.argoproj.io/completed': 'true' }),
    },
  },
});

const walkRun = async (walk: Walk): Promise<'Succeeded' | 'Failed'> => {
  const { tree, parts, workflow } = walk;
  const entry = tree.start({
    displayName: workflow.metadata.name,
    after: [],
    type: 'DAG',
    template: 'entrypoint',
  }).id;
  const driver = await runDriver(walk, {
    displayName: 'root-driver',
    boundary: entry,
    after: [entry],
    kind: 'dag',
  });
  const root = tree.start({
    displayName: 'root',
    boundary: entry,
    after: [driver],
    type: 'DAG',
    template: 'root',
  }).id;
  const result = await runDag(walk, {
    dag: parts.root.dag ?? {},
    node: root,
    inputs: parts.parameters,
    path: '',
  });
  const phase = result.phase === 'Failed' ? 'Failed' : 'Succeeded';
  tree.end(entry, { phase });
  return phase;
};

/** Ends whatever still runs, after the run was stopped. */
const stopNodes = (tree: NodeTree): void => {
  for (const node of [...tree.values()]) {
    if (!hasEnded(node)) {
      tree.end(node.id, {
        phase: 'Failed',
        ...(node.type === 'Pod' && { message: DEADLINE }),
      });
    }
  }
};

const startedStatus = (workflow: Workflow, clock: EmulatorClock) => ({
  ...phaseLabels('Running'),
  status: {
    phase: 'Running',
    startedAt: workflow.status?.startedAt ?? timestamp(nowInSeconds(clock)),
    finishedAt: null,
  },
});

const endedStatus = (
  phase: string,
  message: string | undefined,
  clock: EmulatorClock,
) => ({
  ...phaseLabels(phase),
  status: {
    phase,
    finishedAt: timestamp(nowInSeconds(clock)),
    ...(message && { message }),
  },
});

const deadlineOf = ({ spec }: Workflow): number =>
  typeof spec.activeDeadlineSeconds === 'number'
    ? spec.activeDeadlineSeconds * 1000
    : Infinity;

/**
 * The workflow controller of the local fleet: takes up every Workflow that has not ended - new ones, those set
 * running again by :retry, and those of an earlier process - and walks its task graph. Returns the stopper.
 */
export const startWorkflowEngine = (
  ports: EnginePorts,
  options: EngineOptions,
): (() => void) => {
  const { workflows, pods, clock } = ports;
  const walks = new Map<string, AbortController>();
  const cache: TaskCache = new Map();
  const failed = new Map<string, number>();
  let closed = false;

  const run = async (workflow: Workflow, control: AbortController) => {
    const tree = new NodeTree(workflow, workflows, clock);
    const parts = compiledParts(workflow);
    if (!parts) {
      await tree.flush(
        endedStatus(
          'Error',
          'the local fleet runs pipelines compiled by KFP 2 only',
          clock,
        ),
      );
      return;
    }
    await tree.flush(startedStatus(workflow, clock));
    const walk: Walk = {
      workflow,
      parts,
      tree,
      pods,
      clock,
      options,
      cache,
      failed,
      signal: control.signal,
    };
    let phase: 'Succeeded' | 'Failed' = 'Failed';
    let message: string | undefined;
    try {
      phase = await walkRun(walk);
    } catch (error) {
      if (closed || (error as Error).message === GONE) {
        tree.discard();
        return;
      }
      message = (error as Error).message;
      stopNodes(tree);
    }
    await tree.flush(endedStatus(phase, message, clock));
  };

  const take = (workflow: Workflow): void => {
    const id = workflow.metadata.uid;
    if (closed || walks.has(id)) return;
    const control = new AbortController();
    walks.set(id, control);
    const deadline = deadlineOf(workflow);
    const timer = Number.isFinite(deadline)
      ? setTimeout(() => control.abort(new Error(DEADLINE)), deadline)
      : undefined;
    timer?.unref();
    run(workflow, control)
      .catch(() => {
        // The Workflow can not be written any more: it is gone, and so is its walk.
      })
      .finally(() => {
        clearTimeout(timer);
        walks.delete(id);
        // A change that came while the walk ended, such as :retry, is not lost.
        workflows
          .get(keyOf(workflow))
          .then(current => current && consider(current))
          .catch(() => {});
      });
  };

  const consider = (workflow: Workflow): void => {
    const control = walks.get(workflow.metadata.uid);
    if (isFinalPhase(workflow.status?.phase)) return;
    if (control && workflow.spec.activeDeadlineSeconds === 0) {
      control.abort(new Error(DEADLINE));
    } else take(workflow);
  };

  const unsubscribe = workflows.onChange(({ type, workflow }) => {
    if (type === 'DELETED') {
      walks.get(workflow.metadata.uid)?.abort(new Error(GONE));
    } else consider(workflow);
  });
  workflows
    .list()
    .then(list => list.forEach(consider))
    .catch(() => {});
  return () => {
    closed = true;
    unsubscribe();
    walks.forEach(control => control.abort(new Error(GONE)));
  };
};
