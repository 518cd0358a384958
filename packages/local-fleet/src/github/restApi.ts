import type { IncomingMessage } from 'node:http';
import { checkRoutes } from './checkRoutes';
import { contentRoutes } from './contentRoutes';
import type { GitHubEmulatorOptions } from './contract';
import { deploymentRoutes } from './deploymentRoutes';
import type { GitHubState } from './gitHubState';
import { issueRoutes } from './issueRoutes';
import { issueTrackerRoutes } from './issueTrackerRoutes';
import type { RestAnswer, RestRoute } from './restAnswer';

const routes: readonly RestRoute[] = [
  ...issueRoutes,
  ...issueTrackerRoutes,
  ...deploymentRoutes,
  ...contentRoutes,
  ...checkRoutes,
];

/** Prefix of the REST API, as on a GitHub Enterprise Server. */
export const API_PATH = '/api/v3';

/** An error answer in GitHub's form. */
export const refusal = (status: number, message: string): RestAnswer => ({
  status,
  body: { message, status: String(status) },
});

const readJson = async (
  request: IncomingMessage,
): Promise<Record<string, unknown> | undefined> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const checkAccess = (
  authorization: string,
  options: GitHubEmulatorOptions,
  permission: RestRoute['permission'],
): RestAnswer | undefined => {
  if (!authorization) return refusal(401, 'Requires authentication');
  const [, token] = /^(?:token|bearer) (.+)$/i.exec(authorization) ?? [];
  if (token !== options.token) return refusal(401, 'Bad credentials');
  return options.deniedPermissions?.includes(permission)
    ? refusal(403, 'Resource not accessible by integration')
    : undefined;
};

/** Answers the REST API; everything that no route knows is remembered and refused. */
export class RestApi {
  readonly unknownRequests: string[] = [];

  constructor(private readonly state: GitHubState) {}

  async answer(request: IncomingMessage, url: URL): Promise<RestAnswer> {
    const method = request.method ?? 'GET';
    const [, repository, below = ''] =
      /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(
        url.pathname.slice(API_PATH.length),
      ) ?? [];
    const route = routes.find(r => r.method === method && r.path.test(below));
    const body = await readJson(request);
    if (!repository || !route) return this.unknown(method, url.pathname);
    const refused = checkAccess(
      request.headers.authorization ?? '',
      this.state.options,
      route.permission,
    );
    if (refused) return refused;
    if (!this.state.repository(repository)) return refusal(404, 'Not Found');
    if (!body) return refusal(400, 'Problems parsing JSON');
    return route.answer({
      state: this.state,
      repository,
      path: url.pathname,
      names: (route.path.exec(below) ?? []).slice(1).map(decodeURIComponent),
      query: url.searchParams,
      body,
      accept: request.headers.accept ?? '',
    });
  }

  private unknown(method: string, path: string): RestAnswer {
    this.unknownRequests.push(`${method} ${path}`);
    return refusal(
      501,
      `The local fleet's GitHub has no ${method} ${path}. It has issues, comments, deployments, contents, compare, pulls and check runs.`,
    );
  }
}
