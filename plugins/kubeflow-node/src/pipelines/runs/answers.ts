import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

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
  if (error.upstreamStatus !== undefined) {
    return isRepeatable(error.upstreamStatus) ? 'uncertain' : 'refused';
  }
  return refusals.has(error.name) ? 'refused' : 'uncertain';
};

export const isNotFound = (error: unknown): boolean =>
  isKubeflowError(error) && error.name === 'NotFoundError';

export const isConflict = (error: unknown): boolean =>
  isKubeflowError(error) && error.name === 'ConflictError';

export const isForbidden = (error: unknown): boolean =>
  isKubeflowError(error) && error.name === 'NotAllowedError';

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
