import {
  createGitHubEmulator,
  type Endpoint,
  type GitHubEmulator,
  type GitHubEmulatorOptions,
  openEndpoint,
  secondaryRateLimit,
} from '@kubeflow-fleet/local-fleet';
import { closeIssue, type IssueOptions, writeIssue } from './gitHubIssue';
import { createLog } from './log';
import { createDocument } from './reportDocument';
import { maskSecret } from './secrets';
import { openRunnerFiles, type RunnerFiles } from './testing/runnerFiles';

const TOKEN = 'ghs_canary_of_the_job';

let endpoint: Endpoint;
let github: GitHubEmulator;
let runner: RunnerFiles;

const open = async (over: Partial<GitHubEmulatorOptions> = {}) => {
  endpoint = await openEndpoint({ name: 'GitHub' });
  github = createGitHubEmulator({
    url: endpoint.url,
    token: TOKEN,
    identity: {
      repository: 'acme/churn',
      ownerId: '1',
      repositoryId: '2',
      ref: 'refs/heads/main',
      sha: 'd'.repeat(40),
      actor: 'octocat',
      workflow: 'drift',
      runId: '7',
      runNumber: 1,
      runAttempt: 1,
      eventName: 'schedule',
    },
    repositories: [{ repository: 'acme/churn' }],
    ...over,
  });
  endpoint.attach(github);
  runner = openRunnerFiles({
    GITHUB_API_URL: `${endpoint.url}/api/v3`,
    GITHUB_REPOSITORY: 'acme/churn',
    GITHUB_RUN_ID: '7',
  });
};

const close = async () => {
  runner.close();
  await endpoint.close();
};

const issue = (id = 'drift fleet.yaml'): IssueOptions => ({
  token: TOKEN,
  action: 'detect-drift',
  id,
  labels: ['kubeflow-drift', 'ops'],
  log: createLog(),
});

const write = (text: string, id?: string) =>
  writeIssue(issue(id), {
    title: 'Drift',
    document: createDocument().paragraph(text),
  });

/** An issue that somebody else opened. */
const plant = async (body: string, labels = ['kubeflow-drift']) => {
  const answer = await fetch(`${endpoint.url}/api/v3/repos/acme/churn/issues`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ title: 'Theirs', body, labels }),
  });
  return (await answer.json()) as { number: number };
};

const states = () =>
  github.issues.map(({ number, state, stateReason }) =>
    [number, state, stateReason].filter(Boolean).join(' '),
  );

beforeEach(() => open());
afterEach(async () => {
  const { unknownRequests } = github;
  await close();
  if (unknownRequests.length > 0) {
    throw new Error(`GitHub has no ${unknownRequests.join(', ')}`);
  }
});

describe('writeIssue', () => {
  it('opens one issue with its labels and edits it from then on', async () => {
    expect(await write('one')).toMatchObject({ state: 'opened', number: 1 });
    expect(await write('two')).toMatchObject({
      state: 'updated',
      number: 1,
      url: expect.stringMatching(/acme\/churn\/issues\/1$/),
    });
    expect(github.issues).toEqual([
      expect.objectContaining({
        title: 'Drift',
        body: '<!-- kubeflow-fleet: drift fleet.yaml -->\ntwo',
        labels: ['kubeflow-drift', 'ops'],
        state: 'open',
      }),
    ]);
  });

  it('leaves the issues of others and of other ids alone', async () => {
    await plant('about drift');
    await write('a', 'drift a.yaml');
    await write('b', 'drift b.yaml');
    expect(states()).toEqual(['1 open', '2 open', '3 open']);
    expect(github.issues[0]!.body).toBe('about drift');
  });

  it('finds its issue behind hundreds of others', async () => {
    await write('mine');
    for (let n = 0; n < 105; n += 1) await plant(`other ${n}`);
    expect(await write('mine again')).toMatchObject({ number: 1 });
  });

  it('opens again what was closed', async () => {
    await write('one');
    await closeIssue(issue(), 'clean');
    expect(await write('two')).toMatchObject({ state: 'reopened', number: 1 });
    expect(states()).toEqual(['1 open']);
  });

  it('leaves one issue open when two jobs look at the same moment', async () => {
    const outcomes = await Promise.all([write('left'), write('right')]);
    expect(outcomes.map(({ state }) => state)).not.toContain('refused');
    await write('next');
    expect(states().filter(text => text.includes('open'))).toEqual(['1 open']);
    expect(github.issues[0]!.body).toContain('next');
  });

  it('closes all but the oldest of issues that were left open, saying of which', async () => {
    const mark = '<!-- kubeflow-fleet: drift fleet.yaml -->';
    for (const text of ['a', 'b', 'c']) await plant(`${mark}\n${text}`);
    await write('now');
    expect(states()).toEqual([
      '1 open',
      '2 closed not_planned',
      '3 closed not_planned',
    ]);
    expect(github.comments.map(({ issue: n, body }) => [n, body])).toEqual([
      [2, 'Duplicate of #1.'],
      [3, 'Duplicate of #1.'],
    ]);
  });

  it('row 18: escapes hostile text and shortens it to what GitHub takes', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => [
      `<img src=x onerror=alert(${n})> | @octocat [x](javascript:1)`,
    ]);
    await writeIssue(issue(), {
      title: 'T'.repeat(1000),
      document: createDocument().table({ columns: ['object'], rows }),
    });
    const [{ body = '', title = '' } = {}] = github.issues;
    expect(title).toHaveLength(250);
    expect(body.length).toBeGreaterThan(50_000);
    expect(body.length).toBeLessThan(65_536);
    expect(body).not.toContain('<img');
    expect(body).toMatch(/Shown: \d+ of 5,000 rows/);
  });

  it('never holds a secret', async () => {
    maskSecret('hunter2-canary');
    await write('the value is hunter2-canary');
    expect(JSON.stringify(github.issues)).not.toContain('hunter2-canary');
  });
});

describe('closeIssue', () => {
  it('closes with a comment, once', async () => {
    await write('one');
    expect(await closeIssue(issue(), 'clean')).toMatchObject({
      state: 'closed',
      number: 1,
    });
    expect(await closeIssue(issue(), 'clean')).toEqual({ state: 'none' });
    expect(states()).toEqual(['1 closed completed']);
    expect(github.comments.map(({ body }) => body)).toEqual(['clean']);
  });
});

describe('row 52: a GitHub that refuses', () => {
  it('is a warning that names the permission', async () => {
    await close();
    await open({ deniedPermissions: ['issues'] });
    expect(await write('one')).toEqual({ state: 'refused' });
    expect(runner.printed()).toContain(
      'The issue could not be written: Resource not accessible by integration',
    );
    expect(runner.printed()).toContain('issues: write');
  });

  it('by its secondary limit is asked again', async () => {
    endpoint.inject(secondaryRateLimit(() => true));
    expect(await write('one')).toMatchObject({ state: 'opened' });
  });

  it('after it made the issue leaves one open', async () => {
    endpoint.inject({
      match: ({ method }) => method === 'POST',
      times: 1,
      effect: { kind: 'reset', when: 'after' },
    });
    await write('one');
    await write('two');
    expect(states().filter(text => text.includes('open')).length).toBe(1);
  });
});
