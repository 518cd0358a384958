import type { JsonObject } from '../json';
import { asObject, isObject } from '../json';
import type { Resource } from '../resources';
import { groupVersion } from '../resources';
import type { ListStep, TypeMismatch } from '../schema/conform';
import { conform } from '../schema/conform';
import { pathText } from '../serverSideApply/fieldSet';
import { listKeyProblem } from '../serverSideApply/listKeyProblem';
import { elementOf } from '../serverSideApply/pathElement';
import { badRequest, internalError } from '../status';

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

/** `apps/v1` and `v1` as Go prints them. */
const typeText = (apiVersion: string, kind: string) =>
  `${apiVersion.includes('/') ? '' : '/'}${apiVersion}, Kind=${kind}`;

const checkType = (resource: Resource, body: JsonObject) => {
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
};

/**
 * What an applied configuration says of itself must fit the URL and the schema; returns its metadata. Throws the
 * 400 and 500 of the real server.
 */
export const checkConfiguration = (
  { resource, name }: { readonly resource: Resource; readonly name: string },
  body: unknown,
): JsonObject => {
  if (!isObject(body)) throw badRequest('the applied body is not an object');
  checkType(resource, body);
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
