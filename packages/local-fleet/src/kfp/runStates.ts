import type { RuntimeState } from '@kubeflow-fleet/plugin-kubeflow-common';

const OF_PHASE: Readonly<Record<string, RuntimeState>> = {
  PENDING: 'PENDING',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  DONE: 'SUCCEEDED',
  SKIPPED: 'SKIPPED',
  FAILED: 'FAILED',
  ERROR: 'FAILED',
  TERMINATING: 'CANCELING',
  CANCELING: 'CANCELING',
  CANCELED: 'CANCELED',
  PAUSED: 'PAUSED',
};

/** KFP's state of an Argo phase; undefined ("unspecified") for no phase, `Omitted` and anything unknown. */
export const stateOfPhase = (
  phase: string | undefined,
): RuntimeState | undefined => {
  const key = phase?.toUpperCase() ?? '';
  return Object.hasOwn(OF_PHASE, key) ? OF_PHASE[key] : undefined;
};

const V1: Readonly<Partial<Record<RuntimeState, string>>> = {
  PENDING: 'Pending',
  PAUSED: 'Pending',
  RUNNING: 'Running',
  SUCCEEDED: 'Succeeded',
  SKIPPED: 'Skipped',
  FAILED: 'Failed',
  CANCELED: 'Failed',
  CANCELING: 'Terminating',
};

/** The spelling of v1beta1, which the filter key `status` compares with. */
export const v1State = (state: RuntimeState | undefined): string =>
  (state && V1[state]) ?? 'Unknown';

const FINAL_PHASES: ReadonlySet<string> = new Set([
  'Succeeded',
  'Failed',
  'Error',
]);

/** True when an Argo Workflow in this phase has ended. */
export const isFinalPhase = (phase: string | undefined): boolean =>
  phase !== undefined && FINAL_PHASES.has(phase);
