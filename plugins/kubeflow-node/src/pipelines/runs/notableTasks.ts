import type {
  TaskGraph,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';

interface Tasks {
  readonly graph: TaskGraph;
  readonly tasks: readonly TaskStatus[];
}

/** Milliseconds; what has no time comes last. */
export const timeValue = (time: string | undefined) =>
  time ? Date.parse(time) : Number.POSITIVE_INFINITY;

/** The first in time; of equals the first in order. */
export const earliest = <T>(
  items: readonly T[],
  time: (item: T) => string | undefined,
): T | undefined =>
  items.reduce<T | undefined>(
    (first, item) =>
      first === undefined || timeValue(time(item)) < timeValue(time(first))
        ? item
        : first,
    undefined,
  );

/** True of a task that only holds others: it has no pod but its driver's. */
export const isGroup = ({ graph }: Tasks, id: string) => {
  const kind = graph.tasks.find(task => task.id === id)?.kind;
  return kind === 'dag' || kind === 'loop' || kind === 'condition';
};

/** Without the groups that hold another of these tasks. */
const innermost = (
  { graph }: Tasks,
  tasks: readonly TaskStatus[],
): readonly TaskStatus[] => {
  const parents = new Map(graph.tasks.map(task => [task.id, task.parentId]));
  const around = new Set<string>();
  for (const task of tasks) {
    let parent = parents.get(task.name);
    while (parent && !around.has(parent)) {
      around.add(parent);
      parent = parents.get(parent);
    }
  }
  return tasks.filter(task => !around.has(task.name));
};

/**
 * The task that failed first. Of groups only the innermost counts: those around it fail because of it,
 * and often in the same second.
 */
export const firstFailedTask = (run: Tasks): TaskStatus | undefined => {
  const failed = run.tasks.filter(task => task.state === 'FAILED');
  const leaves = failed.filter(task => !isGroup(run, task.name));
  return earliest(
    leaves.length > 0 ? leaves : innermost(run, failed),
    task => task.endedAt,
  );
};

/** Of a run that nothing has failed in: the task that has been running the longest. */
export const longestRunningTask = (run: Tasks): TaskStatus | undefined =>
  earliest(
    innermost(
      run,
      run.tasks.filter(task => task.state === 'RUNNING'),
    ),
    task => task.startedAt,
  );
