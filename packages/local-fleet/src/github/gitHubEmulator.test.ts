import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { openEndpoint } from '../fleet/endpoint';
import type { Endpoint } from '../fleet/endpoint';
import type { GitHubEmulator, WorkflowIdentity } from './contract';
import { createGitHubEmulator } from './gitHubEmulator';
import { secondaryRateLimit } from './gitHubFaults';
import { subjectOf } from './oidcIssuer';

const identity: WorkflowIdentity = {
  repository: 'acme/fleet',
  ownerId: '101',
  repositoryId: '202',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  actor: 'alice',
  workflow: 'submit',
  runId: '99',
  runNumber: 7,
  runAttempt: 1,
  eventName: 'push',
};

let endpoint: Endpoint;
let github: GitHubEmulator;
const open = async (
  over: Partial<Parameters<typeof createGitHubEmulator>[0]> = {},
) => {
  endpoint = await openEndpoint({ name: 'GitHub' });
  github = createGitHubEmulator({
    url: endpoint.url,
    token: 'ghs_x',
    identity,
    repositories: [
      {
        repository: 'acme/fleet',
        commits: {
          old: { 'fleet.yaml': 'a: 1\n', 'gone.txt': 'x' },
          main: { 'fleet.yaml': 'a: 2\n', 'new file.txt': 'y' },
        },
        pullRequests: [
          {
            number: 7,
            title: 'Add',
            headRef: 'f',
            headSha: 'main',
            baseRef: 'main',
            baseSha: 'old',
          },
        ],
      },
    ],
    ...over,
  });
  endpoint.attach(github);
};
beforeEach(() => open());
afterEach(() => endpoint.close());

