import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GitHubEmulator, GitHubEmulatorOptions } from './contract';
import { GitHubState } from './gitHubState';
import { OidcIssuer, subjectOf } from './oidcIssuer';
import { RestApi, refusal } from './restApi';
import type { RestAnswer } from './restAnswer';

const send = (response: ServerResponse, answer: RestAnswer) => {
  const text =
    typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-github-api-version-selected': '2022-11-28',
    ...answer.headers,
  });
  response.end(text);
};

const answerOidc = async (
  oidc: OidcIssuer,
  request: IncomingMessage,
  url: URL,
): Promise<RestAnswer | undefined> => {
  switch (url.pathname) {
    case '/oidc/.well-known/openid-configuration':
      return { status: 200, body: oidc.discovery() };
    case '/oidc/.well-known/jwks':
      return { status: 200, body: await oidc.jwks() };
    case '/oidc/token': {
      if (!oidc.accepts(request.headers.authorization))
        return refusal(401, 'The request token of the job is missing or wrong');
      const audience = url.searchParams.get('audience') ?? undefined;
      const value = await oidc.token(audience);
      return { status: 200, body: { count: value.length, value } };
    }
    default:
      return undefined;
  }
};

/** GitHub as the actions see it: the OIDC token service and a part of the REST API, in one server. */
export const createGitHubEmulator = (
  options: GitHubEmulatorOptions,
): GitHubEmulator => {
  const issuer = `${options.url}/oidc`;
  const requestToken =
    options.requestToken ?? randomBytes(24).toString('base64url');
  const oidc = new OidcIssuer({
    issuer,
    identity: options.identity,
    requestToken,
    now: () => (options.clock ?? Date).now(),
  });
  const state = new GitHubState(options);
  const rest = new RestApi(state);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', options.url);
    send(
      response,
      (await answerOidc(oidc, request, url)) ??
        (await rest.answer(request, url)),
    );
  };

  return {
    issuer,
    oidc: { requestUrl: `${issuer}/token?api-version=2.0`, requestToken },
    comments: state.comments,
    issues: state.issues,
    deployments: state.deployments,
    checkRuns: state.checkRuns,
    unknownRequests: rest.unknownRequests,
    issuedAudiences: oidc.audiences,
    subject: subjectOf(options.identity),
    handle: (request, response) => {
      answer(request, response).catch(error =>
        send(response, refusal(500, String(error))),
      );
    },
    close: () => undefined,
  };
};
