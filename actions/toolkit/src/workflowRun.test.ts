import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  eventRange,
  originOfWorkflow,
  pullRequestOfEvent,
  repositoryOfWorkflow,
  userAgent,
  workflowJob,
} from './workflowRun';

const MERGE = 'a'.repeat(40);
const HEAD = 'b'.repeat(40);
const BASE = 'c'.repeat(40);

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'event-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const environment = (event: unknown, extra: Record<string, string> = {}) => {
  const file = path.join(folder, 'event.json');
  fs.writeFileSync(
    file,
    typeof event === 'string' ? event : JSON.stringify(event),
  );
  return {
    GITHUB_EVENT_PATH: file,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'acme/churn',
    GITHUB_RUN_ID: '7',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_ACTOR: 'octocat',
    GITHUB_SHA: MERGE,
    ...extra,
  };
};

const pullRequest = {
  pull_request: { number: 12, head: { sha: HEAD }, base: { sha: BASE } },
};

describe('originOfWorkflow', () => {
  it('names repository, commit, workflow run, attempt and actor', () => {
    expect(originOfWorkflow(environment({}))).toEqual({
      repository: 'acme/churn',
      commit: MERGE,
      workflowRunUrl: 'https://github.example/acme/churn/actions/runs/7',
      workflowRunId: '7',
      attempt: 2,
      actor: 'octocat',
    });
  });

  it("takes a pull request's own commit, not GitHub's merge of it", () => {
    expect(originOfWorkflow(environment(pullRequest)).commit).toBe(HEAD);
  });

  it.each(['', 'no json', '[]'])('does without a payload that is %j', event => {
    expect(originOfWorkflow(environment(event)).commit).toBe(MERGE);
  });
});

describe('eventRange', () => {
  it.each([
    ['a push', { before: BASE, after: HEAD }, { base: BASE, head: HEAD }],
    ['a pull request', pullRequest, { base: BASE, head: HEAD }],
    [
      'a merge group',
      { merge_group: { base_sha: BASE, head_sha: HEAD } },
      { base: BASE, head: HEAD },
    ],
    [
      'a new branch',
      { before: '0'.repeat(40), after: HEAD },
      { base: undefined, head: HEAD },
    ],
    ['a schedule', {}, { base: undefined, head: MERGE }],
    [
      'a payload that is no commit',
      { before: '--output=x', after: HEAD },
      { base: undefined, head: HEAD },
    ],
  ])('of %s', (_, event, range) => {
    expect(eventRange(environment(event))).toEqual(range);
  });
});

describe('pullRequestOfEvent', () => {
  it('knows pull requests, comments on them, and their refs', () => {
    expect(pullRequestOfEvent(environment(pullRequest))).toBe(12);
    expect(
      pullRequestOfEvent(
        environment({ issue: { number: 5, pull_request: {} } }),
      ),
    ).toBe(5);
    expect(
      pullRequestOfEvent(environment({}, { GITHUB_REF: 'refs/pull/9/merge' })),
    ).toBe(9);
    expect(pullRequestOfEvent(environment({ issue: { number: 5 } }))).toBe(
      undefined,
    );
    expect(pullRequestOfEvent(environment({ before: BASE }))).toBe(undefined);
  });
});

it('names the workflow file without its ref, so that a branch is no other workflow', () => {
  expect(
    workflowJob({
      GITHUB_WORKFLOW_REF: 'acme/churn/.github/workflows/a.yml@refs/heads/x',
      GITHUB_JOB: 'train',
    }),
  ).toEqual({ workflow: 'acme/churn/.github/workflows/a.yml', job: 'train' });
});

it('splits the repository, and knows when there is none', () => {
  expect(repositoryOfWorkflow({ GITHUB_REPOSITORY: 'acme/churn' })).toEqual({
    owner: 'acme',
    repo: 'churn',
  });
  expect(repositoryOfWorkflow({})).toBeUndefined();
});

it('tells the servers which action and workflow run is asking', () => {
  expect(userAgent('submit-pipeline', { GITHUB_RUN_ID: '7' })).toBe(
    'kubeflow-fleet-for-github-actions/submit-pipeline run/7',
  );
});
