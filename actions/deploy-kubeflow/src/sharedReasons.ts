import type { Change } from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** From so many objects on, a reason is told once and not beside each. */
const MANY = 3;

/** Changes as a person is told them. */
export interface ToldChanges {
  /** In the order they came, without the reasons that `notes` tell. */
  readonly changes: readonly Change[];
  /** `28 objects: namespace kubeflow is made by this deploy, so it was not compared`. */
  readonly notes: readonly string[];
}

/** Takes out of a list what is the same reason of many of its objects: a first plan would else be nothing but that. */
export function tellSharedReasons(changes: readonly Change[]): ToldChanges {
  const counts = new Map<string, number>();
  for (const { reason } of changes) {
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count >= MANY);
  const isShared = new Set(shared.map(([reason]) => reason));
  return {
    changes: changes.map(change =>
      change.reason && isShared.has(change.reason)
        ? { ...change, reason: undefined }
        : change,
    ),
    notes: shared.map(([reason, count]) => `${count} objects: ${reason}`),
  };
}
