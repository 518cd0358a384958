import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { isObject } from '../json';
import type { Resource } from '../resources';
import { groupVersion } from '../resources';
import type { ListStep } from '../schema/conform';
import { conform } from '../schema/conform';
import { pathText } from '../serverSideApply/fieldSet';
import { ListKeyError, elementOf } from '../serverSideApply/pathElement';
import type { ObjectStore } from '../store';
import { badRequest, internalError, notFound } from '../status';
import { APPLY_PATCH, parseManifest, patchObject } from '../patch/patchObject';
import type { WriteOptions } from './decode';
import { decodeObject } from './decode';
import { mergeConfiguration } from './fieldOwnership';
import type { ObjectWriter } from './writer';

/** One PATCH request. */
export interface PatchRequest {
  readonly resource: Resource;
  readonly namespace?: string;
  readonly name: string;
  readonly subresource?: string;
  /** Media type, without parameters. */
  readonly type: string;
  readonly body: string;
  /** Only for server-side apply. */
  readonly force: boolean;
}

export interface Patched {
  readonly object: KubernetesObject;
  /** Only server-side apply creates. */
  readonly isNew: boolean;
}

const keyedStep: ListStep = (node, item, index) =>
  pathText([elementOf(node, item, index)]);

const typeErrors = (resource: Resource, body: unknown): string | undefined => {
  const { unknown, mismatches } = conform(resource.schema, body, keyedStep);
  const [missing] = unknown;
  if (missing) return `.${missing}: field not declared in schema`;
  const [wrong] = mismatches;
  return (
    wrong && `.${wrong.path}: expected ${wrong.expected}, got ${wrong.actual}`
  );
};

const problemOf = (resource: Resource, body: unknown): string | undefined => {
  try {
    return typeErrors(resource, body);
  } catch (error) {
    // A list element without its keys: there is no path to it.
    if (error instanceof ListKeyError) return error.message;
    throw error;
  }
};

const checkConfiguration = (request: PatchRequest, body: unknown) => {
  const { resource, name, namespace } = request;
  if (!isObject(body)) throw badRequest('the applied body is not an object');
  const expected = groupVersion(resource);
  if (body.apiVersion !== expected || body.kind !== resource.kind)
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${body.apiVersion}, ${body.kind}, expected: ${expected}, ${resource.kind}`,
    );
  const metadata = isObject(body.metadata) ? body.metadata : {};
  if (metadata.managedFields !== undefined && metadata.managedFields !== null)
    throw badRequest('metadata.managedFields must be nil');
  if (metadata.name !== undefined && metadata.name !== name)
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  const problem = problemOf(resource, body);
  if (problem)
    throw internalError(
      `failed to create typed patch object (${
        namespace ?? ''
      }/${name}; ${expected}, Kind=${resource.kind}): ${problem}`,
    );
  return metadata;
};

/** Carries out patches of every kind. */
export class ObjectPatcher {
  constructor(
    private readonly store: ObjectStore,
    private readonly writer: ObjectWriter,
  ) {}

  patch(request: PatchRequest, options: WriteOptions): Patched {
    const { resource, namespace, name, subresource } = request;
    const live = this.store.get(resource, namespace, name);
    if (request.type === APPLY_PATCH) return this.apply(request, options);
    if (!live) throw notFound(resource, name);
    const patched = patchObject(resource, live, request);
    const next = decodeObject(resource, patched, options);
    return {
      isNew: false,
      object: this.writer.replace(
        resource,
        { live, next, subresource },
        options,
      ),
    };
  }

  private apply(request: PatchRequest, options: WriteOptions): Patched {
    const { resource, namespace, name, subresource, force } = request;
    const body = parseManifest(request.body);
    const metadata = checkConfiguration(request, body);
    const given = conform(resource.schema, body).value as KubernetesObject;
    const applied: KubernetesObject = {
      ...given,
      metadata: {
        ...given.metadata,
        name,
        ...(namespace && {
          namespace: String(metadata.namespace ?? namespace),
        }),
      },
    };
    if (namespace && applied.metadata.namespace !== namespace)
      throw badRequest(
        `the namespace of the provided object does not match the namespace sent on the request`,
      );
    const live = this.store.get(resource, namespace, name);
    if (!live && subresource) throw notFound(resource, name);
    const merged = mergeConfiguration(
      this.writer.ownership(resource, options, subresource),
      live,
      { applied, force },
    );
    if (!live)
      return {
        isNew: true,
        object: this.writer.create(resource, merged, {
          ...options,
          ownershipIsFinal: true,
        }),
      };
    const replacement = {
      live,
      next: merged,
      ownershipIsFinal: true,
      ...(subresource && { subresource }),
    } as const;
    return {
      isNew: false,
      object: this.writer.replace(resource, replacement, options),
    };
  }
}
