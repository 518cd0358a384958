import type { IncomingMessage } from 'node:http';
import { ANONYMOUS, type User } from './authentication';
import type { RoleAuthorizer } from './rbac';
import { badRequest } from './status';

const AUTHENTICATION = 'authentication.k8s.io';
const EXTRA = 'impersonate-extra-';

interface Claim {
  readonly plural: string;
  readonly name: string;
  readonly group?: string;
  readonly namespace?: string;
  readonly subresource?: string;
}

interface Wanted {
  readonly user: User;
  /** Each must be granted for the verb `impersonate`. */
  readonly claims: readonly Claim[];
}

const accountOf = (username: string) => {
  const [, namespace, name] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? [];
  return namespace && name ? { namespace, name } : undefined;
};

const groupsOf = (username: string, given: readonly string[]) => {
  const account = accountOf(username);
  const ofAccount = account
    ? ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`]
    : [];
  const everybody =
    username === ANONYMOUS.username
      ? ANONYMOUS.groups
      : ['system:authenticated'];
  return [
    ...new Set([...(given.length > 0 ? given : ofAccount), ...everybody]),
  ];
};

const wanted = (request: IncomingMessage): Wanted | undefined => {
  const headers = request.headersDistinct;
  const [username] = headers['impersonate-user'] ?? [];
  const groups = headers['impersonate-group'] ?? [];
  const [uid] = headers['impersonate-uid'] ?? [];
  const extra = Object.entries(headers).flatMap(([name, values]) =>
    name.startsWith(EXTRA)
      ? [[decodeURIComponent(name.slice(EXTRA.length)), values ?? []] as const]
      : [],
  );
  if (!username) {
    if (groups.length > 0 || uid || extra.length > 0)
      throw badRequest(
        'groups, uid or extra cannot be impersonated without a user',
      );
    return undefined;
  }
  const account = accountOf(username);
  const claims: readonly Claim[] = [
    account
      ? { plural: 'serviceaccounts', ...account }
      : { plural: 'users', name: username },
    ...groups.map(name => ({ plural: 'groups', name })),
    ...(uid ? [{ plural: 'uids', name: uid, group: AUTHENTICATION }] : []),
    ...extra.flatMap(([subresource, values]) =>
      values.map(name => ({
        plural: 'userextras',
        subresource,
        name,
        group: AUTHENTICATION,
      })),
    ),
  ];
  const user = {
    username,
    groups: groupsOf(username, groups),
    ...(uid && { uid }),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
  };
  return { user, claims };
};

/**
 * The user that a request is to be judged as: the one of its `Impersonate-*` headers, or its own.
 *
 * @throws ApiError 403 when `user` may not impersonate, 400 for groups without a user.
 */
export const impersonated = (
  request: IncomingMessage,
  user: User,
  authorizer: RoleAuthorizer,
): User => {
  const other = wanted(request);
  for (const claim of other?.claims ?? [])
    authorizer.authorize(user, {
      isResource: true,
      verb: 'impersonate',
      group: '',
      version: 'v1',
      ...claim,
    });
  return other?.user ?? user;
};
