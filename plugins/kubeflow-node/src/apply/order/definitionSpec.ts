import type { Manifest } from '../manifest';
import { fields, items } from '../status/liveValue';

const known = new WeakMap<Uint8Array, Readonly<Record<string, unknown>>>();

const withoutSchema = (version: unknown) => {
  const { schema: _, ...rest } = fields(version);
  return rest;
};

/**
 * The `spec` of a CustomResourceDefinition without the schemas of its versions. Definitions are read in many places and
 * are up to a megabyte: each body is parsed once for all of them, and for all clusters.
 */
export const definitionSpec = (
  definition: Manifest,
): Readonly<Record<string, unknown>> => {
  const cached = known.get(definition.body);
  if (cached) return cached;
  const { versions, ...rest } = fields(definition.object().spec);
  const spec = { ...rest, versions: items(versions).map(withoutSchema) };
  known.set(definition.body, spec);
  return spec;
};
