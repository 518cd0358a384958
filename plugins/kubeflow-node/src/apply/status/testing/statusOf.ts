import type { LiveObject } from '../../api/objectApi';
import { statusOfObject } from '../statusOfObject';

/** Status of an object of generation 1 with these members. */
export const statusOf = (apiVersion: string, kind: string, rest: object) =>
  statusOfObject({
    apiVersion,
    kind,
    metadata: { name: 'x', generation: 1 },
    ...rest,
  } as unknown as LiveObject);

/** One of `status.conditions`. */
export const condition = (type: string, status: string, more: object = {}) => ({
  type,
  status,
  ...more,
});
