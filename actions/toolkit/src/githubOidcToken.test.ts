import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { githubOidcToken } from './githubOidcToken';
import { openRunnerFiles, type RunnerFiles } from './testing/runnerFiles';

let runner: RunnerFiles;
let server: http.Server;
let requests: { url?: string; authorization?: string }[];
let answers: (readonly [status: number, body: string])[];

beforeEach(async () => {
  requests = [];
  answers = [];
  server = http.createServer((request, response) => {
    requests.push({
      url: request.url,
      authorization: request.headers.authorization,
    });
    const [status, body] = answers.shift() ?? [404, ''];
    response.writeHead(status).end(body);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  runner = openRunnerFiles({
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/oidc?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-canary',
  });
});
afterEach(async () => {
  runner.close();
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
});

it('asks for the audience with the request token, and masks both tokens', async () => {
  answers = [[200, '{"value":"header.payload-canary.signature"}']];
  expect(await githubOidcToken('sts.amazonaws.com')).toBe(
    'header.payload-canary.signature',
  );
  expect(requests).toEqual([
    {
      url: '/oidc?api-version=2.0&audience=sts.amazonaws.com',
      authorization: 'Bearer request-token-canary',
    },
  ]);
  expect(runner.printed()).toContain('::add-mask::request-token-canary');
  expect(runner.printed()).toContain(
    '::add-mask::header.payload-canary.signature',
  );
});

it('asks again when the service is briefly out', async () => {
  answers = [
    [503, ''],
    [200, '{"value":"header.payload.signature"}'],
  ];
  await expect(githubOidcToken('a')).resolves.toBe('header.payload.signature');
});

it.each([
  [400, 'no such audience'],
  [200, '<html>'],
  [200, '{}'],
  [200, '{"value":7}'],
])('says so when the service answers %d %s', async (status, body) => {
  answers = [[status, body]];
  const error = await githubOidcToken('a').catch(e => e);
  expect(error).toMatchObject({ reason: 'IdTokenRefused' });
  expect(error.message).not.toContain('html');
});

it.each(['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'])(
  'row 22: without %s it names the line to add',
  async name => {
    delete process.env[name];
    await expect(githubOidcToken('a')).rejects.toMatchObject({
      name: 'AuthenticationError',
      reason: 'IdTokenPermissionMissing',
      remedy: expect.stringContaining('"permissions: id-token: write"'),
    });
    expect(requests).toEqual([]);
  },
);
