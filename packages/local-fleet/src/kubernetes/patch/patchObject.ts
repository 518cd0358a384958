import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { parse } from 'yaml';
import { isObject } from '../json';
import type { Resource } from '../resources';
import {
  badRequest,
  unsupportedMediaType,
  unsupportedPatchType,
} from '../status';
import { jsonPatch } from './jsonPatch';
import { mergePatch } from './mergePatch';
import { strategicMergePatch } from './strategicMergePatch';
import { exactInteger, parseExactJson } from '../exactJson';

export const APPLY_PATCH = 'application/apply-patch+yaml';
const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';

const PATCH_TYPES = [JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH];

const accepted = (resource: Resource) =>
  resource.custom
    ? [JSON_PATCH, MERGE_PATCH, APPLY_PATCH]
    : [JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH];

/** The media type without parameters; throws a 415 for one that the resource does not take. */
export const patchType = (
  resource: Resource,
  contentType: string | undefined,
): string => {
  const type = (contentType ?? '').split(';')[0]?.trim() ?? '';
  if (!PATCH_TYPES.includes(type)) throw unsupportedPatchType();
  if (!accepted(resource).includes(type))
    throw unsupportedMediaType(accepted(resource));
  return type;
};

const parseJson = (body: string): unknown => {
  try {
    return parseExactJson(body);
  } catch (error) {
    throw badRequest(`json parse error: ${String(error)}`);
  }
};

const withExactIntegers = (value: unknown): unknown => {
  if (typeof value === 'bigint') return exactInteger(value);
  if (Array.isArray(value)) return value.map(withExactIntegers);
  if (!isObject(value)) return value;
  for (const key of Object.keys(value))
    if (key !== '__proto__') value[key] = withExactIntegers(value[key]);
  return value;
};

/** YAML 1.1 as kubectl and the API server read it: without dates and base-60 numbers. */
export const parseManifest = (body: string): unknown => {
  if (body.trimStart().startsWith('{')) return parseJson(body);
  try {
    return withExactIntegers(
      parse(body, {
        version: '1.1',
        intAsBigInt: true,
        // The real server takes the last of two equal keys, and only a strict request refuses them.
        uniqueKeys: false,
        customTags: tags =>
          tags.filter(
            tag =>
              typeof tag === 'string' ||
              !(
                tag.tag.endsWith(':timestamp') ||
                ('format' in tag && tag.format === 'TIME')
              ),
          ),
      }),
    );
  } catch (error) {
    throw badRequest(`yaml parse error: ${String(error)}`);
  }
};

/** The live object with a JSON, merge or strategic merge patch. */
export const patchObject = (
  resource: Resource,
  live: KubernetesObject,
  patch: { readonly type: string; readonly body: string },
): unknown => {
  const parsed = parseJson(patch.body);
  if (patch.type === JSON_PATCH) return jsonPatch(live, parsed);
  if (!isObject(parsed))
    throw badRequest('error decoding patch: json: the patch is not an object');
  return patch.type === MERGE_PATCH
    ? mergePatch(live, parsed)
    : strategicMergePatch(resource.schema, live, parsed);
};
