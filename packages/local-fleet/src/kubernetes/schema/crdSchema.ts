import type { JsonObject } from '../json';
import { asArray, asObject, asString, isObject } from '../json';
import { metadataSchema } from './coreSchema';
import type {
  ListNode,
  ObjectNode,
  ScalarType,
  SchemaNode,
} from './schemaNode';
import { ATOMIC_ANY, GRANULAR_ANY } from './schemaNode';

const listNode = (schema: JsonObject): ListNode => {
  const listType = asString(schema['x-kubernetes-list-type']);
  return {
    kind: 'list',
    listType: listType === 'set' || listType === 'map' ? listType : 'atomic',
    keys: asArray(schema['x-kubernetes-list-map-keys']).map(String),
    element: customSchema(asObject(schema.items)),
  };
};

const elementOf = (schema: JsonObject): SchemaNode | undefined => {
  if (isObject(schema.additionalProperties))
    return customSchema(schema.additionalProperties);
  return schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties === true
    ? GRANULAR_ANY
    : undefined;
};

const objectNode = (schema: JsonObject): ObjectNode => {
  const fields = new Map<string, SchemaNode>();
  for (const [name, property] of Object.entries(asObject(schema.properties)))
    fields.set(name, customSchema(asObject(property)));
  if (schema['x-kubernetes-embedded-resource'] === true) {
    fields.set('apiVersion', { kind: 'scalar', type: 'string' });
    fields.set('kind', { kind: 'scalar', type: 'string' });
    fields.set('metadata', metadataSchema());
  }
  const element = elementOf(schema);
  return {
    kind: 'object',
    atomic: schema['x-kubernetes-map-type'] === 'atomic',
    fields,
    required: asArray(schema.required).map(String),
    ...(element && { element }),
  };
};

const SCALARS: Readonly<Record<string, ScalarType>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
};

/** The schema of an OpenAPI v3 schema in a CRD (structural: one `type` per value). */
export function customSchema(schema: JsonObject): SchemaNode {
  if (schema['x-kubernetes-int-or-string'] === true)
    return { kind: 'scalar', type: 'intOrString' };
  const type = asString(schema.type);
  if (type === 'array') return listNode(schema);
  if (type === 'object') return objectNode(schema);
  const scalar = type && SCALARS[type];
  if (scalar) {
    return {
      kind: 'scalar',
      type: scalar,
      ...(schema.default !== undefined && { default: schema.default }),
    };
  }
  return schema['x-kubernetes-preserve-unknown-fields'] === true
    ? GRANULAR_ANY
    : ATOMIC_ANY;
}

/** The schema of a custom resource's version: the CRD's plus apiVersion, kind and metadata. */
export const customResourceSchema = (schema: unknown): SchemaNode => {
  const root = isObject(schema)
    ? objectNode({ ...schema, type: 'object' })
    : objectNode({ 'x-kubernetes-preserve-unknown-fields': true });
  const fields = new Map(root.fields);
  fields.set('apiVersion', { kind: 'scalar', type: 'string' });
  fields.set('kind', { kind: 'scalar', type: 'string' });
  fields.set('metadata', metadataSchema());
  return { ...root, fields };
};
