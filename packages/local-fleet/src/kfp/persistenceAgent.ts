import { randomUUID } from 'node:crypto';
import { nowInSeconds, type EmulatorClock } from './clock';
import type { KfpContext } from './context';
import type { RunRow, TaskRow } from './rows';
import { withState } from './runActions';
import { isFinalPhase, stateOfPhase } from './runStates';
import { keyOf, type Workflow, type WorkflowNode } from './workflowPort';

const RUN_ID = 'pipeline/runid';
const FINAL_STATE = 'pipeline/persistedFinalState';

/** Age in milliseconds at which a Workflow without a run is deleted as a leak. */
const ORPHAN_AGE = 120_000;

const secondsOf = (time: string | null | undefined): number | undefined =>
  time ? Math.floor(Date.parse(time) / 1000) : undefined;

const isTerminating = ({ spec, status }: Workflow): boolean =>
  spec.activeDeadlineSeconds === 0 && !isFinalPhase(status?.phase);

const taskOf = (
  node: WorkflowNode,
  old: TaskRow | undefined,
  { createdAt, at }: { readonly createdAt: number; readonly at: number },
): TaskRow => {
  const state = stateOfPhase(node.phase) ?? old?.state;
  const children = node.children?.length ? node.children : old?.children;
  return {
    id: old?.id ?? randomUUID(),
    nodeId: node.id,
    name: node.displayName,
    createdAt,
    startedAt: secondsOf(node.startedAt) ?? 0,
    finishedAt: secondsOf(node.finishedAt),
    state,
    history: withState({ history: old?.history ?? [] }, at, state),
    children: children ?? [],
  };
};

/** One entry for each node of this report; nodes that are gone keep their last state. */
const tasksOf = (
  workflow: Workflow,
  run: RunRow,
  clock: EmulatorClock,
): readonly TaskRow[] => {
  const old = new Map(run.tasks.map(task => [task.nodeId, task]));
  const times = {
    createdAt: secondsOf(workflow.metadata.creationTimestamp) ?? run.createdAt,
    at: nowInSeconds(clock),
  };
  for (const node of Object.values(workflow.status?.nodes ?? {})) {
    old.set(node.id, taskOf(node, old.get(node.id), times));
  }
  return [...old.values()];
};

const persistReport = (
  { store, clock }: KfpContext,
  run: RunRow,
  workflow: Workflow,
): void => {
  const state = isTerminating(workflow)
    ? 'CANCELING'
    : stateOfPhase(workflow.status?.phase);
  store.runs.put({
    ...run,
    state,
    finishedAt: secondsOf(workflow.status?.finishedAt) ?? 0,
    history: withState(run, nowInSeconds(clock), state),
    tasks: tasksOf(workflow, run, clock),
    reported: workflow,
  });
};

const collectOrphan = async (
  { workflows, clock }: KfpContext,
  workflow: Workflow,
): Promise<void> => {
  const age = clock.now() - Date.parse(workflow.metadata.creationTimestamp);
  if (age >= ORPHAN_AGE) await workflows.delete(keyOf(workflow));
};

const report = async (
  context: KfpContext,
  workflow: Workflow,
): Promise<void> => {
  const runId = workflow.metadata.labels?.[RUN_ID];
  if (runId === undefined) return;
  const run = context.store.runs.get(runId);
  if (!run) {
    await collectOrphan(context, workflow);
    return;
  }
  persistReport(context, run, workflow);
  const isNew = workflow.metadata.labels?.[FINAL_STATE] !== 'true';
  if (isFinalPhase(workflow.status?.phase) && isNew) {
    await context.workflows.patch(keyOf(workflow), {
      metadata: { labels: { [FINAL_STATE]: 'true' } },
    });
  }
};

/** What changed only by the agent's own label is not worth a report. */
const isOwnEcho = (run: RunRow | undefined, workflow: Workflow): boolean =>
  workflow.metadata.labels?.[FINAL_STATE] === 'true' &&
  run?.reported?.status?.phase === workflow.status?.phase &&
  run?.reported?.status?.finishedAt === workflow.status?.finishedAt;

/**
 * KFP's persistence agent: reports a changed Workflow to its run `reportMs` later, in the shape that it has then.
 * A Workflow that was deleted is never reported, so its run keeps its state for ever. Returns the stopper.
 */
export const startPersistenceAgent = (context: KfpContext): (() => void) => {
  const waiting = new Map<string, NodeJS.Timeout>();
  const fire = async (workflow: Workflow): Promise<void> => {
    const current = await context.workflows.get(keyOf(workflow));
    if (current) await report(context, current);
  };
  const schedule = (workflow: Workflow): void => {
    const runId = workflow.metadata.labels?.[RUN_ID];
    if (runId === undefined) return;
    const { namespace, name } = keyOf(workflow);
    const id = `${namespace}/${name}`;
    const run = context.store.runs.get(runId);
    if (waiting.has(id) || isOwnEcho(run, workflow)) return;
    const timer = setTimeout(() => {
      waiting.delete(id);
      // The next change is reported again, as the real agent's resync does.
      fire(workflow).catch(() => undefined);
    }, context.delays.reportMs);
    timer.unref();
    waiting.set(id, timer);
  };
  const unsubscribe = context.workflows.onChange(({ type, workflow }) => {
    if (type !== 'DELETED') schedule(workflow);
  });
  // What changed while nobody watched is reported after a start.
  context.workflows
    .list()
    .then(list => list.forEach(schedule))
    .catch(() => undefined);
  return () => {
    unsubscribe();
    waiting.forEach(timer => clearTimeout(timer));
  };
};
