import { elapsed, type Log } from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type ApplyObserver,
  type Change,
  type ChangeAction,
  describeResource,
  type ResourceId,
  type Waiting,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** Changes are told together, and waits not more often than a person reads. */
const FLUSH_MS = 1_000;
const WAITING_MS = 5_000;
/** A job without a line looks dead. */
const QUIET_MS = 30_000;
/** More changes at once than this are only counted; the list follows when the cluster ends. */
const MAX_LINES = 4;
const MAX_WAITING = 3;

const SIGNS: Readonly<Record<ChangeAction, string>> = {
  created: '+',
  configured: '~',
  unchanged: '=',
  deleted: '-',
  skipped: '·',
};

/** Tells what happens in the clusters while it happens: short lines, few of them. */
export interface ProgressLog {
  phase(cluster: FleetCluster, phase: string): void;
  applying(cluster: FleetCluster): ApplyObserver;
  /** Tells what is left to tell; nothing more will be shown of this cluster. */
  end(cluster: FleetCluster): void;
  /** What is due by now; called by a timer until `stop`. */
  tick(): void;
  stop(): void;
}

/** A change as one short line: `~ kubeflow/Deployment/ml-pipeline`. */
export const changeLine = ({ id, action, replaced, reason }: Change): string =>
  `${SIGNS[action]} ${describeResource(id)}${replaced ? ' (replaced)' : ''}${
    reason ? `: ${reason}` : ''
  }`;

/** `12 created, 3 configured`; empty when there is nothing. */
export const countsText = (counts: Readonly<Record<string, number>>): string =>
  ['created', 'configured', 'deleted', 'skipped', 'failed', 'unchanged']
    .filter(name => (counts[name] ?? 0) > 0)
    .map(name => `${counts[name]} ${name}`)
    .join(', ');

function changeLines(changes: readonly Change[]): readonly string[] {
  if (changes.length <= MAX_LINES) return changes.map(changeLine);
  const counts: Record<string, number> = {};
  for (const { action } of changes) counts[action] = (counts[action] ?? 0) + 1;
  return [countsText(counts)];
}

const waitingText = (waiting: readonly Waiting[]): string => {
  const named = waiting
    .slice(0, MAX_WAITING)
    .map(({ id, fact }) => `${describeResource(id)}: ${fact}`);
  const rest = waiting.length - named.length;
  return `waiting for ${named.join(' | ')}${
    rest > 0 ? ` | and ${rest} more` : ''
  }`;
};

/** What is told of one cluster. */
class ClusterProgress implements ApplyObserver {
  private readonly beganAt: number;
  private lastLineAt: number;
  private phaseName = 'starting';
  private untold: Change[] = [];
  private waits: readonly Waiting[] = [];
  /** Text of the last told wait, and when. */
  private told = { text: '', at: -Infinity };
  /** Why a pod does not start is told once. */
  private readonly details = new Set<string>();

  constructor(
    private readonly subject: string,
    private readonly log: Log,
    private readonly now: () => number,
  ) {
    this.beganAt = now();
    this.lastLineAt = now();
  }

  phase(phase: string): void {
    this.tellChanges();
    this.phaseName = phase;
    this.line(phase);
  }

  wave(name: string, objects: number): void {
    this.tellChanges();
    this.phaseName = `at ${name}`;
    this.line(`${name} (${objects})`);
  }

  changed(change: Change): void {
    if (change.action !== 'unchanged') this.untold.push(change);
  }

  /** With its reason and remedy it is told when the cluster ends. */
  failed(id: ResourceId): void {
    this.line(`✗ ${describeResource(id)}`);
  }

  waiting(waiting: readonly Waiting[]): void {
    this.waits = waiting;
  }

  warned(text: string): void {
    const isNamed = text.startsWith(`${this.subject}: `);
    this.log.warning(isNamed ? text : `${this.subject}: ${text}`);
  }

  tick(): void {
    this.tellChanges();
    this.tellWaiting();
    this.sayAlive();
  }

  tellChanges(): void {
    const { untold } = this;
    this.untold = [];
    for (const text of changeLines(untold)) this.line(text);
  }

  private tellWaiting(): void {
    const { waits, told, details } = this;
    if (waits.length === 0 || this.now() - told.at < WAITING_MS) return;
    const text = waitingText(waits);
    if (text !== told.text) {
      this.line(text);
      this.told = { text, at: this.now() };
    }
    for (const detail of waits.flatMap(item => item.details)) {
      if (details.has(detail)) continue;
      details.add(detail);
      this.line(`  │ ${detail}`);
    }
  }

  private sayAlive(): void {
    if (this.now() - this.lastLineAt < QUIET_MS) return;
    const left = this.waits.length;
    const time = elapsed(this.now() - this.beganAt);
    const rest = left > 0 ? `; ${left} not ready` : '';
    this.line(`still ${this.phaseName} after ${time}${rest}`);
  }

  private line(text: string): void {
    this.log.info(`${this.subject}: ${text}`);
    this.lastLineAt = this.now();
  }
}

/** See {@link ProgressLog}; `now` in milliseconds. */
export function createProgressLog(
  log: Log,
  now: () => number = Date.now,
): ProgressLog {
  const clusters = new Map<FleetCluster, ClusterProgress>();
  const progressOf = (cluster: FleetCluster): ClusterProgress => {
    const progress =
      clusters.get(cluster) ??
      new ClusterProgress(clusterSubject(cluster), log, now);
    clusters.set(cluster, progress);
    return progress;
  };
  const tick = () => clusters.forEach(progress => progress.tick());
  const timer = setInterval(tick, FLUSH_MS).unref();
  return {
    phase: (cluster, phase) => progressOf(cluster).phase(phase),
    applying: cluster => progressOf(cluster),
    end: cluster => {
      clusters.get(cluster)?.tellChanges();
      clusters.delete(cluster);
    },
    tick,
    stop: () => clearInterval(timer),
  };
}
