import type { ActionResult } from '@kubeflow-fleet/local-fleet';
import { openSubmitLane, type SubmitLane } from './submitLane.test.fixture';

let lane: SubmitLane;
afterEach(() => lane.close());

const messages = ({ annotations }: ActionResult) =>
  annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message);

const hang = { kind: 'hang' } as const;

/** A step, and how many seconds it took. */
const timed = async (inputs: Readonly<Record<string, string>>) => {
  const startedAt = Date.now();
  const result = await lane.submit(inputs);
  return { result, seconds: (Date.now() - startedAt) / 1000 };
};

describe('the input timeout', () => {
  it.each([
    ['submitting', {}, 'could not submit the run'],
    ['submitting', { wait: 'false' }, 'could not submit the run'],
    ['scheduling', { schedule: '0 3 * * *' }, 'could not make the recurring'],
  ])('bounds %s %j to an API that never answers', async (_, inputs, words) => {
    lane = await openSubmitLane();
    lane.fleet.inject(
      { cluster: 'ml-eu', api: 'kubernetes' },
      { match: () => true, times: 1000, effect: hang },
    );
    const { result, seconds } = await timed({ timeout: '3s', ...inputs });
    expect(seconds).toBeLessThan(15);
    expect(messages(result)).toHaveLength(1);
    expect(messages(result)[0]).toContain(`eu-west-1/ml-eu: ${words}`);
    expect(messages(result)[0]).toContain(
      'within the 3 s of the input timeout',
    );
    expect(result.outputs['failure-reason']).toBe('DeadlineExceeded');
  });

  it('bounds connecting, and says that this is what took too long', async () => {
    lane = await openSubmitLane();
    lane.fleet.inject('aws', { match: () => true, times: 1000, effect: hang });
    const { result, seconds } = await timed({ timeout: '3s' });
    expect(seconds).toBeLessThan(15);
    expect(messages(result)[0]).toContain(
      'eu-west-1/ml-eu: could not connect within the 3 s of the input timeout',
    );
  });

  it('bounds the wait together with what was spent before it', async () => {
    lane = await openSubmitLane({ engine: { taskMs: 60_000 } });
    lane.fleet.inject(
      { cluster: 'ml-eu', api: 'kfp' },
      { match: () => true, effect: { kind: 'delay', ms: 3_000 } },
    );
    const { result, seconds } = await timed({ timeout: '5s' });
    expect(seconds).toBeLessThan(9);
    expect(result.outputs['run-state']).toBe('TIMED_OUT');
    expect(messages(result)[0]).toContain('did not end within the timeout');
  });

  it('is what a step fails of whose run cannot be terminated; the post step tries again', async () => {
    lane = await openSubmitLane({ engine: { taskMs: 60_000 } });
    lane.fleet.inject(
      { cluster: 'ml-eu', api: 'kfp' },
      {
        match: ({ url }) => url.includes(':terminate'),
        effect: { kind: 'status', status: 403 },
      },
    );
    const result = await lane.submit({ timeout: '3s' });
    expect(result.outputs['run-state']).toBe('TIMED_OUT');
    expect(messages(result)[0]).toContain('did not end within the timeout');
    const warnings = result.annotations.filter(a => a.level === 'warning');
    expect(warnings[0]!.message).toContain('may still be going');
    const post = result.log.filter(({ stage }) => stage === 'post');
    expect(post.map(({ text }) => text).join('\n')).toMatch(
      /run [\w-]+ (terminated|asked to terminate)/,
    );
  });

  it('terminates a run whose request had no answer when the time was over', async () => {
    lane = await openSubmitLane({ engine: { taskMs: 60_000 } });
    lane.fleet.inject(
      { cluster: 'ml-eu', api: 'kfp' },
      {
        match: ({ method, url }) =>
          method === 'POST' && /\/runs(\?|$)/.test(url),
        effect: { kind: 'delay', ms: 5_000 },
      },
    );
    const { result } = await timed({ timeout: '3s' });
    expect(result.outputs['run-state']).toBe('ERROR');
    const { kfpUrl } = lane.fleet.cluster('ml-eu');
    const list = await (await fetch(`${kfpUrl}/apis/v2beta1/runs`)).json();
    for (const run of list.runs ?? []) expect(run.state).not.toBe('RUNNING');
  }, 60_000);
});

/** Address of the run, once KFP knows its end. */
const endedRun = async (runId: string, order = '') => {
  const { kfpUrl } = lane.fleet.cluster('ml-eu');
  const url = `${kfpUrl}/apis/v2beta1/runs/${runId}`;
  if (order) await fetch(`${url}:${order}`, { method: 'POST' });
  for (;;) {
    const { state } = await (await fetch(url)).json();
    if (state === 'FAILED' || state === 'CANCELED') return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
};

describe('an adopted run', () => {
  it('that failed fails the step, also with wait: false', async () => {
    lane = await openSubmitLane({
      engine: { taskMs: 20, tasks: { train: { fail: { kind: 'exit' } } } },
    });
    const first = await lane.submit();
    const runId = first.outputs['run-id']!;
    await endedRun(runId);
    const again = await lane.submit({ wait: 'false' });
    expect(again.outputs).toMatchObject({
      'run-id': runId,
      'run-outcome': 'adopted',
      'run-state': 'FAILED',
      'failed-task': 'train',
    });
    expect(again.conclusion).toBe('failure');
  });

  it('that was terminated fails the step, also with wait: false', async () => {
    lane = await openSubmitLane({ engine: { taskMs: 60_000 } });
    const first = await lane.submit({ wait: 'false' });
    const runId = first.outputs['run-id']!;
    await endedRun(runId, 'terminate');
    const again = await lane.submit({ wait: 'false' });
    expect(again.outputs).toMatchObject({
      'run-id': runId,
      'run-state': 'TERMINATED',
    });
    expect(again.conclusion).toBe('failure');
  });
});
