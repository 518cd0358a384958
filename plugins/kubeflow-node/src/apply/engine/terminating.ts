import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { fullJitter } from '../../http/backoff';
import type { LiveObject } from '../api/objectApi';
import type { WritingApi } from '../api/writingApi';
import type { Clock } from '../../clock';
import { describeResource, type ResourceId } from '../manifest';
import { items, textOf, valueAt } from '../status/liveValue';

const BACKOFF = { baseMs: 100, capMs: 2_000 };
/** Longer than pods take to end; a finalizer that nobody serves never ends. */
const PATIENCE_MS = 120_000;

export interface GoneOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Milliseconds that are left at all. */
  readonly remainingMs: number;
}

/** What a namespace says about what is left in it. */
const namespaceReasons = (live: LiveObject): readonly string[] =>
  items(valueAt(live.status, 'conditions'))
    .filter(condition => valueAt(condition, 'status') === 'True')
    .flatMap(condition => textOf(valueAt(condition, 'message')) ?? []);

const stillThere = (subject: string, id: ResourceId, live: LiveObject) => {
  const { finalizers = [] } = live.metadata;
  const held = finalizers.length
    ? `its finalizers ${finalizers.join(', ')} are not done`
    : 'it does not end';
  const reasons = id.kind === 'Namespace' ? namespaceReasons(live) : [];
  return new KubeflowError('ConflictError', {
    subject,
    fact: `${describeResource(id)} is being deleted, and ${[
      held,
      ...reasons,
    ].join('; ')}`,
    reason: 'StillTerminating',
    remedy:
      'Get the controller of the finalizer to finish, or remove the finalizer if that controller is gone; then deploy again',
  });
};

/**
 * Waits until the object with this uid is gone.
 *
 * @throws KubeflowError `StillTerminating`, naming its finalizers, after two minutes or half of the time that is left.
 */
export const waitUntilGone = async (
  api: WritingApi,
  { id, uid }: { readonly id: ResourceId; readonly uid: string },
  { clock, random, signal, remainingMs }: GoneOptions,
): Promise<void> => {
  const until = clock.now() + Math.min(PATIENCE_MS, remainingMs / 2);
  for (let looks = 1; ; looks += 1) {
    const live = await api.get(id);
    if (live?.metadata.uid !== uid) return;
    if (clock.now() >= until) throw stillThere(api.subject, id, live);
    await clock.sleep(
      fullJitter(looks, BACKOFF, () => 0.5 + random() / 2),
      signal,
    );
  }
};
