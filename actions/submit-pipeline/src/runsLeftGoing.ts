import { readJobState, saveJobState } from '@kubeflow-fleet/action-toolkit';
import {
  clusterKey,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';

const STATE = 'runs';

/** A run that the main step watches over, as the post step finds it. */
export interface WatchedRun {
  /** `account/region/name`. */
  readonly cluster: string;
  readonly runId: string;
}

/** The runs that a killed main step would leave behind; each change is written at once. */
export interface RunWatchList {
  /** From before KFP is asked for the run: it may be there although no answer came. */
  add(cluster: FleetCluster, runId: string): void;
  remove(cluster: FleetCluster): void;
}

/** The list that the post step reads by {@link runsLeftGoing}. */
export function createRunWatchList(): RunWatchList {
  const runs = new Map<string, WatchedRun>();
  const save = () => saveJobState(STATE, [...runs.values()]);
  return {
    add: (cluster, runId) => {
      const key = clusterKey(cluster);
      runs.set(key, { cluster: key, runId });
      save();
    },
    remove: cluster => {
      if (runs.delete(clusterKey(cluster))) save();
    },
  };
}

const isWatchedRun = (value: unknown): value is WatchedRun => {
  const { cluster, runId } = (value ?? {}) as Partial<WatchedRun>;
  return typeof cluster === 'string' && typeof runId === 'string';
};

/** Runs that the main step had not seen the end of when it ended itself. */
export function runsLeftGoing(): readonly WatchedRun[] {
  const state = readJobState(STATE);
  return Array.isArray(state) ? state.filter(isWatchedRun) : [];
}
