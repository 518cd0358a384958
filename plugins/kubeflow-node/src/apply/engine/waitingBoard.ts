import type { ApplyObserver, Waiting } from '../contract';
import { resourceKey } from '../manifest';

/** Several waits at once, told as one list. */
export class WaitingBoard {
  private readonly lists = new Map<object, readonly Waiting[]>();
  private told = '[]';

  constructor(private readonly observer: Pick<ApplyObserver, 'waiting'>) {}

  /** Runs one wait; what it tells is shown until it ends. */
  async during<T>(
    wait: (onWaiting: (waiting: readonly Waiting[]) => void) => Promise<T>,
  ): Promise<T> {
    const source = {};
    try {
      return await wait(waiting => this.set(source, waiting));
    } finally {
      this.set(source, []);
    }
  }

  private set(source: object, waiting: readonly Waiting[]) {
    if (waiting.length > 0) this.lists.set(source, waiting);
    else this.lists.delete(source);
    const all = new Map(
      [...this.lists.values()]
        .flat()
        .map(each => [resourceKey(each.id), each] as const),
    );
    const list = [...all.values()];
    const text = JSON.stringify(list);
    if (text === this.told) return;
    this.told = text;
    this.observer.waiting(list);
  }
}
