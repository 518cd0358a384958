import type {
  TaskGraph,
  TaskNode,
} from '@kubeflow-fleet/plugin-kubeflow-common';

/** What an Argo node is to the task that it belongs to. */
export type NodeRole = 'task' | 'driver' | 'executor';

export interface TaskPlace {
  readonly task: TaskNode;
  readonly role: NodeRole;
}

/** Finds the task of an Argo node by the node's name; undefined for the Workflow and its root. */
export type FindTask = (nodeName: string) => TaskPlace | undefined;

/** An item may be any text, and the search for its end takes quadratic time. */
const LONGEST_NAME = 8_192;

// Argo appends the index and the item of a loop, `(0:{"lr":0.1})`, or of a retry, `(1)`.
const withoutItems = (name: string) =>
  name.slice(0, LONGEST_NAME).replace(/\(\d+(:.*?)?\)(?=\.|$)/gs, '');

/** Argo's name of what runs when a task has ended, below that task: KFP puts exit tasks there. */
const EXIT = 'onExit';

const DRIVER = '-driver';

const placeBelow = (
  place: TaskPlace | undefined,
  segment: string,
  tasks: ReadonlyMap<string, TaskNode> | undefined,
): TaskPlace | undefined => {
  const task = tasks?.get(segment);
  if (task) return { task, role: 'task' };
  const isDriver = segment.endsWith(DRIVER);
  const driven =
    (isDriver && tasks?.get(segment.slice(0, -DRIVER.length))) || place?.task;
  if (isDriver && driven) return { task: driven, role: 'driver' };
  return place && segment === 'executor'
    ? { task: place.task, role: 'executor' }
    : place;
};

/**
 * Follows the name's path down the graph. Segments that the compiler puts between tasks (`root`,
 * `iteration-…`) are passed over, so the iterations of a loop all lead to the loop's tasks. An exit
 * task's path leads over the task that it waits for, `root.work.onExit.notify`, though the two are
 * beside each other in the graph.
 */
export const taskFinder = (graph: TaskGraph): FindTask => {
  const children = new Map<string, Map<string, TaskNode>>();
  for (const task of graph.tasks) {
    const parent = task.parentId ?? '';
    const siblings = children.get(parent) ?? new Map<string, TaskNode>();
    siblings.set(task.name, task);
    children.set(parent, siblings);
  }
  return nodeName => {
    const [, ...segments] = withoutItems(nodeName).split('.');
    let place: TaskPlace | undefined;
    let group = '';
    for (const segment of segments) {
      const below = children.get(place?.task.id ?? group);
      if (segment === EXIT && place && !below?.has(EXIT)) {
        group = place.task.parentId ?? '';
        place = undefined;
      } else {
        place = placeBelow(place, segment, below);
      }
    }
    return place;
  };
};
