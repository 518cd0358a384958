import { createDocument } from '@kubeflow-fleet/action-toolkit';
import {
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FinishedRun } from '@kubeflow-fleet/plugin-kubeflow-node';
import { clusterResult, failureOf } from './clusterResult';
import { describe as describeReport } from './report';
import type { ClusterReport } from './contract';

const cluster = (name = 'ml-eu') =>
  ({
    name,
    region: 'eu-west-1',
    account: '111122223333',
    access: { via: 'api-server-proxy' },
    kubeflow: { profile: 'pipelines' },
  } as FleetCluster);

const submitted = {
  runId: 'r-1',
  displayName: 'churn-1234',
  experimentId: 'e-1',
  pipelineId: 'p-1',
  pipelineVersionId: 'v-1',
  outcome: 'created',
} as const;

const finished = (
  verdict: FinishedRun['verdict'],
  more: Partial<FinishedRun> = {},
): FinishedRun => ({
  runId: 'r-1',
  verdict,
  tasks: [],
  graph: { tasks: [] },
  ...more,
});

const report = (over: Partial<ClusterReport>): ClusterReport => ({
  cluster: cluster(),
  submitted,
  succeeded: false,
  ...over,
});

const subject = {
  pipelineName: 'churn',
  submissionKey: 'k',
  commit: 'c'.repeat(40),
  workflowRunUrl: 'https://github.com/acme/churn/actions/runs/1',
};

const oom = {
  task: 'train',
  reason: 'OOMKilled',
  exitCode: 137,
  message: 'in container main',
  logLines: ['</code></pre>', '```', '| evil | ::error::'],
  remedy: 'Give it more memory',
};

describe('failureOf', () => {
  it.each([
    ['FAILED', /FAILED\. See the run/],
    ['TIMED_OUT', /did not end within the timeout\. Set the input timeout/],
    ['CANCELED', /was CANCELED\. Someone cancelled it/],
    ['TERMINATED', /was terminated\. Run the job again/],
    ['DELETED', /was deleted while this job waited/],
    ['DETACHED', /is going on, and this job was cancelled/],
    ['SKIPPED', /was SKIPPED\. Set on-skipped/],
  ] as const)('row 49: says what %s means and what to do', (verdict, text) => {
    const error = failureOf(report({ finished: finished(verdict) }));
    expect(error).toMatchObject({ reason: verdict });
    expect((error as Error).message).toMatch(
      /^eu-west-1\/ml-eu: run churn-1234/,
    );
    expect((error as Error).message).toMatch(text);
  });

  it('names task, reason, exit code and remedy', () => {
    const error = failureOf(
      report({ finished: finished('FAILED', { failure: oom }) }),
    );
    expect((error as KubeflowError).reason).toBe('OOMKilled');
    expect((error as Error).message).toBe(
      "eu-west-1/ml-eu: run churn-1234 FAILED: task 'train' ended with OOMKilled, exit code 137: in container main. Give it more memory.",
    );
  });

  it.each([
    [
      'TIMED_OUT',
      { reason: 'StillRunning' },
      "task 'train' was still running. ",
    ],
    [
      'TIMED_OUT',
      { reason: 'Unschedulable', message: 'no GPU' },
      "task 'train' hangs with Unschedulable: no GPU. ",
    ],
    [
      'FAILED',
      { reason: 'Unknown', message: 'its pod is gone' },
      "task 'train' failed: its pod is gone. ",
    ],
    [
      'FAILED',
      { reason: 'Unknown', task: '(run)' },
      'the run failed, no reason is known. ',
    ],
  ] as const)(
    'says of %s with %j what became of the task',
    (...[verdict, more, text]) => {
      const failure = { task: 'train', logLines: [], remedy: 'Look', ...more };
      const error = failureOf(
        report({ finished: finished(verdict, { failure }) }),
      );
      expect((error as Error).message).toContain(`: ${text}Look.`);
    },
  );

  it('keeps errors as they are, and says that a cancel was one', () => {
    const known = new KubeflowError('TimeoutError', { reason: 'X', fact: 'x' });
    const bug = new TypeError('x');
    const abort = Object.assign(new Error('x'), { name: 'AbortError' });
    expect(failureOf(report({ error: known }))).toBe(known);
    expect(failureOf(report({ error: bug }))).toBe(bug);
    expect(failureOf(report({ error: abort }))).toMatchObject({
      reason: 'JobCancelled',
      message: expect.stringContaining('run r-1 may still be going'),
    });
    expect(
      failureOf(report({ error: abort, submitted: undefined })),
    ).toMatchObject({
      message: expect.stringContaining('before the run was submitted'),
    });
  });

  it('is nothing for what went well or never began', () => {
    expect(failureOf(report({ succeeded: true }))).toBeUndefined();
    expect(failureOf(report({ notStarted: true }))).toBeUndefined();
  });
});

