import {
  type ResourceId,
  resourceKey,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { ClusterReport } from './contract';
import { changeSetOf } from './clusterResult';

/** How a component stands in one cluster; the worst of its objects counts. */
export type ComponentState = 'failed' | 'waiting' | 'changed' | 'ready';

/** A component's objects in one cluster. */
export interface ComponentCell {
  readonly state: ComponentState;
  /** Objects that are in this state. */
  readonly objects: number;
}

/** Rows are components in alphabetical order; a cell is absent where the cluster has nothing of it. */
export interface ComponentMatrix {
  readonly components: readonly string[];
  cell(report: ClusterReport, component: string): ComponentCell | undefined;
}

/** Tells the component of an object. */
export type ComponentOf = (object: { readonly id: ResourceId }) => string;

const WORST_FIRST: readonly ComponentState[] = [
  'failed',
  'waiting',
  'changed',
  'ready',
];

/** The state of every object that the report knows. */
function statesOf(
  report: ClusterReport,
): ReadonlyMap<string, { id: ResourceId; state: ComponentState }> {
  const { changes, failures } = changeSetOf(report);
  const unready = report.result?.unready ?? [];
  const entries = [
    ...changes.map(({ id, action }) => ({
      id,
      state: action === 'unchanged' ? 'ready' : 'changed',
    })),
    ...unready.map(({ id, status }) => ({
      id,
      state: status === 'Failed' ? 'failed' : 'waiting',
    })),
    ...failures.map(({ id }) => ({ id, state: 'failed' })),
  ] as readonly { id: ResourceId; state: ComponentState }[];
  return new Map(entries.map(entry => [resourceKey(entry.id), entry]));
}

function cellsOf(
  report: ClusterReport,
  componentOf: ComponentOf,
): ReadonlyMap<string, ComponentCell> {
  const states = new Map<string, ComponentState[]>();
  for (const { id, state } of statesOf(report).values()) {
    const component = componentOf({ id });
    states.set(component, [...(states.get(component) ?? []), state]);
  }
  return new Map(
    [...states].map(([component, all]) => {
      const state = WORST_FIRST.find(worst => all.includes(worst)) ?? 'ready';
      return [
        component,
        { state, objects: all.filter(one => one === state).length },
      ];
    }),
  );
}

/** See {@link ComponentMatrix}. */
export function componentMatrix(
  reports: readonly ClusterReport[],
  componentOf: ComponentOf,
): ComponentMatrix {
  const cells = new Map(
    reports.map(report => [report, cellsOf(report, componentOf)]),
  );
  const names = [...cells.values()].flatMap(row => [...row.keys()]);
  return {
    components: [...new Set(names)].sort(),
    cell: (report, component) => cells.get(report)?.get(component),
  };
}
