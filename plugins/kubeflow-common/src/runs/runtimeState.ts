/** KFP's `RuntimeState`, spelt as in the v2beta1 API; an answer may also leave the state out. */
export const runtimeStates = [
  'RUNTIME_STATE_UNSPECIFIED',
  'PENDING',
  'RUNNING',
  'SUCCEEDED',
  'SKIPPED',
  'FAILED',
  'CANCELING',
  'CANCELED',
  'PAUSED',
] as const;

export type RuntimeState = (typeof runtimeStates)[number];

const terminal: ReadonlySet<string> = new Set([
  'SUCCEEDED',
  'SKIPPED',
  'FAILED',
  'CANCELED',
]);

/**
 * True when a run in this state will not change by itself. PAUSED, CANCELING, an absent and an
 * unknown state are not terminal: a waiter keeps waiting, within its own deadline.
 */
export const isTerminal = (state: string | undefined): boolean =>
  state !== undefined && terminal.has(state);
