import type {
  TaskGraph,
  TaskNode,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { elapsedBetween } from './elapsed';

/** Past these GitHub draws nothing (50,000 characters, 500 edges) or nothing that can be read. */
const MAX_TASKS = 80;
const MAX_EDGES = 300;

const STYLES = [
  'classDef succeeded fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
  'classDef failed fill:#ffebe9,stroke:#cf222e,color:#1f2328',
  'classDef running fill:#ddf4ff,stroke:#0969da,color:#1f2328',
  'classDef skipped fill:#f6f8fa,stroke:#8c959f,color:#57606a,stroke-dasharray:4',
  'classDef waiting fill:#ffffff,stroke:#d0d7de,color:#57606a',
  // Mermaid gives each depth another colour, which would look like a state.
  'classDef group fill:none,stroke:#8c959f',
] as const;

const SIGNS: Readonly<Record<string, readonly [style: string, sign: string]>> =
  {
    SUCCEEDED: ['succeeded', '✓'],
    FAILED: ['failed', '✗'],
    RUNNING: ['running', '▶'],
    SKIPPED: ['skipped', '↷'],
    CANCELED: ['skipped', '■'],
    CANCELING: ['skipped', '■'],
    PAUSED: ['running', '⏸'],
  };

const lookOf = (status: TaskStatus | undefined) =>
  SIGNS[status?.state ?? ''] ?? (['waiting', '·'] as const);

/** Text in quotes of a diagram: letters, digits and a few signs as they are, the rest as entities. */
const label = (text: string): string => {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return short.replace(
    /[^\p{L}\p{N} ._/()✓✗▶↷■⏸·…-]/gu,
    character => `#${character.codePointAt(0)};`,
  );
};

interface Drawing {
  readonly tasks: readonly TaskNode[];
  readonly hidden: number;
  readonly keys: ReadonlyMap<string, string>;
  readonly statuses: ReadonlyMap<string, TaskStatus>;
}

/** Failed tasks stay whatever the number of tasks; then whole levels, outermost first. */
function choose(
  graph: TaskGraph,
  statuses: ReadonlyMap<string, TaskStatus>,
): readonly TaskNode[] {
  if (graph.tasks.length <= MAX_TASKS) return graph.tasks;
  const depth = (task: TaskNode) => task.id.split('/').length;
  const failed = (task: TaskNode) =>
    statuses.get(task.id)?.state === 'FAILED' ? 0 : 1;
  const kept = new Set(
    [...graph.tasks]
      .sort((a, b) => failed(a) - failed(b) || depth(a) - depth(b))
      .slice(0, MAX_TASKS),
  );
  return graph.tasks.filter(task => kept.has(task));
}

function nodeLine(task: TaskNode, { keys, statuses }: Drawing): string {
  const status = statuses.get(task.id);
  const [style, sign] = lookOf(status);
  // KFP gives a skipped task the times at which it was skipped.
  const time =
    status?.state === 'SKIPPED'
      ? ''
      : elapsedBetween(status?.startedAt, status?.endedAt);
  const details = [time, status?.cached && 'cached'].filter(Boolean).join(', ');
  const text = `${sign} ${task.name}${details ? ` (${details})` : ''}`;
  return `${keys.get(task.id)}["${label(text)}"]:::${style}`;
}

/** A task, or a group with its tasks; `indent` is the depth. */
function taskLines(task: TaskNode, drawing: Drawing, indent = 1): string[] {
  const pad = '  '.repeat(indent);
  const children = drawing.tasks.filter(child => child.parentId === task.id);
  if (children.length === 0) return [`${pad}${nodeLine(task, drawing)}`];
  const [, sign] = lookOf(drawing.statuses.get(task.id));
  return [
    `${pad}subgraph ${drawing.keys.get(task.id)}["${label(
      `${sign} ${task.name}`,
    )}"]`,
    ...children.flatMap(child => taskLines(child, drawing, indent + 1)),
    `${pad}end`,
  ];
}

function edgeLines({ tasks, keys }: Drawing): string[] {
  return tasks
    .flatMap(task =>
      task.dependsOn
        .filter(id => keys.has(id))
        .map(id => `  ${keys.get(id)} --> ${keys.get(task.id)}`),
    )
    .slice(0, MAX_EDGES);
}

/** After the edges: an edge to a group takes its class away again. */
function groupLines({ tasks, keys }: Drawing): string[] {
  const parents = new Set(tasks.map(task => task.parentId));
  const groups = tasks.filter(task => parents.has(task.id));
  const names = groups.map(task => keys.get(task.id));
  return names.length > 0 ? [`  class ${names.join(',')} group`] : [];
}

/** Statuses by task id; a status that names only the task counts for each task of that name. */
function byTask(
  graph: TaskGraph,
  statuses: readonly TaskStatus[],
): ReadonlyMap<string, TaskStatus> {
  const named = new Map(statuses.map(status => [status.name, status]));
  return new Map(
    graph.tasks.flatMap(task => {
      const status = named.get(task.id) ?? named.get(task.name);
      return status ? [[task.id, status] as const] : [];
    }),
  );
}

/** Mermaid source of the task graph with states and durations; at most 80 tasks are drawn. */
export function taskGraphDiagram(
  graph: TaskGraph,
  taskStatuses: readonly TaskStatus[],
): string {
  const statuses = byTask(graph, taskStatuses);
  const tasks = choose(graph, statuses);
  const drawing: Drawing = {
    tasks,
    hidden: graph.tasks.length - tasks.length,
    keys: new Map(tasks.map((task, index) => [task.id, `t${index}`])),
    statuses,
  };
  // A task whose parent is not drawn stands for itself.
  const top = tasks.filter(
    task => !task.parentId || !drawing.keys.has(task.parentId),
  );
  return [
    'flowchart LR',
    ...top.flatMap(task => taskLines(task, drawing)),
    ...(drawing.hidden > 0
      ? [`  more["… and ${drawing.hidden} more tasks"]:::waiting`]
      : []),
    ...edgeLines(drawing),
    ...groupLines(drawing),
    ...STYLES.map(style => `  ${style}`),
  ].join('\n');
}
