import {
  hasReason,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

/** What an error of a call says about the call's effect. */
export type Meaning =
  /** The server looked at the request and refused it: it had no effect. */
  | 'refused'
  /** Nobody knows whether it had one: 5xx, a time-out, a lost answer, an error of no known kind. */
  | 'uncertain';

const refusals: ReadonlySet<string> = new Set([
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotImplementedError',
]);

const isRepeatable = (status: number) =>
  status >= 500 || status === 408 || status === 429;

/** Reads an error as the answer that it is; by status when there is one, else by the error's class. */
export const meaningOf = (error: unknown): Meaning => {
  if (!isKubeflowError(error)) return 'uncertain';
  // A 200 whose body is no answer says nothing about the effect either.
  if (error.upstreamStatus !== undefined && error.upstreamStatus >= 300) {
    return isRepeatable(error.upstreamStatus) ? 'uncertain' : 'refused';
  }
  return refusals.has(error.name) ? 'refused' : 'uncertain';
};

/** What happened, without the subject and the remedy: for a sentence that has both already. */
export const factOf = (error: unknown): string => {
  if (isKubeflowError(error)) return error.fact;
  return error instanceof Error ? error.message : String(error);
};

const lasting: ReadonlySet<string> = new Set([
  'HostNotFound',
  'NotHttp',
  'NotTls',
  'ProxyRefused',
]);

/** True for an error that a repetition within minutes would meet again: names, certificates, protocols. */
export const isLasting = (error: unknown): boolean =>
  isKubeflowError(error) &&
  (lasting.has(error.reason) || error.reason.startsWith('Certificate'));

/** True for an answer that is none: garbage, or a page. Seen several times, it will stay. */
export const isNoAnswer = (error: unknown): boolean =>
  isKubeflowError(error) &&
  error.name === 'ResponseError' &&
  (error.upstreamStatus ?? 0) < 500;

/** The object that was asked for does not exist; a missing service or API is another matter. */
export const isNotFound = (error: unknown): error is KubeflowError =>
  hasReason(error, 'NotFound');

export const isTaken = (error: unknown): boolean =>
  hasReason(error, 'AlreadyExists');

/** The object has changed since it was read. */
export const isOutdated = (error: unknown): boolean =>
  hasReason(error, 'Conflict');

/** A right is missing; a quota that is used up is another matter. */
export const isForbidden = (error: unknown): boolean =>
  isKubeflowError(error) &&
  error.name === 'NotAllowedError' &&
  error.reason !== 'QuotaExceeded';

/** The answer, or undefined when the server has no such object; other errors are thrown. */
export const orUndefined = async <T>(
  answer: Promise<T>,
): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
};
