import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { JsonObject } from '../json';
import { asArray, asObject, valueAt } from '../json';
import type { Resource } from '../resources';
import type { SchemaNode } from '../schema/schemaNode';

const filled = (node: SchemaNode | undefined, value: unknown): JsonObject => {
  const object = { ...asObject(value) };
  if (node?.kind !== 'object') return object;
  for (const field of node.embedded ?? [])
    object[field] = filled(node.fields.get(field), object[field]);
  for (const [field, known] of node.fields) {
    if (known.kind !== 'scalar' || known.type !== 'integer') continue;
    const isAlwaysThere =
      node.required.includes(field) || known.default !== undefined;
    if (isAlwaysThere) object[field] ??= known.default ?? 0;
  }
  return object;
};

/** Nothing is accepted yet, but the storage version counts from the first write. */
const definitionStatus = (crd: KubernetesObject): JsonObject => ({
  acceptedNames: { plural: '', kind: '' },
  conditions: null,
  storedVersions: asArray(valueAt(crd, 'spec', 'versions'))
    .map(asObject)
    .filter(({ storage }) => storage === true)
    .map(({ name }) => name),
});

/** Built-in kinds have a status from the start, with the structs that Go holds by value. */
export const withEmptyStatus = (
  resource: Resource,
  object: KubernetesObject,
): KubernetesObject => {
  const { schema } = resource;
  if (schema.kind !== 'object' || !schema.embedded?.has('status'))
    return object;
  const status = filled(schema.fields.get('status'), object.status);
  return {
    ...object,
    status:
      resource.kind === 'CustomResourceDefinition'
        ? { ...status, ...definitionStatus(object) }
        : status,
  };
};