const call = async (
  path: string,
  init: RequestInit & { json?: unknown } = {},
) => {
  const response = await fetch(`${endpoint.url}/api/v3${path}`, {
    headers: { authorization: 'token ghs_x', ...init.headers },
    method: init.method,
    body: init.json === undefined ? init.body : JSON.stringify(init.json),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => JSON.parse(text),
  };
};
const repo = '/repos/acme/fleet';

describe('OIDC', () => {
  const ask = (audience: string, bearer = github.oidc.requestToken) =>
    fetch(`${github.oidc.requestUrl}&audience=${audience}`, {
      headers: { authorization: `Bearer ${bearer}` },
    });

  it('gives a token that its published keys verify', async () => {
    const { value } = (await (await ask('sts.amazonaws.com')).json()) as {
      value: string;
    };
    const discovery = (await (
      await fetch(`${github.issuer}/.well-known/openid-configuration`)
    ).json()) as { jwks_uri: string };
    const { payload } = await jwtVerify(
      value,
      createRemoteJWKSet(new URL(discovery.jwks_uri)),
      { issuer: github.issuer, audience: 'sts.amazonaws.com' },
    );
    expect(payload.sub).toBe('repo:acme@101/fleet@202:ref:refs/heads/main');
    expect(payload).toMatchObject({
      repository: 'acme/fleet',
      actor: 'alice',
      run_attempt: '1',
    });
    expect(payload.exp! - payload.iat!).toBe(300);
    expect(github.issuedAudiences).toEqual(['sts.amazonaws.com']);
  });

  it('refuses a wrong request token', async () => {
    expect((await ask('sts.amazonaws.com', 'wrong')).status).toBe(401);
    expect(github.issuedAudiences).toEqual([]);
  });

  it('defaults the audience to the owner', async () => {
    const { value } = (await (await ask('')).json()) as { value: string };
    expect(decodeJwt(value).aud).toBe('https://github.com/acme');
  });

  it('writes the subject of each kind of job', () => {
    expect(subjectOf({ ...identity, subject: 'legacy' })).toBe(
      'repo:acme/fleet:ref:refs/heads/main',
    );
    expect(
      subjectOf({ ...identity, subject: 'legacy', environment: 'prod' }),
    ).toBe('repo:acme/fleet:environment:prod');
    expect(subjectOf({ ...identity, eventName: 'pull_request' })).toBe(
      'repo:acme@101/fleet@202:pull_request',
    );
  });
});

describe('REST', () => {
  it('creates, edits and pages comments', async () => {
    for (let n = 0; n < 35; n++)
      await call(`${repo}/issues/7/comments`, {
        method: 'POST',
        json: { body: `c${n}` },
      });
    const first = await call(`${repo}/issues/7/comments`);
    expect(first.json()).toHaveLength(30);
    const next = /<([^>]+)>; rel="next"/.exec(
      first.headers.get('link') ?? '',
    )?.[1];
    const second = await fetch(next!, {
      headers: { authorization: 'token ghs_x' },
    });
    const [comment] = (await second.json()) as { id: number; body: string }[];
    expect(comment?.body).toBe('c30');
    await call(`${repo}/issues/comments/${comment!.id}`, {
      method: 'PATCH',
      json: { body: 'edited' },
    });
    expect(github.comments.find(c => c.id === comment!.id)?.body).toBe(
      'edited',
    );
    expect(github.comments).toHaveLength(35);
  });

  it('refuses a comment of more than 65,536 characters', async () => {
    const long = await call(`${repo}/issues/7/comments`, {
      method: 'POST',
      json: { body: 'x'.repeat(65_537) },
    });
    expect(long.status).toBe(422);
    expect(github.comments).toEqual([]);
  });

  it('keeps deployments with their statuses', async () => {
    const { id } = (
      await call(`${repo}/deployments`, {
        method: 'POST',
        json: { ref: 'main', environment: 'ml', required_contexts: [] },
      })
    ).json();
    await call(`${repo}/deployments/${id}/statuses`, {
      method: 'POST',
      json: { state: 'success', log_url: 'https://x' },
    });
    const bad = await call(`${repo}/deployments/${id}/statuses`, {
      method: 'POST',
      json: { state: 'done' },
    });
    expect(bad.status).toBe(422);
    expect(github.deployments).toMatchObject([
      {
        environment: 'ml',
        statuses: [{ state: 'success', logUrl: 'https://x' }],
      },
    ]);
  });

  it('compares commits and serves contents, also raw', async () => {
    const { files } = (await call(`${repo}/compare/old...main`)).json();
    expect(
      files.map((f: { filename: string; status: string }) => [
        f.filename,
        f.status,
      ]),
    ).toEqual([
      ['fleet.yaml', 'modified'],
      ['gone.txt', 'removed'],
      ['new file.txt', 'added'],
    ]);
    const { content } = (
      await call(`${repo}/contents/fleet.yaml?ref=old`)
    ).json();
    expect(Buffer.from(content, 'base64').toString()).toBe('a: 1\n');
    const raw = await call(`${repo}/contents/new%20file.txt?ref=main`, {
      headers: {
        authorization: 'token ghs_x',
        accept: 'application/vnd.github.raw+json',
      },
    });
    expect(raw.text).toBe('y');
    expect((await call(`${repo}/contents/nope`)).status).toBe(404);
  });

  it('remembers and refuses what it does not have', async () => {
    const answer = await call(`${repo}/releases`);
    expect(answer.status).toBe(501);
    expect(answer.json().message).toContain(
      'GET /api/v3/repos/acme/fleet/releases',
    );
    expect(github.unknownRequests).toEqual([
      'GET /api/v3/repos/acme/fleet/releases',
    ]);
  });

  it('checks the token and its permissions', async () => {
    expect(
      (await call(repo, { headers: { authorization: 'token other' } })).status,
    ).toBe(401);
    await endpoint.close();
    await open({ deniedPermissions: ['issues'] });
    const denied = await call(`${repo}/issues/7/comments`, {
      method: 'POST',
      json: { body: 'x' },
    });
    expect(denied.status).toBe(403);
    expect(denied.json().message).toBe(
      'Resource not accessible by integration',
    );
  });

  it('row 52: answers the secondary rate limit once, then works', async () => {
    endpoint.inject(secondaryRateLimit(({ method }) => method === 'POST'));
    const post = () =>
      call(`${repo}/issues/7/comments`, {
        method: 'POST',
        json: { body: 'x' },
      });
    const limited = await post();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([
      403,
      '1',
    ]);
    expect((await post()).status).toBe(201);
    expect(endpoint.requests.map(r => r.status)).toEqual([403, 201]);
  });

  it('updates check runs and wants a conclusion when they complete', async () => {
    const { id } = (
      await call(`${repo}/check-runs`, {
        method: 'POST',
        json: { name: 'ml', head_sha: 'main' },
      })
    ).json();
    const incomplete = await call(`${repo}/check-runs/${id}`, {
      method: 'PATCH',
      json: { status: 'completed' },
    });
    expect(incomplete.status).toBe(422);
    await call(`${repo}/check-runs/${id}`, {
      method: 'PATCH',
      json: { conclusion: 'success' },
    });
    expect(github.checkRuns).toMatchObject([
      { status: 'completed', conclusion: 'success' },
    ]);
  });
});
