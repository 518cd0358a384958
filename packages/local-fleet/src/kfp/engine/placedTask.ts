import type { ComponentSpec, TaskSpec } from './compiledParts';
import type { Scope, TaskResult } from './taskInputs';
import type { Walk } from './walk';

/** A task at its place in the tree of nodes. */
export interface PlacedTask {
  /** Key in its DAG. */
  readonly task: string;
  /** Name of its node: the key, or `iteration-item` inside a loop. */
  readonly nodeName: string;
  readonly path: string;
  readonly spec: TaskSpec;
  readonly component: ComponentSpec;
  readonly boundary: string;
  readonly after: readonly string[];
  /** Where its inputs come from. */
  readonly scope: Scope;
  /** Input values on top of the resolved ones: the item of a loop. */
  readonly item?: Readonly<Record<string, unknown>>;
}

/** Runs one task at its place. */
export type RunTask = (walk: Walk, placed: PlacedTask) => Promise<TaskResult>;
