import {
  didYouMean,
  type TaskGraph,
  type TaskNode,
} from '@kubeflow-fleet/plugin-kubeflow-common';

const isLeaf = ({ kind }: TaskNode) => kind === 'container';

const inside = (group: TaskNode, { tasks }: TaskGraph) =>
  tasks
    .filter(task => isLeaf(task) && task.id.startsWith(`${group.id}/`))
    .map(({ name }) => name);

function problemOf(name: string, graph: TaskGraph): string | undefined {
  const found = graph.tasks.filter(task => task.name === name);
  if (found.length === 0) {
    const names = new Set(graph.tasks.filter(isLeaf).map(task => task.name));
    return `the pipeline has no task '${name}'${didYouMean(name, names)}`;
  }
  if (found.some(isLeaf)) return undefined;
  const group = found.find(({ kind }) => kind !== 'importer');
  return group
    ? `'${name}' is a group of tasks: name ${[
        ...new Set(inside(group, graph)),
      ].join(', ')}`
    : `'${name}' is an importer, which runs no container`;
}

/** What is wrong with the names of tasks that a patch is for. */
export const taskNameProblems = (
  names: readonly string[],
  graph: TaskGraph,
): string[] =>
  names
    .map(name => problemOf(name, graph))
    .filter(problem => problem !== undefined);

/** True for the tasks that a patch with these names is for; every container task when there are none. */
export const isChosen = (
  task: TaskNode,
  names: readonly string[] | undefined,
): boolean => isLeaf(task) && (!names?.length || names.includes(task.name));