describe('clusterResult', () => {
  it('gives the state of every outcome', () => {
    const states = [
      report({ succeeded: true }),
      report({ finished: finished('SUCCEEDED'), succeeded: true }),
      report({ error: new Error('x') }),
      report({ notStarted: true }),
    ].map(r => clusterResult(r, undefined).state);
    expect(states).toEqual(['SUBMITTED', 'SUCCEEDED', 'ERROR', 'NOT_STARTED']);
  });

  it('has the reason of a failure, and of an error that is a bug', () => {
    expect(
      clusterResult(report({ error: new TypeError('x') }), undefined)
        .failureReason,
    ).toBe('UnexpectedError');
    expect(
      clusterResult(
        report({ finished: finished('FAILED', { failure: oom }) }),
        undefined,
      ),
    ).toMatchObject({ failedTask: 'train', failureReason: 'OOMKilled' });
  });
});

describe('the summary', () => {
  it('row 18: shows what pods printed as text, in a fence that holds', () => {
    const document = createDocument();
    describeReport(
      document,
      [report({ finished: finished('FAILED', { failure: oom }) })],
      subject,
    );
    const text = document.render(100_000);
    expect(text).toContain(
      '````text\n</code></pre>\n```\n| evil | ::error::\n````',
    );
    expect(text).toContain('❌ FAILED');
  });

  it('tells an error in the row of its cluster, once, with the reason to look up', () => {
    const document = createDocument();
    const error = new KubeflowError('NotAllowedError', {
      subject: 'eu-west-1/ml-eu',
      reason: 'Forbidden',
      fact: 'it may not',
      remedy: 'Let it',
    });
    describeReport(
      document,
      [report({ submitted: undefined, error })],
      subject,
    );
    const text = document.render(100_000).replace(/\\/g, '');
    expect(text).toContain('| it may not. Let it. (`Forbidden`) |');
    expect(text.match(/it may not/g)).toHaveLength(1);
  });

  it('repeats neither cluster nor run in the details of their row', () => {
    const document = createDocument();
    describeReport(
      document,
      [report({ finished: finished('TERMINATED') })],
      subject,
    );
    const text = document.render(100_000).replace(/\\/g, '');
    expect(text).toContain('| Was terminated. Run the job again to start it');
    expect(text.match(/churn-1234/g)).toHaveLength(1);
    expect(text.match(/eu-west-1\/ml-eu/g)).toHaveLength(1);
  });

  it('row 53: has a line for what did not fit of 5,000 clusters', () => {
    const document = createDocument();
    const reports = Array.from({ length: 5000 }, (_, n) =>
      report({
        cluster: cluster(`ml-${n}`),
        finished: finished('FAILED', {
          failure: { ...oom, logLines: Array(50).fill('x'.repeat(200)) },
        }),
      }),
    );
    describeReport(document, reports, subject);
    const text = document.render(64_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64_000);
    expect(text).toMatch(/^## Pipeline `churn`/);
  });
});
