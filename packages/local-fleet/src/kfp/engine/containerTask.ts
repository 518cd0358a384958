import type { ComponentSpec, TaskSpec } from './compiledParts';
import type { TaskBehaviour } from './engineOptions';
import type { EngineNode } from './nodeTree';
import { PodRun, type PodOutcome } from './podRun';
import { fillPlaceholders, type TaskResult } from './taskInputs';
import { containerOutputs, metricLines } from './taskOutputs';
import { behaviourOf, fingerprintOf, type Walk } from './walk';

type Values = Readonly<Record<string, unknown>>;

/** A container or importer task whose driver has said: go. */
export interface ContainerTask {
  /** Key of the task in its DAG, for behaviour and logs. */
  readonly task: string;
  readonly path: string;
  /** Name of its node: the key, or `iteration-item` in a loop. */
  readonly nodeName: string;
  readonly spec: TaskSpec;
  readonly component: ComponentSpec;
  readonly inputs: Values;
  readonly boundary: string;
  /** Its driver's node. */
  readonly after: readonly string[];
}

const filled = (value: unknown, inputs: Values): unknown => {
  if (typeof value === 'string') return fillPlaceholders(value, inputs);
  return Array.isArray(value) ? value.map(item => filled(item, inputs)) : value;
};

const outputsOfNode = (node: EngineNode): Values =>
  Object.fromEntries(
    (node.outputs?.parameters ?? []).map(({ name, value }) => [
      name,
      JSON.parse(value),
    ]),
  );

const nodeOutputs = (outputs: Values): EngineNode['outputs'] => ({
  parameters: Object.entries(outputs).map(([name, value]) => ({
    name,
    value: JSON.stringify(value),
  })),
});

const defaultLog = (
  { task, component, inputs }: ContainerTask,
  { fail }: TaskBehaviour,
): readonly string[] => [
  `${task}: started with ${JSON.stringify(inputs)}`,
  // What fails gets as far as its failure only.
  ...(fail ? [] : [...metricLines(task, component), `${task}: done`]),
];

const runPod = (
  walk: Walk,
  task: ContainerTask,
  {
    node,
    template,
    behaviour,
  }: {
    readonly node: EngineNode;
    readonly template: string;
    readonly behaviour: TaskBehaviour;
  },
): Promise<PodOutcome> => {
  const label = task.component.executorLabel ?? '';
  const executor = walk.parts.executor(label) ?? {};
  const container = (executor.container ?? {}) as Record<string, unknown>;
  const { taskMs = 200, overheadMs = 20, pendingMs = 2_000 } = walk.options;
  return new PodRun(
    {
      workflow: walk.workflow,
      nodeId: node.id,
      nodeName: node.name,
      template,
      container: {
        ...container,
        command: filled(container.command, task.inputs),
        args: filled(container.args, task.inputs),
      },
      kubernetes: walk.parts.kubernetes(label),
      logLines: behaviour.logLines ?? defaultLog(task, behaviour),
      behaviour,
      durationMs: behaviour.durationMs ?? taskMs,
      overheadMs,
      pendingMs,
    },
    walk.pods,
    walk.clock,
  ).run(walk.signal);
};

/** One attempt in one pod; a node that succeeded before is not run again. */
const attempt = async (
  walk: Walk,
  task: ContainerTask,
  at: {
    readonly displayName: string;
    readonly boundary: string;
    readonly after: readonly string[];
    readonly template: string;
  },
): Promise<TaskResult> => {
  const node = walk.tree.start({ ...at, type: 'Pod' });
  const outbound = [node.id];
  if (node.phase === 'Succeeded') {
    return { phase: 'Succeeded', outputs: outputsOfNode(node), outbound };
  }
  const behaviour = behaviourOf(walk, task.task, task.path);
  const outcome = await runPod(walk, task, {
    node,
    template: at.template,
    behaviour,
  });
  if (outcome.phase === 'Failed') {
    walk.tree.end(node.id, outcome);
    return { ...outcome, outputs: {}, outbound };
  }
  const outputs = containerOutputs(
    task.task,
    task.component,
    behaviour.outputs,
  );
  walk.tree.end(node.id, {
    phase: 'Succeeded',
    outputs: nodeOutputs(outputs),
  });
  return { phase: 'Succeeded', outputs, outbound };
};

/** Attempts until one succeeds, below a node of type Retry, as Argo makes of a retry policy. */
const attempts = async (
  walk: Walk,
  task: ContainerTask,
  boundary: string,
): Promise<TaskResult> => {
  const template = 'system-container-impl';
  const limit = task.spec.retryPolicy?.maxRetryCount ?? 0;
  if (limit <= 0) {
    return attempt(walk, task, {
      displayName: 'executor',
      boundary,
      after: [boundary],
      template,
    });
  }
  const retry = walk.tree.start({
    displayName: 'executor',
    boundary,
    after: [boundary],
    type: 'Retry',
    template,
  });
  let result: TaskResult | undefined;
  for (let index = 0; index <= limit; index++) {
    result = await attempt(walk, task, {
      displayName: `executor(${index})`,
      boundary,
      after: [retry.id],
      template,
    });
    if (result.phase === 'Succeeded') break;
  }
  const last = result as TaskResult;
  walk.tree.end(retry.id, {
    phase: last.phase,
    ...(last.phase === 'Failed' && {
      message: 'No more retries left',
    }),
  });
  return last;
};

const cachedResult = (
  walk: Walk,
  task: ContainerTask,
  node: EngineNode,
): TaskResult | undefined => {
  const caching = task.spec.cachingOptions;
  if (!caching?.enableCache) return undefined;
  const outputs = walk.cache.get(cacheKey(walk, task));
  if (!outputs) return undefined;
  const executor = walk.tree.start({
    displayName: 'executor',
    boundary: node.id,
    after: [node.id],
    type: 'Skipped',
    template: 'system-container-impl',
    phase: 'Skipped',
    message: "when 'true != true' evaluated false",
  });
  return { phase: 'Succeeded', outputs, outbound: [executor.id] };
};

const cacheKey = (walk: Walk, task: ContainerTask): string =>
  fingerprintOf(walk, {
    component: task.component,
    container: walk.parts.executor(task.component.executorLabel ?? ''),
    inputs: task.inputs,
    cacheKey: task.spec.cachingOptions?.cacheKey,
  });

/** Runs a container task: a DAG node of its name with an `executor` below, skipped when the cache knows it. */
export const runContainer = async (
  walk: Walk,
  task: ContainerTask,
): Promise<TaskResult> => {
  const node = walk.tree.start({
    displayName: task.nodeName,
    boundary: task.boundary,
    after: task.after,
    type: 'DAG',
    template: 'system-container-executor',
  });
  const known = hasExecutor(walk, node)
    ? undefined
    : cachedResult(walk, task, node);
  const result = known ?? (await attempts(walk, task, node.id));
  walk.tree.end(node.id, { phase: result.phase });
  const caching = task.spec.cachingOptions?.enableCache === true;
  if (result.phase === 'Succeeded' && caching) {
    walk.cache.set(cacheKey(walk, task), result.outputs);
  }
  return result;
};

const hasExecutor = (walk: Walk, node: EngineNode): boolean =>
  (node.children ?? []).some(child => walk.tree.get(child)?.type === 'Pod');

/** Runs an importer: one pod, no driver and no cache. */
export const runImporter = (
  walk: Walk,
  task: ContainerTask,
): Promise<TaskResult> =>
  attempt(walk, task, {
    displayName: task.nodeName,
    boundary: task.boundary,
    after: task.after,
    template: 'system-importer',
  });
