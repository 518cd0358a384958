import type {
  TaskGraph,
  TaskNode,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { at, entriesAt, textAt } from './plainData';
import { MAX_TASKS, upstreamTasks } from './pipelineProblems';

function groupKind(task: unknown): TaskNode['kind'] {
  const iterates =
    at(task, 'parameterIterator') !== undefined ||
    at(task, 'artifactIterator') !== undefined;
  if (iterates) return 'loop';
  return textAt(task, 'triggerPolicy', 'condition') === undefined
    ? 'dag'
    : 'condition';
}

interface Level {
  readonly tasks: readonly [string, unknown][];
  readonly parentId?: string;
  /** Components around this level, outermost first: a cycle would never end. */
  readonly within: readonly string[];
}

interface Walk {
  readonly spec: unknown;
  readonly nodes: TaskNode[];
  readonly report: (message: string) => void;
}

const nodeOf = (
  [name, task]: [string, unknown],
  component: unknown,
  { level, spec }: { level: Level; spec: unknown },
): TaskNode => {
  const prefix = level.parentId === undefined ? '' : `${level.parentId}/`;
  const executorLabel = textAt(component, 'executorLabel');
  const executor = at(spec, 'deploymentSpec', 'executors', executorLabel ?? '');
  const leaf = at(executor, 'importer') ? 'importer' : 'container';
  return {
    id: `${prefix}${name}`,
    name,
    kind: executorLabel === undefined ? groupKind(task) : leaf,
    parentId: level.parentId,
    dependsOn: upstreamTasks(task).map(upstream => `${prefix}${upstream}`),
    executorLabel,
  };
};

/** Takes away the tasks that wait for nobody, again and again; a circle stays. */
function hasCycle(tasks: readonly [string, unknown][]): boolean {
  const waiting = new Map(
    tasks.map(([name, task]) => [name, new Set(upstreamTasks(task))]),
  );
  const downstream = new Map<string, string[]>();
  for (const [name, upstream] of waiting)
    for (const other of upstream)
      downstream.set(other, [...(downstream.get(other) ?? []), name]);
  const ready = [...waiting.keys()].filter(name => !waiting.get(name)?.size);
  let ended = 0;
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    ended += 1;
    for (const next of downstream.get(name) ?? []) {
      waiting.get(next)?.delete(name);
      if (waiting.get(next)?.size === 0) ready.push(next);
    }
  }
  return ended < tasks.length;
}

function visit(level: Level, walk: Walk) {
  if (hasCycle(level.tasks))
    walk.report(
      `the tasks of ${
        level.parentId ?? 'the pipeline'
      } depend on each other in a circle`,
    );
  for (const [name, task] of level.tasks) {
    if (walk.nodes.length >= MAX_TASKS) {
      walk.report(`more than ${MAX_TASKS} tasks`);
      return;
    }
    const reference = textAt(task, 'componentRef', 'name') ?? '';
    const component = at(walk.spec, 'components', reference);
    const node = nodeOf([name, task], component, { level, spec: walk.spec });
    walk.nodes.push(node);
    if (level.within.includes(reference))
      walk.report(`component "${reference}" contains itself`);
    else
      visit(
        {
          tasks: entriesAt(component, 'dag', 'tasks'),
          parentId: node.id,
          within: [...level.within, reference],
        },
        walk,
      );
  }
}

/** The tasks of a pipeline whose references are sound, each before what is inside it; what is circular goes to `report`. */
export function taskGraphOf(
  spec: unknown,
  report: (message: string) => void,
): TaskGraph {
  const walk: Walk = { spec, nodes: [], report };
  visit({ tasks: entriesAt(spec, 'root', 'dag', 'tasks'), within: [] }, walk);
  return { tasks: walk.nodes };
}
