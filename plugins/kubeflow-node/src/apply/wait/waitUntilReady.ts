import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../../http/concurrently';
import type { WatchEvent } from '../../kubernetes/objects';
import type { ServedKinds } from '../api/objectApi';
import type { ApplyTarget, Waiting } from '../contract';
import { groupKind, type ResourceId } from '../manifest';
import { ChangeNotice } from './changeNotice';
import { Explainer } from './explainer';
import { ReadinessBoard } from './readinessBoard';
import { lastWord } from './lastWord';
import { isStatusless } from './statuslessKinds';
import { untilEnd } from './untilEnd';
import { waitedCollections, type WaitedCollection } from './waitedCollections';
import type { WaitOptions } from './waitOptions';

export interface ReadinessOptions extends WaitOptions {
  /** How the kinds are served; those of new definitions included. */
  readonly kinds: ServedKinds;
  /** Selects a label that all the objects carry: then every kind is one list and watch, in all namespaces. */
  readonly labelSelector?: string;
}

/** Lists at once; the watches stay open, as many as there are kinds. */
const MOST_LISTS = 12;
/** Pods are not asked for before: most objects are ready by then. */
const FIRST_EXPLANATION_MS = 3_000;
const EXPLAIN_EVERY_MS = 10_000;

interface Follower {
  readonly waited: WaitedCollection;
  readonly events: AsyncIterator<WatchEvent>;
}

class ReadinessWait {
  private readonly board: ReadinessBoard;
  private readonly notice: ChangeNotice;
  private readonly explainer: Explainer;
  private readonly end = new AbortController();
  /** Ends a pause early: when only claims are left, which may be all there is to wait for. */
  private wake = new AbortController();
  private onlyClaims = false;
  private isSynchronized = false;

  constructor(
    private readonly target: ApplyTarget,
    private readonly ids: readonly ResourceId[],
    private readonly options: ReadinessOptions,
  ) {
    this.board = new ReadinessBoard(ids, options.redact ?? (text => text));
    this.notice = new ChangeNotice(
      () => this.board.waiting(),
      options.onWaiting,
    );
    this.explainer = new Explainer(target.kubernetes);
  }

  async run(): Promise<readonly Waiting[]> {
    await untilEnd(this.options, this.end, () => this.follow());
    const { signal } = this.options;
    if (!signal.aborted && this.board.unready().length > 0) {
      await lastWord(() => this.explain(), signal);
    }
    this.notice.close();
    return this.board.waiting();
  }

  private async follow() {
    const { kinds, labelSelector } = this.options;
    const collections = waitedCollections(this.ids, kinds, labelSelector);
    const followers = await concurrently(collections, MOST_LISTS, waited =>
      this.synchronize(waited),
    );
    this.isSynchronized = !this.end.signal.aborted;
    this.changed();
    const explaining = this.explainAgain();
    await Promise.all(
      followers.map(follower => follower && this.followOn(follower)),
    );
    // Every watch ended, for the end or because nothing more can be read.
    this.end.abort();
    await explaining;
  }

  private async synchronize(
    waited: WaitedCollection,
  ): Promise<Follower | undefined> {
    if (!waited.collection) {
      this.giveUp(waited, 'the cluster does not serve its kind');
      return undefined;
    }
    const events = this.target.kubernetes
      .watch(waited.collection, {
        ...waited.selector,
        signal: this.end.signal,
      })
      [Symbol.asyncIterator]();
    const isOpen = await this.next({ waited, events });
    return isOpen ? { waited, events } : undefined;
  }

  private async followOn(follower: Follower) {
    while (!this.end.signal.aborted && (await this.next(follower))) {
      this.changed();
    }
  }

  /** Takes in one event; false when the watch has ended. */
  private async next({ waited, events }: Follower): Promise<boolean> {
    try {
      const { done, value } = await events.next();
      if (done) return false;
      this.take(waited, value);
      return true;
    } catch (error) {
      this.giveUp(
        waited,
        `it cannot be followed: ${
          isKubeflowError(error) ? error.fact : String(error)
        }`,
      );
      this.changed();
      return false;
    }
  }

  private take(waited: WaitedCollection, event: WatchEvent) {
    if (event.type === 'SYNCED') {
      this.board.synchronize(waited.ids, event.objects);
    } else if (event.type === 'DELETED') {
      this.board.remove(event.object);
    } else {
      this.board.observe(event.object);
    }
  }

  private giveUp({ ids }: WaitedCollection, message: string) {
    for (const id of ids) {
      this.board.judge(id, { status: 'Unknown', message, final: true });
    }
  }

  private changed() {
    if (!this.isSynchronized) return;
    this.notice.touch();
    if (this.board.isDecided()) this.end.abort();
    const onlyClaims = this.board.hasOnlyClaims();
    if (onlyClaims && !this.onlyClaims) this.wake.abort();
    this.onlyClaims = onlyClaims;
  }

  private async explainAgain() {
    const { clock } = this.options;
    for (let pause = FIRST_EXPLANATION_MS; ; pause = EXPLAIN_EVERY_MS) {
      const waking = AbortSignal.any([this.end.signal, this.wake.signal]);
      await clock.sleep(pause, waking).catch(() => undefined);
      if (this.end.signal.aborted) return;
      if (this.wake.signal.aborted) this.wake = new AbortController();
      await this.explain();
    }
  }

  private async explain() {
    const { details, settled } = await this.explainer.explain(
      this.board.unready(),
    );
    this.board.explain(details);
    for (const { id, status } of settled) this.board.judge(id, status);
    this.changed();
  }
}

/**
 * Waits until all objects are Current, as `statusOfObject` says, and returns what is not: empty when all are. Ends early
 * only when nothing that is left can become ready by itself (`ObjectStatus.final`, or it cannot be read), else at the
 * deadline or when `signal` aborts. Never throws for what happens in the cluster. One list per kind when all is ready;
 * otherwise one watch per kind, and every 10 s the pods and events of the namespaces where something waits.
 *
 * Kinds without a status (ConfigMaps, Secrets, roles) are not asked about. Leave CustomResourceDefinitions to
 * `waitUntilServed`: listing them moves megabytes.
 */
export const waitUntilReady = async (
  target: ApplyTarget,
  ids: readonly ResourceId[],
  options: ReadinessOptions,
): Promise<readonly Waiting[]> => {
  const judged = ids.filter(id => !isStatusless(groupKind(id)));
  if (judged.length === 0) return [];
  return await new ReadinessWait(target, judged, options).run();
};
