import type {
  KubernetesObject,
  ObjectMeta,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { asString, isObject } from '../json';
import type { Resource } from '../resources';
import { groupVersion } from '../resources';
import type { Conformed } from '../schema/conform';
import { conform, omitEmpty } from '../schema/conform';
import { metadataSchema } from '../schema/coreSchema';
import { badRequest } from '../status';

/** `fieldValidation` of a request. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** How a write was asked for. */
export interface WriteOptions {
  /** `fieldManager`, or what the user agent says. */
  readonly manager: string;
  readonly dryRun: boolean;
  readonly validation: FieldValidation;
  /** Texts for `Warning` headers are added here. */
  readonly warnings: string[];
  /** Throws when the author may not do this; absent for the emulator's own writes. */
  readonly guard?: WriteGuard;
}

/** What RBAC says about a write beyond the verb of its request. */
export interface WriteGuard {
  /** Server-side apply is about to create the object. */
  creates(): void;
  /** This is about to be stored. */
  stores(
    resource: Resource,
    change: {
      readonly live?: KubernetesObject;
      readonly next: KubernetesObject;
    },
  ): void;
}

const cannotHandle = (resource: Resource, why: string) =>
  badRequest(
    `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${why}`,
  );

const checkType = (resource: Resource, body: Record<string, unknown>) => {
  const expected = groupVersion(resource);
  const apiVersion = asString(body.apiVersion) ?? expected;
  const kind = asString(body.kind) ?? resource.kind;
  if (apiVersion !== expected)
    throw badRequest(
      `${kind} in version ${JSON.stringify(
        apiVersion,
      )} cannot be handled as a ${
        resource.kind
      }: the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  if (kind !== resource.kind)
    throw badRequest(
      `${kind} in version ${JSON.stringify(
        resource.version,
      )} cannot be handled as a ${
        resource.kind
      }: the kind in the data does not match`,
    );
};

const reportUnknown = (
  resource: Resource,
  { unknown }: Conformed,
  { validation, warnings }: WriteOptions,
) => {
  if (unknown.length === 0 || validation === 'Ignore') return;
  const texts = unknown.map(path => `unknown field ${JSON.stringify(path)}`);
  if (validation === 'Strict')
    throw cannotHandle(resource, `strict decoding error: ${texts.join(', ')}`);
  warnings.push(...texts);
};

const reportMismatches = (resource: Resource, { mismatches }: Conformed) => {
  const [first] = mismatches;
  // Custom resources get a 422 with all of them from the CRD's schema instead.
  if (!first || resource.custom) return;
  throw cannotHandle(
    resource,
    `json: cannot unmarshal ${first.actual} into Go struct field ${
      resource.kind
    }.${first.path.replace(/\[\d+\]/g, '')} of type ${first.expected}`,
  );
};

/** The object as the server would write it: custom resources keep their empty lists and maps. */
export const canonical = (
  resource: Resource,
  object: KubernetesObject,
): KubernetesObject => {
  const metadata = object.metadata ?? { name: '' };
  return resource.custom
    ? {
        ...object,
        metadata: omitEmpty(metadataSchema(), metadata) as ObjectMeta,
      }
    : (omitEmpty(resource.schema, { ...object, metadata }) as KubernetesObject);
};

/**
 * A request's body as an object of the resource: type checked, unknown fields dropped (with a warning, or
 * a 400 when strict), nulls dropped.
 */
export const decodeObject = (
  resource: Resource,
  body: unknown,
  options: WriteOptions,
): KubernetesObject => {
  if (!isObject(body))
    throw cannotHandle(resource, 'json: the body is not an object');
  checkType(resource, body);
  const result = conform(resource.schema, {
    ...body,
    apiVersion: groupVersion(resource),
    kind: resource.kind,
  });
  reportUnknown(resource, result, options);
  reportMismatches(resource, result);
  return canonical(resource, result.value as KubernetesObject);
};
