import type { Waiting } from '../contract';

/** Tells the list of what is waited for whenever it differs from the one told last; changes of one moment are one. */
export class ChangeNotice {
  private told: string | undefined;
  private planned = false;
  private closed = false;

  constructor(
    private readonly read: () => readonly Waiting[],
    private readonly tell: ((waiting: readonly Waiting[]) => void) | undefined,
  ) {}

  /** Something may have changed. */
  touch(): void {
    if (this.planned || this.closed || !this.tell) return;
    this.planned = true;
    setImmediate(() => {
      this.planned = false;
      if (!this.closed) this.flush();
    });
  }

  /** Tells the last state, and nothing after it. */
  close(): void {
    if (!this.closed) this.flush();
    this.closed = true;
  }

  private flush() {
    const waiting = this.read();
    const text = JSON.stringify(waiting);
    // An empty list is news only after a longer one.
    if (text === this.told || (!this.told && waiting.length === 0)) return;
    this.told = text;
    this.tell?.(waiting);
  }
}
