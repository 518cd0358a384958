import type { Clock } from '../../clock';
import type { Waiting } from '../contract';

/** What every wait is given. */
export interface WaitOptions {
  readonly clock: Clock;
  /** Aborts when the job is cancelled: what is known is returned at once. */
  readonly signal: AbortSignal;
  /** Milliseconds from now. */
  readonly timeoutMs: number;
  /** The whole list whenever it changes; empty when all is ready. */
  readonly onWaiting?: (waiting: readonly Waiting[]) => void;
  /** Takes secrets out of what the cluster says: messages, events, logs. */
  readonly redact?: (text: string) => string;
}
