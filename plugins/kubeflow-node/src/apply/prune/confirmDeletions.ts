import type { Clock } from '../../clock';
import { fullJitter } from '../../http/backoff';
import type { ObjectApi, ObjectMetadata } from '../api/objectApi';
import type { ApplySet } from '../contract';
import { memberSelector } from '../inventory/applySet';
import { groupKind, resourceKey } from '../manifest';
import type { Deletion } from './contract';

/** Waiting between two looks; an object without finalizers is gone at the first. */
const BACKOFF = { baseMs: 100, capMs: 2_000 };

export interface ConfirmationOptions {
  readonly set: ApplySet;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Until then, milliseconds of the clock. */
  readonly deadline: number;
  readonly onGone: (deletion: Deletion) => void;
}

/** An object that is still there, as last seen; `unread`: it could not be looked at. */
export interface Unconfirmed {
  readonly deletion: Deletion;
  readonly live?: ObjectMetadata;
  readonly unread?: unknown;
}

const byKind = (deletions: readonly Deletion[]) => {
  const kinds = new Map<string, Deletion[]>();
  for (const deletion of deletions) {
    const kind = groupKind(deletion.id);
    kinds.set(kind, [...(kinds.get(kind) ?? []), deletion]);
  }
  return [...kinds.values()];
};

/** One look at objects of one kind: one list, however many they are. */
const lookAt = async (
  api: ObjectApi,
  set: ApplySet,
  deletions: readonly Deletion[],
): Promise<readonly Unconfirmed[]> => {
  const [first] = deletions;
  const kind = first && (await api.servedKinds()).find(first.id);
  if (!kind) return [];
  try {
    const live = new Map(
      (await api.listMetadata(kind, memberSelector(set))).map(object => [
        object.uid,
        object,
      ]),
    );
    return deletions.flatMap(deletion => {
      const object = live.get(deletion.uid);
      return object ? [{ deletion, live: object }] : [];
    });
  } catch (unread) {
    return deletions.map(deletion => ({ deletion, unread }));
  }
};

/**
 * Looks until every object is gone, or another stands in its place; returns what is still there at the deadline, or
 * when the signal aborts.
 */
export const confirmDeletions = async (
  api: ObjectApi,
  deletions: readonly Deletion[],
  options: ConfirmationOptions,
): Promise<readonly Unconfirmed[]> => {
  const { clock, random, signal, set } = options;
  let pending: readonly Deletion[] = deletions;
  for (let looks = 1; ; looks += 1) {
    const found = (
      await Promise.all(byKind(pending).map(kind => lookAt(api, set, kind)))
    ).flat();
    const left = new Set(found.map(({ deletion }) => resourceKey(deletion.id)));
    pending
      .filter(({ id }) => !left.has(resourceKey(id)))
      .forEach(options.onGone);
    pending = found.map(({ deletion }) => deletion);
    const time = options.deadline - clock.now();
    if (pending.length === 0 || time <= 0 || signal.aborted) return found;
    // At least half of the bound, so that no look follows at once.
    const pause = fullJitter(looks, BACKOFF, () => 0.5 + random() / 2);
    await clock.sleep(Math.min(pause, time), signal).catch(error => {
      if (!signal.aborted) throw error;
    });
  }
};
