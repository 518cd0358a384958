import { isTerminal } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Run } from '../model';
import type { FinishedRun } from './contract';

/**
 * True when someone has asked to terminate this run and nobody has retried it since. KFP ends a
 * terminated run as FAILED and never as CANCELED: its history is what remembers.
 */
export const wasCanceled = (run: Run): boolean => {
  if (run.state === 'CANCELING') return true;
  const going = run.stateHistory.filter(
    entry => entry.state !== undefined && !isTerminal(entry.state),
  );
  return going[going.length - 1]?.state === 'CANCELING';
};

/**
 * The verdict on a run that has ended; undefined while it has not. `canceled`: CANCELING was seen by
 * the waiter, for a history that does not have it yet.
 */
export const verdictOf = (
  run: Run,
  { canceled }: { readonly canceled: boolean },
): FinishedRun['verdict'] | undefined => {
  switch (run.state) {
    case 'SUCCEEDED':
    case 'SKIPPED':
    case 'CANCELED':
      return run.state;
    case 'FAILED':
      return canceled || wasCanceled(run) ? 'TERMINATED' : 'FAILED';
    default:
      return undefined;
  }
};
