import coreApi from './coreApi.json';
import type { ScalarType, SchemaNode } from './schemaNode';
import { ATOMIC_ANY } from './schemaNode';

/** A built-in resource as `coreApi.json` describes it. */
export interface CoreResource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly status: boolean;
  /** Name for {@link coreSchema}. */
  readonly type: string;
}

/** Every built-in resource that the emulator serves. */
export const CORE_RESOURCES: readonly CoreResource[] = coreApi.resources;

const TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> =
  coreApi.types as never;

const parsed = new Map<string, SchemaNode>();

const parseList = (text: string): SchemaNode => {
  const end = text.indexOf(']');
  const keys = text.slice(1, end);
  const element = parseType(text.slice(end + 1));
  if (keys === '')
    return { kind: 'list', listType: 'atomic', keys: [], element };
  if (keys === '*') return { kind: 'list', listType: 'set', keys: [], element };
  return { kind: 'list', listType: 'map', keys: keys.split(','), element };
};

const parseMap = (text: string): SchemaNode => {
  const atomic = text.startsWith('{!}');
  return {
    kind: 'object',
    atomic,
    fields: new Map(),
    required: [],
    element: parseType(text.slice(atomic ? 3 : 2)),
  };
};

const parseDefault = (type: string | undefined, text: string): unknown =>
  type === 'string' ? text : (JSON.parse(text) as unknown);

/** Grammar: `string=DEFAULT`, `#type`, `@type` embedded by value, `[]T` atomic, `[*]T` set, `[key,key]T` map, `{}T`, `{!}T` atomic. */
function parseType(text: string): SchemaNode {
  if (text === 'any') return ATOMIC_ANY;
  if (text.startsWith('#') || text.startsWith('@'))
    return coreSchema(text.slice(1));
  if (text.startsWith('[')) return parseList(text);
  if (text.startsWith('{')) return parseMap(text);
  const [type, standard] = text.split('=');
  return {
    kind: 'scalar',
    type: type as ScalarType,
    ...(standard !== undefined && { default: parseDefault(type, standard) }),
  };
}

const lazyObject = (
  definition: Readonly<Record<string, string>>,
): SchemaNode => {
  const names = Object.keys(definition).filter(name => name !== '$');
  let fields: ReadonlyMap<string, SchemaNode> | undefined;
  return {
    kind: 'object',
    atomic: definition.$ === 'atomic',
    required: names
      .filter(name => name.endsWith('!'))
      .map(name => name.slice(0, -1)),
    embedded: new Set(
      names
        .filter(name => definition[name]?.startsWith('@'))
        .map(name => name.replace(/!$/, '')),
    ),
    // Types refer to themselves (JSONSchemaProps), so fields are parsed when first asked for.
    get fields() {
      fields ??= new Map(
        names.map(name => [
          name.replace(/!$/, ''),
          parseType(definition[name] ?? 'any'),
        ]),
      );
      return fields;
    },
  };
};

/** The schema of a built-in type such as `apps.v1.Deployment`; throws for an unknown name. */
export function coreSchema(type: string): SchemaNode {
  const known = parsed.get(type);
  if (known) return known;
  const definition = TYPES[type];
  if (!definition) throw new Error(`coreApi.json has no type ${type}`);
  const node = lazyObject(definition);
  parsed.set(type, node);
  return node;
}

/** Metadata is the same for built-in and custom kinds. */
export const metadataSchema = (): SchemaNode =>
  coreSchema('meta.v1.ObjectMeta');

/** A built-in type's fields in the grammar of `coreApi.json`; undefined for an unknown name. */
export const coreTypeFields = (
  type: string,
): Readonly<Record<string, string>> | undefined => TYPES[type];
