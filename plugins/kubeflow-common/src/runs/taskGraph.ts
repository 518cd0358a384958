import type { RuntimeState } from './runtimeState';

/** One node of a pipeline's task graph, flat: sub-DAGs and loops name their parent. */
export interface TaskNode {
  /** Path of task names from the root, joined by `/`; unique in the graph. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'container' | 'importer' | 'dag' | 'loop' | 'condition';
  readonly parentId?: string;
  /** Ids of the tasks that must end first. */
  readonly dependsOn: readonly string[];
  /** Label of the executor in `deploymentSpec.executors`, for containers and importers. */
  readonly executorLabel?: string;
}

export interface TaskGraph {
  readonly tasks: readonly TaskNode[];
}

/** What is known of one task of a run; times are ISO 8601, absent when KFP reports its zero time. */
export interface TaskStatus {
  readonly name: string;
  readonly state: RuntimeState;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly cached: boolean;
}
