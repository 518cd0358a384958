import { createHash } from 'node:crypto';
import type { JsonObject } from '../json';
import { asObject, isObject } from '../json';
import type { Resource, ResourceRegistry } from '../resources';
import { groupVersion } from '../resources';
import { coreTypeFields } from '../schema/coreSchema';

const reference = (type: string) => ({
  allOf: [{ $ref: `#/components/schemas/${type}` }],
  default: {},
});

const SCALARS: Readonly<Record<string, JsonObject>> = {
  any: {},
  time: { type: 'string', format: 'date-time' },
  intOrString: {
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
  quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
};

const listSchema = (text: string): JsonObject => {
  const end = text.indexOf(']');
  const keys = text.slice(1, end);
  const list = { type: 'array', items: typeSchema(text.slice(end + 1)) };
  if (keys === '') return { ...list, 'x-kubernetes-list-type': 'atomic' };
  if (keys === '*')
    return {
      ...list,
      'x-kubernetes-list-type': 'set',
      'x-kubernetes-patch-strategy': 'merge',
    };
  return {
    ...list,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': keys.split(','),
    'x-kubernetes-patch-strategy': 'merge',
    'x-kubernetes-patch-merge-key': keys.split(',')[0],
  };
};

/** The grammar of `coreApi.json` as OpenAPI. */
function typeSchema(text: string): JsonObject {
  if (text.startsWith('#') || text.startsWith('@'))
    return reference(text.slice(1));
  if (text.startsWith('[')) return listSchema(text);
  if (text.startsWith('{'))
    return {
      type: 'object',
      additionalProperties: typeSchema(text.replace(/^\{!?\}/, '')),
      ...(text.startsWith('{!}') && { 'x-kubernetes-map-type': 'atomic' }),
    };
  const [type = 'any', standard] = text.split('=');
  return {
    ...(SCALARS[type] ?? { type }),
    ...(standard && {
      default: type === 'string' ? standard : (JSON.parse(standard) as unknown),
    }),
  };
}

const definition = (fields: Readonly<Record<string, string>>): JsonObject => {
  const names = Object.keys(fields).filter(name => name !== '$');
  const required = names.filter(name => name.endsWith('!'));
  return {
    type: 'object',
    properties: Object.fromEntries(
      names.map(name => [
        name.replace(/!$/, ''),
        typeSchema(fields[name] ?? 'any'),
      ]),
    ),
    ...(required.length > 0 && {
      required: required.map(name => name.slice(0, -1)),
    }),
    ...(fields.$ && { 'x-kubernetes-map-type': fields.$ }),
  };
};

const addCoreType = (schemas: Record<string, JsonObject>, type: string) => {
  const fields = coreTypeFields(type);
  if (!fields || schemas[type]) return;
  schemas[type] = definition(fields);
  for (const text of Object.values(fields)) {
    const [, below] = /[#@](.+)$/.exec(text) ?? [];
    if (below) addCoreType(schemas, below);
  }
};

const gvkOf = ({ group, version, kind }: Resource) => ({
  group,
  version,
  kind,
});

const GVK = 'x-kubernetes-group-version-kind';

const schemaName = (resource: Resource) =>
  resource.type ?? `${resource.group}.${resource.version}.${resource.kind}`;

const addResource = (
  schemas: Record<string, JsonObject>,
  resource: Resource,
) => {
  const name = schemaName(resource);
  if (resource.type) {
    addCoreType(schemas, resource.type);
  } else {
    addCoreType(schemas, 'meta.v1.ObjectMeta');
    const custom = asObject(resource.custom?.openApi);
    schemas[name] = {
      type: 'object',
      ...custom,
      properties: {
        ...asObject(custom.properties),
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: reference('meta.v1.ObjectMeta'),
      },
    };
  }
  schemas[name] = { ...schemas[name], [GVK]: [gvkOf(resource)] };
};

const queryParameter = (name: string) => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
});
const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map(
  queryParameter,
);

const patchTypes = (resource: Resource) => [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  ...(resource.custom ? [] : ['application/strategic-merge-patch+json']),
];

const operation = (resource: Resource, action: string): JsonObject => ({
  [GVK]: gvkOf(resource),
  'x-kubernetes-action': action,
  responses: {
    200: {
      description: 'OK',
      content: {
        'application/json': {
          schema: { $ref: `#/components/schemas/${schemaName(resource)}` },
        },
      },
    },
  },
});

const pathsOf = (resource: Resource): JsonObject => {
  const root = resource.group ? 'apis' : 'api';
  const scope = resource.namespaced ? '/namespaces/{namespace}' : '';
  const collection = `/${root}/${groupVersion(resource)}${scope}/${
    resource.plural
  }`;
  const body = {
    content: Object.fromEntries(patchTypes(resource).map(type => [type, {}])),
  };
  return {
    [collection]: {
      get: operation(resource, 'list'),
      post: { ...operation(resource, 'post'), parameters: WRITE_PARAMETERS },
    },
    [`${collection}/{name}`]: {
      get: operation(resource, 'get'),
      put: { ...operation(resource, 'put'), parameters: WRITE_PARAMETERS },
      patch: {
        ...operation(resource, 'patch'),
        parameters: [...WRITE_PARAMETERS, queryParameter('force')],
        requestBody: body,
      },
      delete: operation(resource, 'delete'),
    },
  };
};

const rootOf = (version: string) =>
  version.includes('/') ? `apis/${version}` : `api/${version}`;

/**
 * OpenAPI v3, one document per group and version, as far as kubectl reads it: types, list keys, patch
 * types and the query parameters of writes. There are no descriptions.
 */
export class OpenApiDocuments {
  private readonly cache = new Map<
    string,
    { resources: string; text: string }
  >();

  constructor(private readonly registry: ResourceRegistry) {}

  /** The document of `api/v1` or `apis/GROUP/VERSION` as text; undefined when nothing is served there. */
  text(path: string): string | undefined {
    const resources = this.registry
      .all()
      .filter(each => rootOf(groupVersion(each)) === path);
    if (resources.length === 0) return undefined;
    const fingerprint = JSON.stringify(
      resources.map(({ kind, custom }) => [kind, custom?.openApi]),
    );
    const cached = this.cache.get(path);
    if (cached?.resources === fingerprint) return cached.text;
    const text = JSON.stringify(this.document(resources));
    this.cache.set(path, { resources: fingerprint, text });
    return text;
  }

  /** The index of `/openapi/v3`; a document's address changes with its content. */
  index(): JsonObject {
    const paths = [
      ...new Set(this.registry.all().map(each => rootOf(groupVersion(each)))),
    ];
    return {
      paths: Object.fromEntries(
        paths.map(path => {
          const hash = createHash('sha256')
            .update(this.text(path) ?? '')
            .digest('hex')
            .slice(0, 16);
          return [
            path,
            { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` },
          ];
        }),
      ),
    };
  }

  private document(resources: readonly Resource[]): JsonObject {
    const schemas: Record<string, JsonObject> = {};
    resources.forEach(resource => addResource(schemas, resource));
    return {
      openapi: '3.0.0',
      info: { title: 'Kubernetes (local fleet)', version: 'v1' },
      paths: Object.assign({}, ...resources.map(pathsOf)) as JsonObject,
      components: {
        schemas: Object.fromEntries(
          Object.entries(schemas).filter(([, schema]) => isObject(schema)),
        ),
      },
    };
  }
}
