import { nowInSeconds, timestamp, type EmulatorClock } from '../clock';
import type { PodPort } from '../podPort';
import { isFinalPhase } from '../runStates';
import { keyOf, type Workflow, type WorkflowPort } from '../workflowPort';
import { compiledParts } from './compiledParts';
import { runDag } from './dagTask';
import { runDriver } from './driverTask';
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

const NOT_COMPILED = 'the local fleet runs pipelines compiled by KFP 2 only';

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

/** One process of the controller: which Workflows it walks, and what they share. */
class WorkflowEngine {
  private readonly walks = new Map<string, AbortController>();
  private readonly cache: TaskCache = new Map();
  private readonly failed = new Map<string, number>();
  private closed = false;

  constructor(
    private readonly ports: EnginePorts,
    private readonly options: EngineOptions,
  ) {}

  start(): () => void {
    const { workflows } = this.ports;
    const unsubscribe = workflows.onChange(({ type, workflow }) => {
      if (type === 'DELETED') {
        this.walks.get(workflow.metadata.uid)?.abort(new Error(GONE));
      } else this.consider(workflow);
    });
    workflows
      .list()
      .then(list => list.forEach(workflow => this.consider(workflow)))
      .catch(() => undefined);
    return () => {
      this.closed = true;
      unsubscribe();
      this.walks.forEach(control => control.abort(new Error(GONE)));
    };
  }

  private consider(workflow: Workflow): void {
    const control = this.walks.get(workflow.metadata.uid);
    if (isFinalPhase(workflow.status?.phase)) return;
    if (control && workflow.spec.activeDeadlineSeconds === 0) {
      control.abort(new Error(DEADLINE));
    } else if (!control && !this.closed) this.take(workflow);
  }

  private take(workflow: Workflow): void {
    const { uid } = workflow.metadata;
    const control = new AbortController();
    this.walks.set(uid, control);
    const deadline = deadlineOf(workflow);
    const timer = Number.isFinite(deadline)
      ? setTimeout(() => control.abort(new Error(DEADLINE)), deadline).unref()
      : undefined;
    const ended = async () => {
      clearTimeout(timer);
      this.walks.delete(uid);
      // A change that came while the walk ended, such as :retry, is not lost.
      const current = await this.ports.workflows.get(keyOf(workflow));
      if (current) this.consider(current);
    };
    this.run(workflow, control.signal)
      // The Workflow can not be written any more: it is gone, and its walk with it.
      .catch(() => undefined)
      .then(ended)
      .catch(() => undefined);
  }

  private async run(workflow: Workflow, signal: AbortSignal): Promise<void> {
    const { workflows, clock } = this.ports;
    const tree = new NodeTree(workflow, workflows, clock);
    const parts = compiledParts(workflow);
    if (!parts) {
      await tree.flush(endedStatus('Error', NOT_COMPILED, clock));
      return;
    }
    await tree.flush(startedStatus(workflow, clock));
    const { cache, failed, options } = this;
    try {
      const phase = await walkRun({
        workflow,
        parts,
        tree,
        pods: this.ports.pods,
        clock,
        options,
        cache,
        failed,
        signal,
      });
      await tree.flush(endedStatus(phase, undefined, clock));
    } catch (error) {
      const { message } = error as Error;
      if (this.closed || message === GONE) {
        tree.discard();
        return;
      }
      if (signal.aborted) await clock.sleep(options.terminationMs ?? 1_500);
      stopNodes(tree);
      await tree.flush(endedStatus('Failed', message, clock));
    }
  }
}

/**
 * The workflow controller of the local fleet: takes up every Workflow that has not ended - new ones, those set
 * running again by :retry, and those of an earlier process - and walks its task graph. Returns the stopper.
 */
export const startWorkflowEngine = (
  ports: EnginePorts,
  options: EngineOptions,
): (() => void) => new WorkflowEngine(ports, options).start();
