import type { ManifestObject } from '../manifest';

/** Of `metadata`, what the server writes by itself. */
const METADATA = [
  'managedFields',
  'resourceVersion',
  'generation',
  'uid',
  'creationTimestamp',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

/** Annotations that repeat the object or count its versions: a difference there says nothing of its own. */
const ANNOTATIONS = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
] as const;

const without = (
  map: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(map).filter(([name]) => !names.includes(name)),
  );

/** The object without `status` and what else only the server writes. */
export const withoutServerFields = (
  object: ManifestObject,
): Readonly<Record<string, unknown>> => {
  const { annotations, ...metadata } = without(object.metadata ?? {}, METADATA);
  const kept = without(
    (annotations ?? {}) as Readonly<Record<string, unknown>>,
    ANNOTATIONS,
  );
  return {
    ...without(object, ['status']),
    metadata:
      Object.keys(kept).length > 0
        ? { ...metadata, annotations: kept }
        : metadata,
  };
};
