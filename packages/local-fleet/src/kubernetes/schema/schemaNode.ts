/** The JSON type that a scalar field takes. */
export type ScalarType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'intOrString'
  | 'quantity'
  | 'time'
  | 'microTime';

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** Stands for an absent list key. */
  readonly default?: unknown;
}

/** A struct (`field`), a map (`element`), or both for structs that keep unknown fields. */
export interface ObjectNode {
  readonly kind: 'object';
  /** Owned and replaced as a whole. */
  readonly atomic: boolean;
  /** Declared fields by name. */
  readonly fields: ReadonlyMap<string, SchemaNode>;
  readonly required: readonly string[];
  /** Fields that Go holds by value: an empty one is there even when nobody wrote it. */
  readonly embedded?: ReadonlySet<string>;
  /** Type of undeclared keys; absent when these are an error. */
  readonly element?: SchemaNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly listType: 'atomic' | 'set' | 'map';
  /** For `map`: the fields that identify an element. */
  readonly keys: readonly string[];
  readonly element: SchemaNode;
}

/** Anything; `granular` maps are owned key by key, the others as a whole. */
export interface AnyNode {
  readonly kind: 'any';
  readonly granular: boolean;
}

/**
 * What server-side apply, strategic merge, validation and OpenAPI know about a value.
 * Made from `coreApi.json` for built-in kinds and from the CRD for custom ones.
 */
export type SchemaNode = ScalarNode | ObjectNode | ListNode | AnyNode;

export const ATOMIC_ANY: AnyNode = { kind: 'any', granular: false };
export const GRANULAR_ANY: AnyNode = { kind: 'any', granular: true };

const ANY_SCALAR: ScalarNode = { kind: 'scalar', type: 'string' };
const ATOMIC_LIST: ListNode = {
  kind: 'list',
  listType: 'atomic',
  keys: [],
  element: ATOMIC_ANY,
};
const anyMap = (any: AnyNode): ObjectNode => ({
  kind: 'object',
  atomic: !any.granular,
  fields: new Map(),
  required: [],
  element: any,
});
const ATOMIC_MAP = anyMap(ATOMIC_ANY);
const GRANULAR_MAP = anyMap(GRANULAR_ANY);

/** The schema to walk `value` with: an untyped value is typed by what it is. */
export const resolveNode = (
  node: SchemaNode,
  value: unknown,
): ScalarNode | ObjectNode | ListNode => {
  if (node.kind !== 'any') return node;
  if (Array.isArray(value)) return ATOMIC_LIST;
  if (typeof value !== 'object' || value === null) return ANY_SCALAR;
  return node.granular ? GRANULAR_MAP : ATOMIC_MAP;
};

/** Type of a key of an object; undefined when the schema does not know the key. */
export const fieldNode = (
  node: ObjectNode,
  key: string,
): SchemaNode | undefined => node.fields.get(key) ?? node.element;
