import type { DagSpec, TaskSpec } from './compiledParts';
import { runContainer, runImporter } from './containerTask';
import { runDriver } from './driverTask';
import { conditionHolds } from './expressions';
import { runLoop } from './loopTask';
import type { PlacedTask } from './placedTask';
import {
  dependenciesOf,
  resolveInputs,
  type Scope,
  type TaskResult,
} from './taskInputs';
import { dagOutputs } from './taskOutputs';
import { runIdOf, type Walk } from './walk';

type Values = Readonly<Record<string, unknown>>;

const COMPLETED = 'ALL_UPSTREAM_TASKS_COMPLETED';

const isExit = (task: TaskSpec): boolean =>
  task.triggerPolicy?.strategy === COMPLETED;

const failedResult = (node: string, message: string): TaskResult => ({
  phase: 'Failed',
  outputs: {},
  outbound: [node],
  message,
});

interface Decision {
  readonly inputs: Values;
  readonly run: boolean;
  readonly problem?: string;
}

const decide = (placed: PlacedTask): Decision => {
  try {
    const inputs = {
      ...resolveInputs(placed.spec, placed.component, placed.scope),
      ...placed.item,
    };
    const condition = placed.spec.triggerPolicy?.condition;
    return { inputs, run: !condition || conditionHolds(condition, inputs) };
  } catch (error) {
    return { inputs: {}, run: false, problem: (error as Error).message };
  }
};

/** Runs a task that is no loop: driver, then container or DAG, or a skipped node when its condition is false. */
export const runSimpleTask = async (
  walk: Walk,
  placed: PlacedTask,
): Promise<TaskResult> => {
  const { component, nodeName, boundary } = placed;
  const label = component.executorLabel;
  const executor = label ? walk.parts.executor(label) : undefined;
  const decision = decide(placed);
  const { inputs } = decision;
  if (executor?.importer) return runImporter(walk, { ...placed, inputs });
  const driver = await runDriver(
    walk,
    {
      displayName: `${nodeName}-driver`,
      boundary,
      after: placed.after,
      kind: component.dag ? 'dag' : 'container',
    },
    decision.problem,
  );
  if (decision.problem) return failedResult(driver, decision.problem);
  const after = [driver];
  if (!decision.run) {
    const skipped = walk.tree.start({
      displayName: nodeName,
      boundary,
      after,
      type: 'Skipped',
      template: 'system-container-executor',
      phase: 'Skipped',
      message: "when 'false != false' evaluated false",
    });
    return { phase: 'Skipped', outputs: {}, outbound: [skipped.id] };
  }
  if (!component.dag) return runContainer(walk, { ...placed, inputs, after });
  const node = walk.tree.start({
    displayName: nodeName,
    boundary,
    after,
    type: 'DAG',
    template: placed.spec.componentRef?.name ?? 'root',
  });
  return runDag(walk, {
    dag: component.dag,
    node: node.id,
    inputs,
    path: placed.path,
  });
};

const runTask = (walk: Walk, placed: PlacedTask): Promise<TaskResult> =>
  placed.spec.parameterIterator
    ? runLoop(walk, placed, runSimpleTask)
    : runSimpleTask(walk, placed);

/** A DAG whose node is there. */
export interface PlacedDag {
  readonly dag: DagSpec;
  readonly node: string;
  readonly inputs: Values;
  readonly path: string;
}

const omit = (
  walk: Walk,
  task: string,
  {
    boundary,
    after,
  }: {
    readonly boundary: string;
    readonly after: readonly string[];
  },
): TaskResult => {
  const message = 'omitted: depends condition not met';
  const started = ['-driver', ''].map(suffix =>
    walk.tree.start({
      displayName: `${task}${suffix}`,
      boundary,
      after,
      type: 'Skipped',
      template: 'system-container-executor',
      phase: 'Omitted',
      message,
    }),
  );
  return {
    phase: 'Omitted',
    outputs: {},
    outbound: started.map(({ id }) => id),
  };
};

/**
 * Runs every task of a DAG as soon as the tasks before it have ended. A task whose predecessor failed is omitted,
 * an exit task runs whatever happened. The DAG fails when one of its tasks failed.
 */
export const runDag = async (
  walk: Walk,
  { dag, node, inputs, path }: PlacedDag,
): Promise<TaskResult> => {
  const tasks = dag.tasks ?? {};
  const results = new Map<string, TaskResult>();
  const running = new Map<string, Promise<TaskResult>>();
  const scope: Scope = { inputs, results, runId: runIdOf(walk) };

  const execute = async (task: string, spec: TaskSpec): Promise<TaskResult> => {
    const before = await Promise.all(
      dependenciesOf(spec)
        .filter(name => Object.hasOwn(tasks, name))
        .map(name => start(name)),
    );
    const exits = isExit(spec);
    const broken = before.some(
      ({ phase }) => phase === 'Failed' || phase === 'Omitted',
    );
    const outbound = before.flatMap(result => result.outbound);
    const after = outbound.length > 0 ? outbound : [node];
    if (broken && !exits) return omit(walk, task, { boundary: node, after });
    const component = walk.parts.component(spec.componentRef?.name ?? '');
    const hook = exits && exitHook(walk, spec, { boundary: node, after });
    const result = await runTask(walk, {
      task,
      nodeName: task,
      path: path === '' ? task : `${path}/${task}`,
      spec,
      component: component ?? {},
      boundary: hook || node,
      after: hook ? [hook] : after,
      scope,
    });
    if (hook) walk.tree.end(hook, { phase: result.phase });
    return result;
  };
  const start = (task: string): Promise<TaskResult> => {
    const known = running.get(task);
    if (known) return known;
    const promise = execute(task, tasks[task] ?? {}).then(result => {
      results.set(task, result);
      return result;
    });
    running.set(task, promise);
    return promise;
  };

  const all = await Promise.all(Object.keys(tasks).map(start));
  const failed = all.find(({ phase }) => phase === 'Failed');
  walk.tree.end(node, { phase: failed ? 'Failed' : 'Succeeded' });
  const outbound = all.flatMap(result => result.outbound);
  return {
    phase: failed ? 'Failed' : 'Succeeded',
    outputs: dagOutputs(dag, results),
    outbound: outbound.length > 0 ? outbound : [node],
    message: failed?.message,
  };
};

/** The node that Argo puts around the tasks of an exit hook. */
const exitHook = (
  walk: Walk,
  spec: TaskSpec,
  {
    boundary,
    after,
  }: {
    readonly boundary: string;
    readonly after: readonly string[];
  },
): string => {
  const [of = ''] = spec.dependentTasks ?? [];
  return walk.tree.start({
    displayName: `${of}.onExit`,
    boundary,
    after,
    type: 'DAG',
    template: `exit-hook-root-${of}`,
  }).id;
};
