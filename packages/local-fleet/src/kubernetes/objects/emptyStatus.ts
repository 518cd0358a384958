import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { JsonObject } from '../json';
import { asObject } from '../json';
import type { Resource } from '../resources';
import type { SchemaNode } from '../schema/schemaNode';

const filled = (node: SchemaNode | undefined, value: unknown): JsonObject => {
  const object = { ...asObject(value) };
  if (node?.kind !== 'object') return object;
  for (const field of node.embedded ?? [])
    object[field] = filled(node.fields.get(field), object[field]);
  for (const field of node.required) {
    const known = node.fields.get(field);
    const isCount = known?.kind === 'scalar' && known.type === 'integer';
    if (isCount) object[field] ??= 0;
  }
  return object;
};

/** Built-in kinds have a status from the start, with the structs that Go holds by value. */
export const withEmptyStatus = (
  resource: Resource,
  object: KubernetesObject,
): KubernetesObject => {
  const { schema } = resource;
  if (schema.kind !== 'object' || !schema.embedded?.has('status'))
    return object;
  return {
    ...object,
    status: filled(schema.fields.get('status'), object.status),
  };
};
