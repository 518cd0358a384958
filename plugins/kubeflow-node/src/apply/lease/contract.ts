/** The right to write to one cluster's installation. */
export interface HeldLease {
  /** Grows with every holder: the fencing token that inventory writes carry. */
  readonly generation: number;
  /** Aborts, with reason `LeaseLost`, when it was lost or could not be renewed in time, also after the process slept. */
  readonly signal: AbortSignal;
  /** True when the previous holder never released it: what it left must be looked at again. */
  readonly takenOver: boolean;
  /** Stops renewing and gives it back. Never throws: an unreleased lease expires. */
  release(): Promise<void>;
}
