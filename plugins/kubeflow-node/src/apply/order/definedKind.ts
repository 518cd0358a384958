import type { Manifest, ResourceId } from '../manifest';
import { textOf, valueAt } from '../status/liveValue';
import { definitionSpec } from './definitionSpec';

/** The kind that a CustomResourceDefinition defines. */
export const definedKind = (
  definition: Manifest,
): Pick<ResourceId, 'group' | 'kind'> => {
  const spec = definitionSpec(definition);
  return {
    group: textOf(valueAt(spec, 'group')) ?? '',
    kind: textOf(valueAt(spec, 'names', 'kind')) ?? '',
  };
};
