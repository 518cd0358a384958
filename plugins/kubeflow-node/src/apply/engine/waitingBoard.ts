import type { ApplyObserver, Waiting } from '../contract';
import { resourceKey } from '../manifest';

/** Several waits at once, told as one list. */
export class WaitingBoard {
  private readonly lists = new Map<object, readonly Waiting[]>();
  private told = '[]';

  constructor(private readonly observer: Pick<ApplyObserver, 'waiting'>) {}

  /** Runs one wait. What it told last stays, as nothing is told when a wait ends without success. */
  during<T>(
    wait: (onWaiting: (waiting: readonly Waiting[]) => void) => Promise<T>,
  ): Promise<T> {
    const source = {};
    return wait(waiting => this.set(source, waiting));
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
