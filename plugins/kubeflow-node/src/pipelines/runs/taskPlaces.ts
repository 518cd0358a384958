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

// Argo appends the index and the item of a loop, `(0:{"lr":0.1})`, or of a retry, `(1)`.
const withoutItems = (name: string) =>
  name.replace(/\(\d+(:.*?)?\)(?=\.|$)/gs, '');

/**
 * Follows the name's path down the graph. Segments that the compiler puts between tasks (`root`,
 * `iteration-…`) are passed over, so the iterations of a loop all lead to the loop's tasks.
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
    for (const segment of segments) {
      const below = children.get(place?.task.id ?? '');
      const task = below?.get(segment);
      const driven = segment.endsWith('-driver')
        ? below?.get(segment.slice(0, -'-driver'.length))
        : undefined;
      if (task) place = { task, role: 'task' };
      else if (driven) place = { task: driven, role: 'driver' };
      else if (place && segment === 'executor') {
        place = { task: place.task, role: 'executor' };
      } else if (place && segment.endsWith('-driver')) {
        place = { task: place.task, role: 'driver' };
      }
    }
    return place;
  };
};
