import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Resource } from '../resources';
import { conform, withoutNulls } from '../schema/conform';
import type { ObjectStore } from '../store';
import { badRequest, invalid, notFound } from '../status';
import { APPLY_PATCH, parseManifest, patchObject } from '../patch/patchObject';
import type { WriteOptions } from './decode';
import { checkConfiguration } from './appliedConfiguration';
import { canonical, decodeObject } from './decode';
import { mergeConfiguration } from './fieldOwnership';
import type { ObjectWriter } from './writer';
import { exactJson } from '../exactJson';

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

const refusedPatch = (patched: unknown, why: string) =>
  invalid({ group: '', plural: '', kind: '' }, '', [
    {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(exactJson(patched))}: ${why}`,
      field: 'patch',
    },
  ]);

/** Unknown fields of a strict request, and times that are none, are a 422 that shows the patched object. */
const decodePatched = (
  resource: Resource,
  patched: unknown,
  options: WriteOptions,
): KubernetesObject => {
  const { unknown, mismatches } = conform(resource.schema, patched);
  const badTime = mismatches.find(({ expected }) => /time$/i.test(expected));
  if (badTime && !resource.custom)
    throw refusedPatch(
      patched,
      `parsing time ${exactJson(badTime.value)}: cannot parse`,
    );
  if (options.validation !== 'Strict' || unknown.length === 0)
    return decodeObject(resource, patched, options);
  const texts = unknown.map(path => `unknown field ${JSON.stringify(path)}`);
  throw refusedPatch(patched, `strict decoding error: ${texts.join(', ')}`);
};

/** As a precondition for an object that does not exist it means nothing to the real server. */
const withoutVersion = (object: KubernetesObject): KubernetesObject => {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, name: object.metadata.name } };
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
    const next = decodePatched(resource, patched, options);
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
    const given = conform(resource.schema, body, { nulls: 'kept' })
      .value as KubernetesObject;
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
    if (!live) options.guard?.creates();
    const merged = canonical(
      resource,
      withoutNulls(
        resource.schema,
        mergeConfiguration(
          this.writer.ownership(resource, options, subresource),
          live,
          { applied, force },
        ),
      ) as KubernetesObject,
    );
    if (!live)
      return {
        isNew: true,
        object: this.writer.create(resource, withoutVersion(merged), {
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
