import type { IncomingMessage } from 'node:http';
import type { UserInfo } from './contract';
import type { ServiceAccountTokens } from './serviceAccountTokens';
import { unauthorized } from './status';

/** A user with every group, ready for RBAC. */
export interface User {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Who sends no token. */
export const ANONYMOUS: User = {
  username: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

const authenticated = (info: UserInfo): User => ({
  ...info,
  groups: [...new Set([...(info.groups ?? []), 'system:authenticated'])],
});

/** The bearer token of a header, or undefined when the header carries none. */
export const bearerToken = (header: string | undefined): string | undefined => {
  const match = /^bearer\s+(\S+)\s*$/i.exec(header ?? '');
  return match?.[1];
};

/** Names the user behind a token: this cluster's service accounts first, then the given authenticator. */
export const createTokenReviewer =
  (
    tokens: ServiceAccountTokens,
    authenticate: (bearerToken: string) => Promise<UserInfo | undefined>,
  ) =>
  async (
    token: string,
    audiences?: readonly string[],
  ): Promise<User | undefined> => {
    const account = await tokens.verify(token, audiences);
    const info = account ?? (await authenticate(token));
    return info && authenticated(info);
  };

/** Names the user of a request; throws a 401 for a token that nobody knows. */
export const authenticateRequest = async (
  request: IncomingMessage,
  review: (token: string) => Promise<User | undefined>,
): Promise<User> => {
  const { authorization } = request.headers;
  if (authorization === undefined) return ANONYMOUS;
  const token = bearerToken(authorization);
  // Other schemes, such as basic, name nobody: the real server goes on as anonymous too.
  if (token === undefined) return ANONYMOUS;
  const user = await review(token);
  if (!user) throw unauthorized();
  return user;
};
