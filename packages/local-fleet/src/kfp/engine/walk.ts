import { createHash } from 'node:crypto';
import type { EmulatorClock } from '../clock';
import type { PodPort } from '../podPort';
import type { Workflow } from '../workflowPort';
import type { CompiledParts, ComponentSpec } from './compiledParts';
import type { EngineOptions, TaskBehaviour } from './engineOptions';
import type { NodeTree } from './nodeTree';

/** Outputs of succeeded tasks by fingerprint, shared by all runs of one engine. */
export type TaskCache = Map<string, Readonly<Record<string, unknown>>>;

/** What every step of walking one run shares. */
export interface Walk {
  readonly workflow: Workflow;
  readonly parts: CompiledParts;
  readonly tree: NodeTree;
  readonly pods: PodPort;
  readonly clock: EmulatorClock;
  readonly options: EngineOptions;
  readonly cache: TaskCache;
  /** Attempts of each task key that failed on purpose so far. */
  readonly failed: Map<string, number>;
  /** Aborted when the run is terminated, passes its deadline or its Workflow is gone. */
  readonly signal: AbortSignal;
}

/** Run id of the Workflow. */
export const runIdOf = ({ workflow }: Walk): string =>
  workflow.metadata.labels?.['pipeline/runid'] ?? '';

/** `pipelineInfo.name`, as the Workflow's generated name still shows it. */
export const pipelineOf = ({ workflow }: Walk): string =>
  (workflow.metadata.generateName ?? '').replace(/-$/, '');

/** How a task behaves now: a failure that has happened often enough is over. */
export const behaviourOf = (
  walk: Walk,
  task: string,
  path: string,
): TaskBehaviour => {
  const { options, failed } = walk;
  const asked =
    options.behaviour?.({
      task,
      path,
      pipeline: pipelineOf(walk),
      runId: runIdOf(walk),
    }) ??
    (options.tasks && Object.hasOwn(options.tasks, task)
      ? options.tasks[task]
      : undefined) ??
    {};
  const { fail, failures = Infinity, ...healthy } = asked;
  const count = failed.get(task) ?? 0;
  if (!fail || count >= failures) return healthy;
  failed.set(task, count + 1);
  return { ...healthy, fail };
};

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, canonical(entry)]),
  );
};

/** What makes two executions of a task the same: pipeline, component, container and input values. */
export const fingerprintOf = (
  walk: Walk,
  task: {
    readonly component: ComponentSpec;
    readonly container: unknown;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly cacheKey?: string;
  },
): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical([pipelineOf(walk), task])))
    .digest('hex');
