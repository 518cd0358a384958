import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gitHubClient } from '@kubeflow-fleet/action-toolkit';
import { gitHubChanges } from './gitHubChanges';

type Answer = readonly [status: number, body: unknown];

const BASE = 'a'.repeat(40);
const HEAD = 'b'.repeat(40);

let answers: Record<string, Answer> = {};
let requests: string[] = [];
let charset = '';

/** GitHub's REST API for one repository; a route that a test did not expect answers 418. */
const gitHub = createServer((request, response) => {
  const route = request.url!.replace('/repos/ml/fleet', '');
  requests.push(route);
  const [status, body] = answers[route] ?? [
    418,
    { message: `unexpected ${route}` },
  ];
  const raw = request.headers.accept?.includes('raw');
  response.writeHead(status, {
    'content-type': raw
      ? `application/vnd.github.raw+json${charset}`
      : 'application/json',
  });
  response.end(raw && status === 200 ? String(body) : JSON.stringify(body));
});

const compareRoute = (from: string, to: string) =>
  `/compare/${from}...${to}?per_page=1`;
const FORWARD = compareRoute(BASE, HEAD);
const BACKWARD = compareRoute(HEAD, BASE);

const source = ({
  base = BASE,
  replacesBase = true,
}: { base?: string; replacesBase?: boolean } = {}) =>
  gitHubChanges({
    client: () => gitHubClient('token', 'select-clusters'),
    repository: { owner: 'ml', repo: 'fleet' },
    range: { base, head: HEAD },
    event: 'push',
    replacesBase,
  });

beforeAll(async () => {
  await new Promise<void>(done => gitHub.listen(0, '127.0.0.1', done));
  process.env.GITHUB_API_URL = `http://127.0.0.1:${
    (gitHub.address() as AddressInfo).port
  }`;
});
afterAll(async () => {
  delete process.env.GITHUB_API_URL;
  gitHub.closeAllConnections();
  await new Promise(done => gitHub.close(done));
});
beforeEach(() => {
  answers = {};
  requests = [];
  charset = '; charset=utf-8';
});

const file = (filename: string, previous_filename?: string) => ({
  filename,
  previous_filename,
});

describe('changes by GitHub', () => {
  it('are the files of the comparison, renames with both names', async () => {
    answers[FORWARD] = [
      200,
      { status: 'ahead', files: [file('a'), file('b', 'old/b')] },
    ];
    expect(await source().compare()).toEqual({
      files: [{ path: 'a' }, { path: 'b', previousPath: 'old/b' }],
      isCut: false,
    });
    expect(requests).toEqual([FORWARD]);
  });

  it('of a forced push include the files of the commits that it dropped', async () => {
    answers[FORWARD] = [200, { status: 'diverged', files: [file('new')] }];
    answers[BACKWARD] = [200, { status: 'diverged', files: [file('dropped')] }];
    expect((await source().compare())?.files.map(({ path }) => path)).toEqual([
      'new',
      'dropped',
    ]);
  });

  it('of a pull request do not include what its base branch got meanwhile', async () => {
    answers[FORWARD] = [200, { status: 'diverged', files: [file('mine')] }];
    const comparison = await source({ replacesBase: false }).compare();
    expect(comparison?.files.map(({ path }) => path)).toEqual(['mine']);
    expect(requests).toEqual([FORWARD]);
  });

  it('are cut at the 300 files that GitHub lists', async () => {
    const files = Array.from({ length: 300 }, (_, n) => file(`f${n}`));
    answers[FORWARD] = [200, { status: 'ahead', files }];
    expect((await source().compare())?.isCut).toBe(true);
  });

  it('are not known when the base commit is gone', async () => {
    answers[FORWARD] = [404, { message: 'Not Found' }];
    expect(await source().compare()).toBeUndefined();
  });

  it('read a file as text at the base, whatever its name', async () => {
    const route = `/contents/deploy/my%20fleet%23.yaml?ref=${BASE}`;
    answers[route] = [200, 'kind: Fleet\n'];
    expect(await source().fileAtBase('deploy/my fleet#.yaml')).toBe(
      'kind: Fleet\n',
    );
    expect(requests).toEqual([route]);
  });

  it('read a file whose character set GitHub does not name', async () => {
    charset = '';
    answers[`/contents/fleet.yaml?ref=${BASE}`] = [200, 'name: größe\n'];
    expect(await source().fileAtBase('fleet.yaml')).toBe('name: größe\n');
  });

  it('find no file where there was none', async () => {
    answers[`/contents/fleet.yaml?ref=${BASE}`] = [
      404,
      { message: 'Not Found' },
    ];
    expect(await source().fileAtBase('fleet.yaml')).toBeUndefined();
  });

  it('row 52: survive a short outage of GitHub', async () => {
    answers[FORWARD] = [503, { message: 'Service Unavailable' }];
    const comparison = source().compare();
    while (requests.length === 0)
      await new Promise(done => setTimeout(done, 10));
    answers[FORWARD] = [200, { status: 'ahead', files: [file('a')] }];
    expect((await comparison)?.files).toEqual([{ path: 'a' }]);
    expect(requests.length).toBeGreaterThan(1);
  });

  it('say which permission is missing', async () => {
    answers[FORWARD] = [
      403,
      { message: 'Resource not accessible by integration' },
    ];
    await expect(source().compare()).rejects.toMatchObject({
      reason: 'ContentsPermissionMissing',
      message:
        'GitHub: the changed files cannot be read (status 403). Add "permissions: contents: read" to the job.',
    });
  });
});
