import fs from 'node:fs';
import path from 'node:path';
import {
  createGitHubEmulator,
  type Endpoint,
  type Fault,
  type GitHubEmulator,
  type GitHubEmulatorOptions,
  openEndpoint,
} from '@kubeflow-fleet/local-fleet';
import { startDeployment } from './deployment';
import { createLog } from './log';
import { writePullRequestComment } from './pullRequestComment';
import { createDocument } from './reportDocument';
import { maskSecret } from './secrets';
import { openRunnerFiles, type RunnerFiles } from './testing/runnerFiles';

const SHA = 'd'.repeat(40);
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
      sha: SHA,
      actor: 'octocat',
      workflow: 'train',
      runId: '7',
      runNumber: 1,
      runAttempt: 1,
      eventName: 'push',
    },
    repositories: [
      {
        repository: 'acme/churn',
        commits: { [SHA]: { a: '1' }, main: { a: '1' } },
        pullRequests: [
          {
            number: 12,
            title: 'Train',
            headRef: 'f',
            headSha: SHA,
            baseRef: 'main',
            baseSha: 'main',
          },
        ],
      },
    ],
    ...over,
  });
  endpoint.attach(github);
  runner = openRunnerFiles({
    GITHUB_API_URL: `${endpoint.url}/api/v3`,
    GITHUB_REPOSITORY: 'acme/churn',
    GITHUB_SHA: SHA,
    GITHUB_RUN_ID: '7',
    GITHUB_REF: 'refs/pull/12/merge',
    GITHUB_EVENT_NAME: 'pull_request',
  });
};

const close = async () => {
  runner.close();
  await endpoint.close();
};

const comment = (text: string, id = 'submit-pipeline churn') =>
  writePullRequestComment({
    token: TOKEN,
    action: 'submit-pipeline',
    id,
    document: createDocument().paragraph(text),
    log: createLog(),
  });

const failAll = (effect: Fault['effect']) =>
  endpoint.inject({ match: () => true, times: 1000, effect });

beforeEach(() => open());
afterEach(async () => {
  const { unknownRequests } = github;
  await close();
  if (unknownRequests.length > 0) {
    throw new Error(`GitHub has no ${unknownRequests.join(', ')}`);
  }
});

describe('writePullRequestComment', () => {
  it('writes one comment and edits it from then on', async () => {
    await comment('first');
    await comment('second');
    await comment('of another step', 'submit-pipeline fraud');
    expect(github.comments.map(({ issue, body }) => [issue, body])).toEqual([
      [12, '<!-- kubeflow-fleet: submit-pipeline churn -->\nsecond'],
      [12, '<!-- kubeflow-fleet: submit-pipeline fraud -->\nof another step'],
    ]);
    expect(endpoint.requests.map(({ userAgent }) => userAgent)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          'kubeflow-fleet-for-github-actions/submit-pipeline run/7',
        ),
      ]),
    );
  });

  it('finds its comment behind hundreds of others', async () => {
    for (let n = 0; n < 130; n += 1) {
      await fetch(
        `${endpoint.url}/api/v3/repos/acme/churn/issues/12/comments`,
        {
          method: 'POST',
          headers: { authorization: `token ${TOKEN}` },
          body: JSON.stringify({ body: `chatter ${n}` }),
        },
      );
    }
    await comment('first');
    await comment('second');
    expect(github.comments).toHaveLength(131);
    expect(github.comments[130]!.body).toMatch(/second$/);
  });

  it('row 53: is shortened to what GitHub takes', async () => {
    const document = createDocument().bullets(
      Array.from({ length: 5000 }, (_, n) => `ü ${n} ${'x'.repeat(40)}`),
    );
    await writePullRequestComment({
      token: TOKEN,
      action: 'a',
      id: 'a',
      document,
      log: createLog(),
    });
    expect(github.comments[0]!.body.length).toBeLessThanOrEqual(64_000);
    expect(github.comments[0]!.body).toMatch(/more of 5000$/);
  });

  it('S1: holds no secret that was masked', async () => {
    maskSecret('canary-of-the-cluster');
    await comment('the pod printed canary-of-the-cluster');
    expect(github.comments[0]!.body).toMatch(/printed (\\\*){3}$/);
    expect(github.comments[0]!.body).not.toContain('canary');
  });

  it('goes to the merged pull request of a push', async () => {
    process.env.GITHUB_REF = 'refs/heads/main';
    process.env.GITHUB_EVENT_NAME = 'push';
    await comment('after the merge');
    expect(endpoint.requests[0]!.url).toContain(`/commits/${SHA}/pulls`);
  });

  it.each([
    [403, 'no', 'pull-requests: write'],
    [403, 'a secondary rate limit', 'when GitHub answers'],
    [404, 'no', 'pull-requests: write'],
    [401, 'Bad credentials', 'github-token'],
    [500, 'no', 'when GitHub answers'],
  ])(
    'row 52: a %i (%s) is a warning that says what to do, and nothing more',
    async (status, message, remedy) => {
      failAll({ kind: 'status', status, body: JSON.stringify({ message }) });
      expect(await comment('x')).toBe('refused');
      expect(runner.printed()).toContain(
        '::warning ::The pull request comment could not be written: ',
      );
      expect(runner.printed()).toContain(remedy);
      expect(github.comments).toEqual([]);
    },
    60_000,
  );

  it('row 52: is written after a short outage', async () => {
    endpoint.inject({
      match: () => true,
      times: 1,
      effect: { kind: 'status', status: 502 },
    });
    await comment('after all');
    expect(github.comments).toHaveLength(1);
    expect(runner.printed()).not.toContain('::warning');
  }, 30_000);

  it('row 52: is a warning when the token may not write', async () => {
    await close();
    await open({ deniedPermissions: ['issues'] });
    expect(await comment('x')).toBe('refused');
    expect(runner.printed()).toContain(
      'Resource not accessible by integration',
    );
  });

  it('says that there is no pull request, and writes nothing', async () => {
    process.env.GITHUB_REF = 'refs/heads/main';
    process.env.GITHUB_EVENT_NAME = 'workflow_dispatch';
    await comment('x');
    expect(runner.printed()).toContain('No pull request belongs to this event');
    expect(endpoint.requests).toEqual([]);
  });
});

describe('startDeployment', () => {
  const start = () =>
    startDeployment({
      token: TOKEN,
      action: 'submit-pipeline',
      environment: 'production',
      description: `Pipeline ${'x'.repeat(300)}`,
      log: createLog(),
    });

  it('records the deployment and its end', async () => {
    const deployment = await start();
    await deployment.report('success', {
      description: 'all good',
      url: 'https://ml.example.com/#/runs/details/r',
    });
    expect(github.deployments).toMatchObject([
      {
        ref: SHA,
        environment: 'production',
        statuses: [
          {
            state: 'success',
            description: 'all good',
            environmentUrl: 'https://ml.example.com/#/runs/details/r',
            logUrl: expect.stringContaining('/acme/churn/actions/runs/7'),
          },
        ],
      },
    ]);
    expect(github.deployments[0]!.description!.length).toBe(140);
  });

  it('row 52: a refusal is a warning, and the work goes on', async () => {
    await close();
    await open({ deniedPermissions: ['deployments'] });
    const deployment = await start();
    await deployment.report('success', { description: 'all good' });
    expect(runner.printed()).toMatch(
      /::warning ::The GitHub deployment to production could not be written: .*deployments: write/,
    );
  });
});

it('keeps the folder of the runner clean', () => {
  expect(
    fs.readdirSync(runner.folder).map(name => path.basename(name)),
  ).toEqual(['output', 'state', 'summary']);
});
