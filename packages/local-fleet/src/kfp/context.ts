import type { Access } from './access';
import type { EmulatorClock } from './clock';
import type { KfpStore } from './store';
import type { PodPort } from './podPort';
import type { WorkflowPort } from './workflowPort';

/** What the handlers of the API share. */
export interface KfpContext {
  readonly store: KfpStore;
  readonly clock: EmulatorClock;
  readonly workflows: WorkflowPort;
  readonly pods: PodPort;
  readonly access: Access;
  readonly multiUser: boolean;
  /** Namespace of KFP itself, and of every run in single-user mode. */
  readonly podNamespace: string;
  readonly delays: KfpDelays;
  /** Aborted when the emulator closes. */
  readonly signal: AbortSignal;
}

/** How long the real server's parts take, in milliseconds. */
export interface KfpDelays {
  /** From a change of a Workflow to the run's new state: 0.98-1.13 s measured. */
  readonly reportMs: number;
  /** Creating a Workflow; while it lasts, a second POST of the same key does not see the first run. */
  readonly createWorkflowMs: number;
  /** How long :terminate retries a Workflow that is gone: 12.7 s measured. */
  readonly terminateRetryMs: number;
  /** Cost of each row that a list call of runs scans, in microseconds. */
  readonly listRowMicros: number;
}

/** The real server's times. */
export const measuredDelays: KfpDelays = {
  reportMs: 1_000,
  createWorkflowMs: 30,
  terminateRetryMs: 12_700,
  listRowMicros: 0,
};

/** Namespace that is stored: what was sent in multi-user mode, none otherwise. */
export const storedNamespace = (
  { multiUser }: KfpContext,
  namespace: string,
): string => (multiUser ? namespace : '');
