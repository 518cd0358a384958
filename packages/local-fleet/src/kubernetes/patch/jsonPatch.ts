import type { Operation } from 'rfc6902';
import { applyPatch } from 'rfc6902';
import { clone, isObject } from '../json';
import { ApiError, badRequest } from '../status';

const isOperation = (value: unknown): value is Operation =>
  isObject(value) &&
  typeof value.op === 'string' &&
  typeof value.path === 'string';

/** JSON patch, RFC 6902; throws a 422 when an operation or test fails. */
export const jsonPatch = (target: unknown, patch: unknown): unknown => {
  if (!Array.isArray(patch) || !patch.every(isOperation))
    throw badRequest(
      'error decoding patch: json: the patch is not an array of operations',
    );
  const result = clone(target);
  if (applyPatch(result, patch).every(error => error === null)) return result;
  throw new ApiError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    details: {},
  });
};
