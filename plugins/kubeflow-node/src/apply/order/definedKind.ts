import type { Manifest, ResourceId } from '../manifest';
import { textOf, valueAt } from '../status/liveValue';

/** The kind that a CustomResourceDefinition defines. */
export const definedKind = (
  definition: Manifest,
): Pick<ResourceId, 'group' | 'kind'> => {
  const { spec } = definition.object();
  return {
    group: textOf(valueAt(spec, 'group')) ?? '',
    kind: textOf(valueAt(spec, 'names', 'kind')) ?? '',
  };
};
