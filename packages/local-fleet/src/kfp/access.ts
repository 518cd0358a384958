import { ApiError, invalidInput } from './errors';
import type { ApiRequest } from './router';

/** What a call wants to do, in words of KFP's SubjectAccessReview (group `pipelines.kubeflow.org`). */
export interface Permission {
  readonly resource: 'pipelines' | 'experiments' | 'runs' | 'jobs' | 'viewers';
  readonly verb: string;
  readonly namespace: string;
}

/** Who is who, and who may do what, in multi-user mode. */
export interface AccessOptions {
  /** User of a bearer token with audience `pipelines.kubeflow.org`, or undefined. Default: no token is good. */
  readonly userOfToken?: (token: string) => Promise<string | undefined>;
  /** Default: every user may do everything. */
  readonly mayDo?: (user: string, permission: Permission) => boolean;
}

/** The check in front of every handler. */
export interface Access {
  /** Checks a call in multi-user mode; does nothing in single-user mode. @throws ApiError 3, 7 or 16. */
  check(request: ApiRequest, permission: Permission): Promise<void>;
}

const NOUNS = {
  pipelines: 'A pipeline',
  experiments: 'An experiment',
  runs: 'A run',
  jobs: 'a recurring run',
  viewers: 'A viewer',
} as const;

/** Access of single-user mode: everybody, everything. */
export const openAccess: Access = { check: async () => {} };

const userOf = async (
  { headers }: ApiRequest,
  options: AccessOptions,
): Promise<string | undefined> => {
  const named = headers['kubeflow-userid'];
  if (typeof named === 'string' && named !== '') return named;
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  return token && options.userOfToken?.(token);
};

/** Access of multi-user mode: user header first, then the bearer token, then the permission in the namespace. */
export const namespacedAccess = (options: AccessOptions): Access => ({
  async check(request, permission) {
    const shared =
      permission.resource === 'pipelines' && permission.namespace === '';
    if (permission.namespace === '' && !shared) {
      throw invalidInput(
        `${
          NOUNS[permission.resource]
        } cannot have an empty namespace in multi-user mode`,
      ).wrap('Failed to authorize the request');
    }
    const user = await userOf(request, options);
    if (user === undefined) {
      const fact =
        'Failed to check authorization. User identity is empty in the request header';
      throw new ApiError(
        16,
        `Unauthenticated: ${fact}: Request header error: there is no user identity header.`,
        fact,
      ).wrap('Failed to authorize the request');
    }
    if (options.mayDo && !options.mayDo(user, permission)) {
      const fact = `User '${user}' is not authorized with reason:  (request: &ResourceAttributes{Namespace:${permission.namespace},Verb:${permission.verb},Group:pipelines.kubeflow.org,Version:v1beta1,Resource:${permission.resource},})`;
      throw new ApiError(
        7,
        `PermissionDenied: ${fact}: Unauthorized access`,
        fact,
      ).wrap('Failed to authorize the request');
    }
  },
});
