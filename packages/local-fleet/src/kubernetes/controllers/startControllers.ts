import type { ControllerContext, Schedule } from './controller';
import { aggregatedRoles } from './aggregatedRoles';
import { claims } from './claims';
import { definitions } from './definitions';
import { deployments } from './deployments';
import { endpoints } from './endpoints';
import { garbage } from './garbage';
import { namespaces } from './namespaces';
import { pods } from './pods';
import { workloads } from './workloads';

const CONTROLLERS = [
  definitions,
  namespaces,
  workloads,
  deployments,
  pods,
  claims,
  endpoints,
  garbage,
  aggregatedRoles,
];

/** Work that waits for its time; none of it keeps the process alive. */
export class DelayedWork {
  private readonly timers = new Set<NodeJS.Timeout>();

  readonly schedule: Schedule = (delayMs, work) => {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, delayMs);
    timer.unref();
    this.timers.add(timer);
  };

  cancel(): void {
    this.timers.forEach(timer => clearTimeout(timer));
    this.timers.clear();
  }
}

/** Starts every controller; the result stops them. */
export const startControllers = (context: ControllerContext): (() => void) =>
  context.cluster.store.subscribeAll((resource, event) => {
    for (const controller of CONTROLLERS) controller(context, resource, event);
  });
