import type { FinishedRun } from './contract';
import { RUN_ID, sampleRun, sampleSubmitted } from './testing/scriptedTarget';
import { refusal, serverError } from './testing/simulatedCluster';
import { after, createWait, HOUR, MINUTE } from './testing/waits';
import { sampleWorkflow } from './testing/workflows';

describe('waitForRun with a watch of the Workflow', () => {
  const workflow = (phase: string | undefined, nodes = {}) =>
    sampleWorkflow(RUN_ID, phase, nodes);

  it('P7, R9: sees the end of 12 hours at once, before KFP does, with about 60 requests an hour', async () => {
    const { clock, asked, watch, wait, progress } = createWait(() =>
      sampleRun('RUNNING'),
    );
    let finished: FinishedRun | undefined;
    const waiting = wait({}, 'watched').then(one => {
      finished = one;
    });
    await clock.advance(50);
    watch.send({
      type: 'SYNCED',
      objects: [workflow('Running', { 'root.prep': 'Running' })],
    });
    await clock.advance(12 * HOUR);
    expect(finished).toBeUndefined();
    watch.send({
      type: 'MODIFIED',
      object: workflow('Succeeded', { 'root.prep': 'Succeeded' }),
    });
    await clock.advance(0);
    await waiting;
    expect(finished).toMatchObject({
      verdict: 'SUCCEEDED',
      state: 'SUCCEEDED',
    });
    expect(asked.length).toBeLessThanOrEqual(12 * 60 + 5);
    expect(progress[progress.length - 1]?.tasks[0]?.state).toBe('SUCCEEDED');
  });

  it.each([
    ['Failed', {}, 'FAILED'],
    ['Error', {}, 'FAILED'],
    ['Failed', { activeDeadlineSeconds: 0 }, 'TERMINATED'],
  ])('reads the Workflow phase %s %j as %s', async (phase, spec, verdict) => {
    const { clock, watch, wait } = createWait(() => sampleRun('RUNNING'));
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({ type: 'SYNCED', objects: [{ ...workflow(phase), spec }] });
    expect((await clock.run(waiting)).verdict).toBe(verdict);
  });

  it('row 50: asks the Workflow whether a run that has FAILED already was terminated', async () => {
    const { clock, watch, wait } = createWait(() => sampleRun('FAILED'));
    const waiting = wait({}, 'watched');
    await clock.advance(300);
    watch.send({
      type: 'SYNCED',
      objects: [{ ...workflow('Failed'), spec: { activeDeadlineSeconds: 0 } }],
    });
    expect((await clock.run(waiting)).verdict).toBe('TERMINATED');
    const silent = createWait(() => sampleRun('FAILED'));
    expect((await silent.clock.run(silent.wait({}, 'watched'))).verdict).toBe(
      'FAILED',
    );
    expect(silent.clock.now() - silent.start).toBeLessThan(4_000);
  });

  it('row 39: sees the end in the Workflow while the KFP API hangs', async () => {
    const { clock, start, watch, wait } = createWait(
      () => new Promise(() => undefined),
    );
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({ type: 'SYNCED', objects: [workflow('Running')] });
    await clock.advance(1_000);
    watch.send({ type: 'MODIFIED', object: workflow('Succeeded') });
    expect((await clock.run(waiting)).verdict).toBe('SUCCEEDED');
    expect(clock.now() - start).toBeLessThan(1_100);
  });

  it('row 39: ends in time, or when it is told to, while the KFP API hangs', async () => {
    const hanging = () => createWait(() => new Promise(() => undefined));
    const late = hanging();
    const { verdict } = await late.clock.run(late.wait({ timeoutMs: 5_000 }));
    expect(verdict).toBe('TIMED_OUT');
    expect(late.clock.now() - late.start).toBe(5_000);
    const { clock, start, wait } = hanging();
    const controller = new AbortController();
    const waiting = wait({ signal: controller.signal });
    await clock.advance(1_000);
    controller.abort();
    expect((await clock.run(waiting)).verdict).toBe('DETACHED');
    expect(clock.now() - start).toBe(1_000);
  });

  it('reports a failure rather than a time-out when the Workflow can not be read in time', async () => {
    const { clock, wait } = createWait(() => sampleRun('FAILED'));
    const finished = await clock.run(wait({ timeoutMs: 1_000 }, 'watched'));
    expect(finished.verdict).toBe('FAILED');
  });

  it('shows CANCELING while a terminated Workflow runs on', async () => {
    const { clock, watch, wait, progress } = createWait(() =>
      sampleRun('RUNNING'),
    );
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({
      type: 'SYNCED',
      objects: [{ ...workflow('Running'), spec: { activeDeadlineSeconds: 0 } }],
    });
    await clock.advance(1_000);
    expect(progress[progress.length - 1]?.state).toBe('CANCELING');
    watch.send({ type: 'MODIFIED', object: workflow('Failed') });
    expect((await clock.run(waiting)).verdict).toBe('FAILED');
  });

  it('says that the Workflow is gone when KFP calls the run running without one', async () => {
    const { clock, start, watch, wait } = createWait(() =>
      sampleRun('RUNNING'),
    );
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({ type: 'SYNCED', objects: [workflow('Running')] });
    await clock.advance(10 * MINUTE);
    watch.send({ type: 'DELETED', object: workflow('Running') });
    expect(await clock.run(waiting)).toMatchObject({
      verdict: 'FAILED',
      state: 'RUNNING',
      failure: {
        reason: 'WorkflowDeleted',
        message: expect.stringContaining('KFP will report RUNNING for ever'),
        remedy: expect.stringContaining(RUN_ID),
      },
    });
    expect(clock.now() - start).toBeLessThan(12 * MINUTE);
  });

  it('gives a Workflow that was never seen three minutes to appear', async () => {
    const { clock, start, watch, wait } = createWait(() =>
      sampleRun('PENDING'),
    );
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({ type: 'SYNCED', objects: [] });
    expect(await clock.run(waiting)).toMatchObject({
      failure: { reason: 'WorkflowDeleted' },
    });
    expect(clock.now() - start).toBeGreaterThanOrEqual(3 * MINUTE);
  });

  it('asks KFP at once when the watch breaks', async () => {
    const { clock, asked, watch, wait } = createWait(
      after(10_000, 'SUCCEEDED'),
    );
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({ type: 'SYNCED', objects: [workflow('Running')] });
    await clock.advance(10_000);
    const before = asked.length;
    const brokenAt = clock.now();
    watch.fail(serverError('gone'));
    expect((await clock.run(waiting)).verdict).toBe('SUCCEEDED');
    expect(clock.now()).toBe(brokenAt);
    expect(asked).toHaveLength(before + 1);
  });

  it('takes KFP at its word when the Workflow of an ended run is gone', async () => {
    const { clock, watch, wait } = createWait(after(10 * MINUTE, 'SUCCEEDED'));
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({ type: 'SYNCED', objects: [workflow('Running')] });
    await clock.advance(10 * MINUTE);
    watch.send({ type: 'DELETED', object: workflow('Succeeded') });
    expect((await clock.run(waiting)).verdict).toBe('SUCCEEDED');
  });

  it('polls where the watch is forbidden, and says once which right is missing', async () => {
    const { clock, watch, warnings, wait } = createWait(
      after(10 * MINUTE, 'SUCCEEDED'),
    );
    const waiting = wait({}, 'watched');
    await clock.advance(10);
    watch.fail(refusal('NotAllowedError', 'forbidden', 403));
    expect((await clock.run(waiting)).verdict).toBe('SUCCEEDED');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /may not watch workflows.argoproj.io in namespace kubeflow.*list and watch/,
    );
    expect(watch.watchers).toBe(1);
  });

  it('row 40: watches again after the watch broke, and misses nothing that happened meanwhile', async () => {
    const { clock, watch, wait } = createWait(() => sampleRun('RUNNING'));
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({ type: 'SYNCED', objects: [workflow('Running')] });
    await clock.advance(MINUTE);
    watch.fail(serverError('connection reset'));
    await clock.advance(10_000);
    expect(watch.watchers).toBe(2);
    watch.send({ type: 'SYNCED', objects: [workflow('Succeeded')] });
    expect((await clock.run(waiting)).verdict).toBe('SUCCEEDED');
  });

  it('row 40: sees the end by the KFP API when the watch is silent and dead', async () => {
    const { clock, start, watch, wait } = createWait(
      after(10 * MINUTE, 'FAILED'),
    );
    const waiting = wait({}, 'watched');
    await clock.advance(50);
    watch.send({ type: 'SYNCED', objects: [workflow('Running')] });
    expect((await clock.run(waiting)).verdict).toBe('FAILED');
    expect(clock.now() - start).toBeLessThan(11 * MINUTE + 1_000);
  });

  it("follows the Workflow with the run's own name when a beaten submission left another", async () => {
    const { clock, watch, wait } = createWait(() => sampleRun('RUNNING'));
    const named = (name: string, runName: string, phase: string) => ({
      ...workflow(phase),
      metadata: {
        name,
        annotations: { 'pipelines.kubeflow.org/run_name': runName },
      },
    });
    const waiting = wait({ timeoutMs: HOUR }, 'watched');
    await clock.advance(50);
    watch.send({
      type: 'SYNCED',
      objects: [
        named('wf-1', 'train-other', 'Failed'),
        named('wf-2', sampleSubmitted.displayName, 'Running'),
      ],
    });
    await clock.advance(MINUTE);
    watch.send({
      type: 'MODIFIED',
      object: named('wf-2', sampleSubmitted.displayName, 'Succeeded'),
    });
    expect((await clock.run(waiting)).verdict).toBe('SUCCEEDED');
  });
});
