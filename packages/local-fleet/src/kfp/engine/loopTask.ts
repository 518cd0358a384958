import { runDriver } from './driverTask';
import { conditionHolds } from './expressions';
import type { PlacedTask, RunTask } from './placedTask';
import { loopItems, resolveInputs, type TaskResult } from './taskInputs';
import { loopOutputs } from './taskOutputs';
import type { Walk } from './walk';

interface Rounds {
  readonly items: readonly unknown[];
  readonly problem?: string;
}

const roundsOf = ({ spec, component, scope }: PlacedTask): Rounds => {
  try {
    const inputs = resolveInputs(spec, component, scope);
    const condition = spec.triggerPolicy?.condition;
    if (condition && !conditionHolds(condition, inputs)) return { items: [] };
    return { items: loopItems(spec, inputs) };
  } catch (error) {
    return { items: [], problem: (error as Error).message };
  }
};

/** Runs `work` for every item, at most `limit` at a time, results in the order of the items. */
const inLanes = async <T>(
  items: readonly unknown[],
  limit: number,
  work: (item: unknown, index: number) => Promise<T>,
): Promise<readonly T[]> => {
  const results: T[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(limit || items.length, items.length) }, lane),
  );
  return results;
};

/** The nodes of one loop - its DAG and the group of its rounds - and what runs the task of a round. */
interface LoopNodes {
  readonly loop: string;
  readonly group: string;
  readonly runItem: RunTask;
}

/** Name of the template of a loop's parts, as the compiler names it. */
const templateOf = ({ spec }: PlacedTask, suffix: string): string =>
  `${spec.componentRef?.name}-${suffix}`;

const runRound = async (
  walk: Walk,
  placed: PlacedTask,
  round: LoopNodes & { readonly item: unknown; readonly index: number },
): Promise<TaskResult> => {
  const { index, item } = round;
  const node = walk.tree.start({
    displayName: `iteration-iterations(${index}:${index})`,
    boundary: round.loop,
    after: [round.group],
    type: 'DAG',
    template: templateOf(placed, 'iteration'),
  }).id;
  const { triggerPolicy: _decided, ...spec } = placed.spec;
  const result = await round.runItem(walk, {
    ...placed,
    spec,
    nodeName: 'iteration-item',
    path: `${placed.path}[${index}]`,
    boundary: node,
    after: [node],
    item: { [spec.parameterIterator?.itemInput ?? '']: item },
  });
  walk.tree.end(node, { phase: result.phase });
  return result;
};

const runRounds = async (
  walk: Walk,
  placed: PlacedTask,
  { items, ...nodes }: LoopNodes & { readonly items: readonly unknown[] },
): Promise<TaskResult> => {
  const limit = placed.spec.iteratorPolicy?.parallelismLimit ?? 0;
  const results = await inLanes(items, limit, (item, index) =>
    runRound(walk, placed, { ...nodes, item, index }),
  );
  const failed = results.find(({ phase }) => phase === 'Failed');
  const phase = failed ? 'Failed' : 'Succeeded';
  walk.tree.end(nodes.group, { phase });
  walk.tree.end(nodes.loop, { phase });
  const outbound = results.flatMap(result => result.outbound);
  return {
    phase,
    outputs: loopOutputs(results),
    outbound: outbound.length > 0 ? outbound : [nodes.group],
    message: failed?.message,
  };
};

/**
 * Runs a loop as KFP compiles it: a DAG of the task's name with `iteration-driver` and the group
 * `iteration-iterations`, in it one DAG for each round, in that `iteration-item` with its driver.
 */
export const runLoop = async (
  walk: Walk,
  placed: PlacedTask,
  runItem: RunTask,
): Promise<TaskResult> => {
  const loop = walk.tree.start({
    displayName: placed.nodeName,
    boundary: placed.boundary,
    after: placed.after,
    type: 'DAG',
    template: templateOf(placed, `${placed.task}-iterator`),
  }).id;
  const { items, problem } = roundsOf(placed);
  const driver = await runDriver(
    walk,
    {
      displayName: 'iteration-driver',
      boundary: loop,
      after: [loop],
      kind: 'dag',
    },
    problem,
  );
  if (problem) {
    walk.tree.end(loop, { phase: 'Failed' });
    return { phase: 'Failed', outputs: {}, outbound: [loop], message: problem };
  }
  const group = walk.tree.start({
    displayName: 'iteration-iterations',
    boundary: loop,
    after: [driver],
    type: 'TaskGroup',
    template: templateOf(placed, 'iteration'),
  }).id;
  return runRounds(walk, placed, { loop, group, runItem, items });
};
