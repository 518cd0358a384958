import { runDriver, runSimpleTask, type PlacedTask } from './dagTask';
import { conditionHolds } from './expressions';
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

/**
 * Runs a loop as KFP compiles it: a DAG of the task's name with `iteration-driver` and the group
 * `iteration-iterations`, in it one DAG for each round, in that `iteration-item` with its driver.
 */
export const runLoop = async (
  walk: Walk,
  placed: PlacedTask,
): Promise<TaskResult> => {
  const { spec, boundary } = placed;
  const loop = walk.tree.start({
    displayName: placed.nodeName,
    boundary,
    after: placed.after,
    type: 'DAG',
    template: `${spec.componentRef?.name}-${placed.task}-iterator`,
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
    template: `${spec.componentRef?.name}-iteration`,
  }).id;
  const itemInput = spec.parameterIterator?.itemInput ?? '';
  const round = async (item: unknown, index: number): Promise<TaskResult> => {
    const name = `iteration-iterations(${index}:${index})`;
    const node = walk.tree.start({
      displayName: name,
      boundary: loop,
      after: [group],
      type: 'DAG',
      template: `${spec.componentRef?.name}-iteration`,
    }).id;
    const { triggerPolicy: _decided, ...unconditional } = spec;
    const result = await runSimpleTask(walk, {
      ...placed,
      spec: unconditional,
      nodeName: 'iteration-item',
      path: `${placed.path}[${index}]`,
      boundary: node,
      after: [node],
      item: { [itemInput]: item },
    });
    walk.tree.end(node, { phase: result.phase });
    return result;
  };
  const limit = spec.iteratorPolicy?.parallelismLimit ?? 0;
  const results = await inLanes(items, limit, round);
  const failed = results.find(({ phase }) => phase === 'Failed');
  const phase = failed ? 'Failed' : 'Succeeded';
  walk.tree.end(group, { phase });
  walk.tree.end(loop, { phase });
  const outbound = results.flatMap(result => result.outbound);
  return {
    phase,
    outputs: loopOutputs(results),
    outbound: outbound.length > 0 ? outbound : [group],
    message: failed?.message,
  };
};
