import type { FleetFilePath } from './fleetFilePath';
import { fleetJsonSchema } from './fleetJsonSchema';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

const branches = (schema: JsonSchema): readonly JsonSchema[] =>
  schema.oneOf ?? schema.anyOf ?? [schema];

/** Keys that may stand in the mapping at `path` of a fleet file, of every alternative. */
export const knownKeysAt = (path: FleetFilePath): string[] => {
  let schemas: readonly JsonSchema[] = [fleetJsonSchema() as JsonSchema];
  for (const segment of path)
    schemas = schemas
      .flatMap(branches)
      .flatMap(schema =>
        typeof segment === 'number'
          ? schema.items ?? []
          : schema.properties?.[String(segment)] ?? [],
      );
  const keys = schemas
    .flatMap(branches)
    .flatMap(schema => Object.keys(schema.properties ?? {}));
  return [...new Set(keys)];
};
