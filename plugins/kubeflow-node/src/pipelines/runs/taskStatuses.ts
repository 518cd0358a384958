import type {
  RuntimeState,
  TaskGraph,
  TaskNode,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { isTerminal } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Run, TaskDetail } from '../model';
import { taskFinder } from './taskPlaces';
import type { NodeRole } from './taskPlaces';
import { stateOfPhase, timeOf } from './workflowStatus';
import type { WorkflowStatus } from './workflowStatus';

interface Piece {
  readonly role: NodeRole;
  readonly state?: RuntimeState;
  readonly startedAt?: string;
  readonly endedAt?: string;
}

// Of several iterations or same-named tasks, the one that matters most speaks for all.
const weight: readonly RuntimeState[] = [
  'FAILED',
  'CANCELED',
  'CANCELING',
  'RUNNING',
  'PAUSED',
  'PENDING',
  'SUCCEEDED',
  'SKIPPED',
];

const weightiest = (states: readonly (RuntimeState | undefined)[]) =>
  weight.find(state => states.includes(state));

const sorted = (times: readonly (string | undefined)[]): string[] =>
  times
    .filter((time): time is string => time !== undefined)
    .sort((a, b) => Date.parse(a) - Date.parse(b));

/** State of a task whose own node does not exist yet, by its driver's. */
const stateByDriver = (drivers: readonly Piece[]): RuntimeState | undefined => {
  const state = weightiest(drivers.map(driver => driver.state));
  return state === 'SUCCEEDED' ? 'RUNNING' : state;
};

const statusOf = (
  task: TaskNode,
  pieces: readonly Piece[],
  runEnded: boolean,
): TaskStatus => {
  const own = pieces.filter(piece => piece.role === 'task');
  const drivers = pieces.filter(piece => piece.role === 'driver');
  const executors = pieces.filter(piece => piece.role === 'executor');
  // A driver that failed leaves the task's own node out, or skipped.
  const driverFailed = drivers.some(driver => driver.state === 'FAILED');
  const ownState = weightiest(own.map(piece => piece.state));
  const reported = driverFailed
    ? 'FAILED'
    : ownState ?? stateByDriver(drivers) ?? 'PENDING';
  // What a run that has ended never reached will never be reached.
  const state = runEnded && reported === 'PENDING' ? 'SKIPPED' : reported;
  const ends = sorted(own.map(piece => piece.endedAt));
  return {
    name: task.id,
    state,
    startedAt: sorted(pieces.map(piece => piece.startedAt))[0],
    endedAt: isTerminal(state)
      ? ends[ends.length - 1] ??
        sorted(drivers.map(driver => driver.endedAt)).pop()
      : undefined,
    cached:
      state === 'SUCCEEDED' &&
      executors.length > 0 &&
      executors.every(executor => executor.state === 'SKIPPED'),
  };
};

const piecesOfWorkflow = (
  workflow: WorkflowStatus,
  graph: TaskGraph,
): Map<string, Piece[]> => {
  const find = taskFinder(graph);
  const pieces = new Map<string, Piece[]>();
  for (const node of workflow.nodes) {
    const place = find(node.name);
    if (place) {
      const siblings = pieces.get(place.task.id) ?? [];
      siblings.push({
        role: place.role,
        state: stateOfPhase(node.phase),
        startedAt: node.startedAt,
        endedAt: node.finishedAt,
      });
      pieces.set(place.task.id, siblings);
    }
  }
  return pieces;
};

const piece = (role: NodeRole, detail: TaskDetail): Piece => ({
  role,
  state: detail.state,
  startedAt: timeOf(detail.startedAt),
  endedAt: timeOf(detail.endedAt),
});

const executorsOf = (details: readonly TaskDetail[], task: TaskDetail) =>
  details.filter(
    detail =>
      detail.displayName === 'executor' && detail.startedAt === task.startedAt,
  );

/**
 * KFP's task details are flat and every launcher is called `executor`: a task goes by its name, and
 * the launchers that started in its second are taken for its own.
 */
const piecesOfRun = (
  run: Pick<Run, 'tasks'>,
  graph: TaskGraph,
): Map<string, Piece[]> => {
  const pieces = new Map<string, Piece[]>();
  for (const task of graph.tasks) {
    const own = run.tasks.filter(detail => detail.displayName === task.name);
    const drivers = run.tasks.filter(
      detail => detail.displayName === `${task.name}-driver`,
    );
    const executors = own.flatMap(detail => executorsOf(run.tasks, detail));
    pieces.set(task.id, [
      ...own.map(detail => piece('task', detail)),
      ...drivers.map(detail => piece('driver', detail)),
      ...executors.map(detail => piece('executor', detail)),
    ]);
  }
  return pieces;
};

/**
 * The state of every task of the graph, in the graph's order; `name` is the task's id, which is its
 * name at the top level. Read from the Workflow's tree where that can be had. From the run alone,
 * tasks of the same name in different sub-graphs share one state, and a task whose launcher started
 * in the same second as another's may hide that it was cached.
 */
export const taskStatuses = (
  run: Pick<Run, 'state' | 'tasks'>,
  workflow: WorkflowStatus | undefined,
  graph: TaskGraph,
): readonly TaskStatus[] => {
  const byTree = workflow && workflow.nodes.length > 0;
  const pieces = byTree
    ? piecesOfWorkflow(workflow, graph)
    : piecesOfRun(run, graph);
  const ended =
    isTerminal(run.state) || isTerminal(stateOfPhase(workflow?.phase));
  return graph.tasks.map(task =>
    statusOf(task, pieces.get(task.id) ?? [], ended),
  );
};
