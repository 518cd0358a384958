import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { JsonObject } from '../json';
import { asObject, isObject } from '../json';
import type { Resource } from '../resources';
import { groupVersion } from '../resources';
import type { ListStep, TypeMismatch } from '../schema/conform';
import { conform, withoutNulls } from '../schema/conform';
import { pathText } from '../serverSideApply/fieldSet';
import { listKeyProblem } from '../serverSideApply/listKeyProblem';
import { elementOf } from '../serverSideApply/pathElement';
import type { ObjectStore } from '../store';
import { badRequest, internalError, invalid, notFound } from '../status';
import { APPLY_PATCH, parseManifest, patchObject } from '../patch/patchObject';
import type { WriteOptions } from './decode';
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

/** A value as Go prints it. */
const goText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isObject(value)) return String(value);
  const pairs = Object.entries(value).map(
    ([key, each]) => `${key}:${goText(each)}`,
  );
  return `map[${pairs.join(' ')}]`;
};

/** In the words of the real server, which prints Go's form of an unexpected value. */
const mismatchText = ({ expected, actual, value }: TypeMismatch) => {
  if (expected === 'integer' || expected === 'number')
    return `expected numeric (int or float), got ${actual}`;
  return expected === 'string'
    ? `expected string, got &value.valueUnstructured{Value:${goText(value)}}`
    : `expected ${expected}, got &{${goText(value)}}`;
};

const keyedStep: ListStep = (node, item, index) =>
  pathText([elementOf(node, item, index)]);

/** A fraction is numeric to the schema; a definition's own validation refuses it later. */
const isLateError = ({ custom }: Resource, wrong: TypeMismatch) =>
  custom !== undefined &&
  wrong.expected === 'integer' &&
  wrong.actual === 'number';

const typeErrors = (resource: Resource, body: unknown): string | undefined => {
  const { unknown, mismatches } = conform(resource.schema, body, {
    listStep: keyedStep,
  });
  const [missing] = unknown;
  if (missing) return `.${missing}: field not declared in schema`;
  const wrong = mismatches.find(each => !isLateError(resource, each));
  return wrong && `.${wrong.path}: ${mismatchText(wrong)}`;
};

const problemOf = (resource: Resource, body: unknown): string | undefined =>
  listKeyProblem(resource.schema, body) ?? typeErrors(resource, body);

/** `apps/v1` and `v1` as Go prints them. */
const typeText = (apiVersion: string, kind: string) =>
  `${apiVersion.includes('/') ? '' : '/'}${apiVersion}, Kind=${kind}`;

const checkConfiguration = (request: PatchRequest, body: unknown) => {
  const { resource, name } = request;
  if (!isObject(body)) throw badRequest('the applied body is not an object');
  const expected = groupVersion(resource);
  const { apiVersion = '', kind = '' } = body;
  const isOfGroup =
    resource.group === ''
      ? apiVersion === 'v1'
      : String(apiVersion).startsWith(`${resource.group}/`);
  if (!isOfGroup || kind !== resource.kind)
    throw badRequest(
      `invalid object type: ${typeText(String(apiVersion), String(kind))}`,
    );
  if (apiVersion !== expected)
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${body.apiVersion}, expected: ${expected}`,
    );
  const metadata = isObject(body.metadata) ? body.metadata : {};
  if (metadata.managedFields !== undefined && metadata.managedFields !== null)
    throw badRequest('metadata.managedFields must be nil');
  if (metadata.name !== undefined && metadata.name !== name)
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  const broken = base64Problem(resource, body);
  if (broken) throw internalError(broken);
  const problem = problemOf(resource, body);
  if (problem)
    throw internalError(
      `failed to create typed patch object (${
        metadata.namespace ?? ''
      }/${name}; ${resource.group}/${resource.version}, Kind=${
        resource.kind
      }): ${problem}`,
    );
  return metadata;
};

/** Values of a Secret are base64. */
const base64Problem = (resource: Resource, body: JsonObject) => {
  if (resource.kind !== 'Secret' || resource.group !== '') return undefined;
  const isBroken = Object.values(asObject(body.data)).some(
    value =>
      typeof value === 'string' &&
      !/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
        value.replace(/[\r\n]/g, ''),
      ),
  );
  return isBroken
    ? `failed to convert new object (/${String(
        asObject(body.metadata).name,
      )}; /v1, Kind=Secret) to proper version: unable to convert unstructured object to /v1, Kind=Secret: error decoding from json: illegal base64 data at input byte 0`
    : undefined;
};

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
