import { elapsedBetween, type Log } from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
  isTerminal,
  type TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { RunProgress } from '@kubeflow-fleet/plugin-kubeflow-node';

/** A line for every task of a loop of thousands would bury the log. */
const MAX_TASKS_SHOWN = 200;
/** A job without a line looks dead. */
const QUIET_MS = 5 * 60_000;
const LOOK_MS = 30_000;

const SIGNS: Readonly<Record<string, string>> = {
  SUCCEEDED: '✓',
  FAILED: '✗',
  CANCELED: '■',
};

/** Tells what the runs of the clusters do: a line when a task starts, and when it has ended. */
export interface ProgressLog {
  show(cluster: FleetCluster, progress: RunProgress): void;
  /** Nothing more will be shown of this cluster. */
  end(cluster: FleetCluster): void;
  /** A line for each cluster that had none for five minutes; called by a timer until `stop`. */
  sayAlive(): void;
  stop(): void;
}

interface Seen {
  readonly states: Map<string, string>;
  state?: string;
  shown: number;
  lastLineAt: number;
}

const newlySeen = (at: number): Seen => ({
  states: new Map(),
  shown: 0,
  lastLineAt: at,
});

const durationOf = (task: TaskStatus) => {
  const time = elapsedBetween(task.startedAt, task.endedAt);
  return time ? ` in ${time}` : '';
};

const endOf = (task: TaskStatus): string =>
  `${SIGNS[task.state] ?? '·'} ${task.name} ${task.state}${durationOf(task)}${
    task.cached ? ' (from the cache)' : ''
  }`;

function showTask(subject: string, task: TaskStatus, log: Log): boolean {
  if (task.state === 'RUNNING') {
    log.info(`${subject}: ▶ ${task.name} started`);
    return true;
  }
  if (!isTerminal(task.state) || task.state === 'SKIPPED') return false;
  log.info(`${subject}: ${endOf(task)}`);
  return true;
}

const endedFirst = (tasks: readonly TaskStatus[]): readonly TaskStatus[] => [
  ...tasks.filter(task => isTerminal(task.state)),
  ...tasks.filter(task => !isTerminal(task.state)),
];

/** See {@link ProgressLog}; `now` in milliseconds. */
export function createProgressLog(
  log: Log,
  now: () => number = Date.now,
): ProgressLog {
  const clusters = new Map<FleetCluster, Seen>();
  const line = (seen: Seen, text: string) => {
    log.info(text);
    seen.lastLineAt = now();
  };
  const showChange = (cluster: FleetCluster, seen: Seen, task: TaskStatus) => {
    if (seen.states.get(task.name) === task.state) return;
    seen.states.set(task.name, task.state);
    if (seen.shown === MAX_TASKS_SHOWN) return;
    if (!showTask(clusterSubject(cluster), task, log)) return;
    seen.shown += 1;
    seen.lastLineAt = now();
    if (seen.shown === MAX_TASKS_SHOWN) {
      line(seen, `${clusterSubject(cluster)}: … more tasks are only counted.`);
    }
  };
  const sayAlive = () => {
    for (const [cluster, seen] of clusters) {
      if (now() - seen.lastLineAt < QUIET_MS) continue;
      const states = [...seen.states.values()];
      line(
        seen,
        `${clusterSubject(cluster)}: still ${seen.state ?? 'waiting'}; ${
          states.filter(isTerminal).length
        } of ${states.length} tasks ended`,
      );
    }
  };
  const timer = setInterval(sayAlive, LOOK_MS).unref();
  return {
    show: (cluster, { state, tasks }) => {
      const seen = clusters.get(cluster) ?? newlySeen(now());
      clusters.set(cluster, seen);
      // The end of the run is told with its outcome, once that is known.
      const isNews =
        state !== undefined && state !== seen.state && !isTerminal(state);
      seen.state = state ?? seen.state;
      if (isNews) line(seen, `${clusterSubject(cluster)}: run ${state}`);
      // What ended made room for what starts: in this order it reads like a story.
      for (const task of endedFirst(tasks)) showChange(cluster, seen, task);
    },
    end: cluster => clusters.delete(cluster),
    sayAlive,
    stop: () => clearInterval(timer),
  };
}
