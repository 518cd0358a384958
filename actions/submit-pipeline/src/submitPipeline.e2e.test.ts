import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import {
  openSubmitLane,
  type SubmitLane,
  visibleText,
} from './submitLane.test.fixture';

let lane: SubmitLane;
afterEach(() => lane.close());

const action = parse(
  fs.readFileSync(path.resolve(__dirname, '../action.yml'), 'utf8'),
);

const runPosts = () =>
  lane.changes().filter(change => /^POST .*\/v2beta1\/runs$/.test(change));

/** What the Roles that the README prints do not allow, and the action asked for all the same. */
const forbidden = () =>
  lane.fleet.clusters
    .flatMap(({ controlPlane }) => controlPlane.requests ?? [])
    .filter(({ status }) => status === 403)
    .map(({ method, url }) => `${method} ${url}`);

const errors = (result: Awaited<ReturnType<SubmitLane['submit']>>) =>
  result.annotations.filter(({ level }) => level === 'error');

describe('a run that succeeds', () => {
  it('sets every declared output, and tells in log and summary', async () => {
    lane = await openSubmitLane();
    const result = await lane.submit({
      'ui-url': 'https://{name}.example.com',
    });
    expect(errors(result)).toEqual([]);
    expect(result.conclusion).toBe('success');
    expect(Object.keys(result.outputs).sort()).toEqual(
      Object.keys(action.outputs).sort(),
    );
    const empty = Object.keys(result.outputs).filter(n => !result.outputs[n]);
    expect(empty.sort()).toEqual([
      'failed-task',
      'failure-reason',
      'recurring-run-id',
    ]);
    const { 'run-id': runId } = result.outputs;
    expect(result.outputs).toMatchObject({
      'run-state': 'SUCCEEDED',
      'run-outcome': 'created',
      'run-url': `https://ml-eu.example.com/#/runs/details/${runId}`,
      cluster: 'ml-eu',
      region: 'eu-west-1',
      'account-id': '111122223333',
    });
    expect(result.summary).toContain('✅ SUCCEEDED');
    expect(result.summary).toContain('```mermaid\nflowchart LR');
    expect(result.summary).toMatch(/"✓ train/);
    expect(result.log.filter(({ kind }) => kind === 'group')).toEqual([]);
    const ended = result.log.filter(({ text }) => text.includes(': ✓ '));
    expect(ended.map(({ text }) => text.split(' ')[2])).toEqual([
      'prepare',
      'train',
      'evaluate',
    ]);
  });

  it('checks parameters of file and input, the input winning', async () => {
    lane = await openSubmitLane();
    fs.writeFileSync(
      path.join(lane.workspace, 'parameters.yaml'),
      'epochs: 7\nlearning_rate: 0.5\n',
    );
    const result = await lane.submit({
      'parameters-file': 'parameters.yaml',
      parameters: 'epochs: 9',
    });
    expect(result.conclusion).toBe('success');
    const runId = result.outputs['run-id']!;
    const { kfpUrl } = lane.fleet.cluster('ml-eu');
    const run = await (
      await fetch(`${kfpUrl}/apis/v2beta1/runs/${runId}`)
    ).json();
    expect(run.runtime_config.parameters).toEqual({
      epochs: 9,
      learning_rate: 0.5,
    });
  });

  it('keeps one comment and one deployment up to date', async () => {
    lane = await openSubmitLane();
    const inputs = {
      'comment-on-pr': 'true',
      'deployment-environment': 'production',
    };
    const context = { ref: 'refs/pull/7/merge', eventName: 'pull_request' };
    await lane.submit(inputs, { context });
    await lane.submit(inputs, { context: { ...context, runId: '1002' } });
    const { comments, deployments, unknownRequests } =
      lane.fleet.github.emulator;
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatchObject({ issue: 7 });
    expect(comments[0]!.body).toContain('✅ SUCCEEDED');
    expect(deployments.map(d => d.statuses.map(s => s.state))).toEqual([
      ['in_progress', 'success'],
      ['in_progress', 'success'],
    ]);
    expect(unknownRequests).toEqual([]);
  });

  it('row 52: does not fail when GitHub does', async () => {
    lane = await openSubmitLane();
    lane.fleet.inject('github', {
      match: ({ url }) => url.includes('/repos/'),
      times: 1000,
      effect: { kind: 'status', status: 500 },
    });
    const result = await lane.submit(
      { 'comment-on-pr': 'true', 'deployment-environment': 'production' },
      { context: { ref: 'refs/pull/7/merge', eventName: 'pull_request' } },
    );
    expect(result.conclusion).toBe('success');
    expect(
      result.annotations.filter(({ level }) => level === 'warning').length,
    ).toBeGreaterThan(0);
  }, 60_000);

  it('submits and ends at once with wait: false', async () => {
    lane = await openSubmitLane({ engine: { taskMs: 60_000 } });
    const result = await lane.submit({
      wait: 'false',
      'deployment-environment': 'production',
    });
    expect(result.conclusion).toBe('success');
    expect(result.outputs['run-state']).toBe('SUBMITTED');
    expect(result.outputs['run-id']).not.toBe('');
    const [deployment] = lane.fleet.github.emulator.deployments;
    expect(deployment?.statuses.at(-1)).toMatchObject({
      state: 'in_progress',
      description: '1 of 1 clusters have the run',
    });
  });

  it('sends nothing in a dry run', async () => {
    lane = await openSubmitLane();
    const result = await lane.submit({ 'dry-run': 'true' });
    expect(result.conclusion).toBe('success');
    const misnamed = { 'dry-run': 'true', 'pipeline-name': 'a/b' };
    expect((await lane.submit(misnamed)).annotations).toMatchObject([
      { level: 'error', message: expect.stringContaining("'/'") },
    ]);
    expect(lane.fleet.aws.requests).toEqual([]);
    expect(lane.changes()).toEqual([]);
  });
});

describe('a run that fails', () => {
  it('fails the job with task, reason, exit code, log and remedy', async () => {
    lane = await openSubmitLane({
      engine: {
        taskMs: 30,
        tasks: {
          train: {
            fail: { kind: 'exit', code: 3 },
            logLines: [
              'epoch 1',
              '::error::not an annotation',
              '::add-mask::epoch',
              'ValueError: math domain error',
            ],
          },
        },
      },
    });
    const result = await lane.submit();
    expect(result.conclusion).toBe('failure');
    expect(result.outputs).toMatchObject({
      'run-state': 'FAILED',
      'failed-task': 'train',
      'failure-reason': 'Error',
    });
    expect(Object.keys(result.outputs).sort()).toEqual(
      Object.keys(action.outputs).sort(),
    );
    expect(errors(result)).toHaveLength(1);
    expect(errors(result)[0]!.message).toMatch(
      /^eu-west-1\/ml-eu: run churn-training-\w+ FAILED: task 'train' ended with exit code 3\. /,
    );
    const texts = result.log.map(({ text }) => text);
    expect(texts).toContain('│ ValueError: math domain error');
    expect(texts).toContain('│ ::error::not an annotation');
    expect(result.summary).toContain('ValueError: math domain error');
    expect(result.summary).toMatch(/"✗ train/);
    expect(result.summary.match(/ended with exit code 3/g)).toHaveLength(1);
    expect(forbidden()).toEqual([]);
  });

  it.each([
    ['out-of-memory', 'OOMKilled'],
    ['image-pull', 'ImagePullBackOff'],
    ['unschedulable', 'Unschedulable'],
  ] as const)('names %s as %s', async (kind, reason) => {
    lane = await openSubmitLane({
      engine: {
        taskMs: 30,
        pendingMs: 300,
        tasks: { train: { fail: { kind } } },
      },
    });
    const result = await lane.submit();
    expect(result.conclusion).toBe('failure');
    expect(result.outputs['failure-reason']).toBe(reason);
    expect(result.outputs['failed-task']).toBe('train');
  });

  it('explains a run that hangs before the timeout ends it', async () => {
    lane = await openSubmitLane({
      engine: {
        taskMs: 30,
        pendingMs: Infinity,
        tasks: { train: { fail: { kind: 'unschedulable' } } },
      },
    });
    const result = await lane.submit({ timeout: '3s' });
    expect(result.outputs).toMatchObject({
      'run-state': 'TIMED_OUT',
      'failed-task': 'train',
    });
    expect(errors(result)[0]!.message).toContain(
      'did not end within the timeout',
    );
    expect(lane.changes().some(change => change.endsWith(':terminate'))).toBe(
      true,
    );
  });
});

describe('exactly one run', () => {
  it('row 47: a re-run of the job adopts the run of its first attempt', async () => {
    lane = await openSubmitLane();
    const first = await lane.submit();
    const second = await lane.submit({}, { context: { runAttempt: 2 } });
    expect(second.outputs['run-id']).toBe(first.outputs['run-id']);
    expect(second.outputs['run-outcome']).toBe('adopted');
    expect(runPosts()).toHaveLength(1);
  });

  it('row 47: two jobs at once share one run', async () => {
    lane = await openSubmitLane();
    const [one, two] = await Promise.all([lane.submit(), lane.submit()]);
    expect(one.conclusion).toBe('success');
    expect(two.conclusion).toBe('success');
    expect(one.outputs['run-id']).toBe(two.outputs['run-id']);
    expect(
      [one, two].map(({ outputs }) => outputs['run-outcome']).sort(),
    ).toEqual(['adopted', 'created']);
    expect(runPosts()).toHaveLength(1);
  });

  it('row 46: a lost answer makes no second run', async () => {
    lane = await openSubmitLane();
    lane.fleet.inject(
      { cluster: 'ml-eu', api: 'kfp' },
      {
        match: ({ method, url }) =>
          method === 'POST' && /\/runs(\?|$)/.test(url),
        effect: { kind: 'reset', when: 'after' },
      },
    );
    const result = await lane.submit();
    expect(result.conclusion).toBe('success');
    const { kfpUrl } = lane.fleet.cluster('ml-eu');
    const list = await (await fetch(`${kfpUrl}/apis/v2beta1/runs`)).json();
    expect(list.runs).toHaveLength(1);
  });
});

describe('what is wrong is said before anything is sent', () => {
  const nothingWasSent = () => {
    expect(lane.fleet.aws.requests).toEqual([]);
    expect(lane.fleet.github.requests).toEqual([]);
  };

  it('row 20: every wrong input at once', async () => {
    lane = await openSubmitLane();
    const result = await lane.submit({
      timeout: '30',
      'on-cancel': 'maybe',
      wait: 'yes',
      'memory-limit': '4GB',
      schedule: '61 * * * *',
      parameters: 'just text',
    });
    expect(result.conclusion).toBe('failure');
    expect(errors(result)).toHaveLength(1);
    for (const name of [
      'timeout:',
      'on-cancel:',
      'wait:',
      'memory-limit:',
      'schedule:',
      'parameters:',
    ]) {
      expect(errors(result)[0]!.message).toContain(`  - ${name}`);
    }
    expect(Object.keys(result.outputs).sort()).toEqual(
      Object.keys(action.outputs).sort(),
    );
    nothingWasSent();
  });

  it('row 20: fleet file and parameters together, at their lines', async () => {
    lane = await openSubmitLane();
    fs.appendFileSync(path.join(lane.workspace, 'fleet.yaml'), 'colour: red\n');
    fs.writeFileSync(path.join(lane.workspace, 'parameters.yaml'), '- no\n');
    const result = await lane.submit({ 'parameters-file': 'parameters.yaml' });
    const places = errors(result).map(({ title, file }) => `${title} ${file}`);
    expect(places.join('\n')).toContain('InvalidFleetFile fleet.yaml');
    expect(
      errors(result)
        .map(({ message }) => message)
        .join('\n'),
    ).toContain('parameters.yaml: not a mapping');
    nothingWasSent();
  });

  it.each([
    [{ parameters: 'epochs: many\nfoo: 1' }, ['epochs', 'foo']],
    [{ clusters: 'ml-us, ml-eu' }, ["'ml-us'"]],
    [{ 'pipeline-file': '../secret.yaml' }, ['outside the workspace']],
    [{ 'pipeline-file': 'none/*.yaml' }, ['matched 0 files']],
    [{ 'pipeline-file': 'fleet.yaml' }, ['fleet.yaml']],
    [{ 'resource-tasks': 'fit', accelerator: 'nvidia.com/gpu' }, ['fit']],
  ])('%j', async (inputs, words) => {
    lane = await openSubmitLane();
    const result = await lane.submit(inputs);
    expect(result.conclusion).toBe('failure');
    const text = errors(result)
      .map(({ message }) => message)
      .join('\n');
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toContain('This is a bug');
    nothingWasSent();
  });

  it('row 22: a job without id-token: write is told the line to add', async () => {
    lane = await openSubmitLane();
    const result = await lane.submit({}, { oidc: undefined });
    expect(result.conclusion).toBe('failure');
    expect(errors(result)[0]!.message).toContain(
      '"permissions: id-token: write"',
    );
    nothingWasSent();
  });

  it('a .py without the kfp SDK says how to install it', async () => {
    lane = await openSubmitLane();
    fs.writeFileSync(path.join(lane.workspace, 'p.py'), 'import kfp\n');
    const result = await lane.submit(
      { 'pipeline-file': 'p.py' },
      { env: { PATH: '/nowhere' } },
    );
    expect(errors(result)[0]!.message).toContain('pip install kfp');
    nothingWasSent();
  });
});

describe('S1', () => {
  it('shows no secret in any encoding, though the pod prints them in all', async () => {
    const logLines: string[] = [];
    lane = await openSubmitLane({
      engine: {
        taskMs: 30,
        tasks: { train: { fail: { kind: 'exit' }, logLines } },
      },
    });
    const ambient = 'canary/of+the/job+environment';
    const { token, emulator } = lane.fleet.github;
    const spellings = [token, ambient, emulator.oidc.requestToken].flatMap(
      secret => [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
        Buffer.from(secret).toString('hex'),
        ...['', 'x', 'xy'].map(before =>
          Buffer.from(before + secret).toString('base64url'),
        ),
      ],
    );
    logLines.push(...spellings.map((text, n) => `line ${n}: <${text}>`));
    const result = await lane.submit(
      { 'comment-on-pr': 'true', 'deployment-environment': 'production' },
      {
        env: { AWS_SECRET_ACCESS_KEY: ambient },
        context: { ref: 'refs/pull/7/merge', eventName: 'pull_request' },
      },
    );
    const { comments, deployments } = emulator;
    const shown = visibleText(result) + JSON.stringify([comments, deployments]);
    expect(comments[0]!.body).toContain('line 0: <***>');
    for (const text of spellings) {
      expect(shown).not.toContain(text.slice(4, -4));
    }
    expect(shown).not.toMatch(/k8s-aws-v1|X-Amz-Signature|eyJhbGciOi/);
  });

  it('S2: leaves no credential in the environment of later steps', async () => {
    lane = await openSubmitLane();
    const result = await lane.submit();
    expect(result.exportedEnv).toEqual({});
    expect(result.exportedPath).toEqual([]);
  });
});
