import type { LiveObject } from '../api/objectApi';
import { fields, items, numberOf, textOf, valueAt } from './liveValue';

/** One of `status.conditions`. */
export interface Condition {
  readonly type: string;
  /** `True`, `False`, `Unknown`. */
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** A condition may carry the generation it was judged of: one of an older generation says nothing. */
const isOfNow = (condition: unknown, generation: number) =>
  numberOf(valueAt(condition, 'observedGeneration'), generation) >= generation;

/** Conditions that speak of the object's current generation. */
export const conditionsOf = (live: LiveObject): readonly Condition[] => {
  const generation = live.metadata.generation ?? 0;
  return items(valueAt(live, 'status', 'conditions'))
    .filter(condition => isOfNow(condition, generation))
    .map(fields)
    .map(({ type, status, reason, message }) => ({
      type: String(type),
      status: String(status),
      reason: textOf(reason),
      message: textOf(message),
    }));
};

/** The condition of this type, where the object has it. */
export const findCondition = (
  live: LiveObject,
  type: string,
): Condition | undefined =>
  conditionsOf(live).find(condition => condition.type === type);

/** `MinimumReplicasUnavailable: no pod is ready`, or what there is of it, or `instead`. */
export const describeCondition = (
  condition: Condition | undefined,
  instead: string,
): string =>
  [condition?.reason, condition?.message].filter(Boolean).join(': ') || instead;
