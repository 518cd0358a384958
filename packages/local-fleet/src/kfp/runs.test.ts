import { chain } from './testing/pipelines';
import { startKfp, type RunningKfp } from './testing/running';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('runs', () => {
  let kfp: RunningKfp;
  beforeEach(async () => {
    kfp = await startKfp({
      engine: 'off',
      delays: { createWorkflowMs: 20, reportMs: 30, terminateRetryMs: 40 },
    });
  });
  afterEach(() => kfp.close());

  const post = (fields: object = {}) =>
    kfp.call('POST', '/runs', {
      display_name: 'run',
      pipeline_spec: chain(),
      ...fields,
    });
  const workflowsOf = (runId: string) =>
    kfp.emulator.workflows.list({ 'pipeline/runid': runId });
  const setPhase = async (runId: string, phase: string) => {
    const [workflow] = await workflowsOf(runId);
    const { namespace = '', name = '' } = workflow?.metadata ?? {};
    await kfp.emulator.workflows.patch(
      { namespace, name },
      { status: { phase } },
    );
  };

  it('row 46: a second POST with one run_id is 500 and leaves a second Workflow', async () => {
    const first = await post({
      run_id: '11111111-2222-4333-8444-555555555555',
    });
    const second = await post({ run_id: first.body.run_id });
    expect([first.status, second.status]).toEqual([200, 500]);
    expect(second.body.message).toContain('Duplicate entry');
    expect(await workflowsOf(first.body.run_id)).toHaveLength(2);
    await kfp.call('DELETE', `/runs/${first.body.run_id}`);
    expect(await workflowsOf(first.body.run_id)).toHaveLength(1);
  });

  it('row 46: a name that the database refuses is 500 after its Workflow was made', async () => {
    const { status, body } = await post({ display_name: 'n'.repeat(300) });
    expect(status).toBe(500);
    expect(body.details).toMatchObject([{ message: 'Internal Server Error' }]);
    expect(await kfp.emulator.workflows.list()).toHaveLength(1);
    expect((await kfp.call('GET', '/runs')).body).toEqual({});
  });

  it('row 47: recurring_run_id and display_name give one run, and several Workflows when called at once', async () => {
    const anchor = await kfp.call('POST', '/recurringruns', {
      display_name: 'anchor',
      pipeline_spec: chain(),
      max_concurrency: '1',
      trigger: {},
    });
    const fields = {
      recurring_run_id: anchor.body.recurring_run_id,
      display_name: 'commit-1',
    };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(fields)),
    );
    expect(new Set(answers.map(({ body }) => body.run_id)).size).toBe(1);
    const again = await post({ ...fields, display_name: 'COMMIT-1' });
    expect(again.body.run_id).toBe(answers[0]?.body.run_id);
    expect((await workflowsOf(again.body.run_id)).length).toBeGreaterThan(1);
  });

  it('row 49: an Argo phase that KFP does not know takes the state away', async () => {
    const { body } = await post();
    expect(body.state).toBe('PENDING');
    await kfp.until(`/runs/${body.run_id}`, run => !('state' in run));
    await setPhase(body.run_id, 'Omitted');
    const run = await kfp.until(`/runs/${body.run_id}`, ({ state }) => !state);
    expect(run.state_history.at(-1)).not.toHaveProperty('state');
  });

  it('row 49: a run whose Workflow was deleted keeps its state; DELETE still works', async () => {
    const { body } = await post();
    await setPhase(body.run_id, 'Running');
    await kfp.until(`/runs/${body.run_id}`, ({ state }) => state === 'RUNNING');
    const [workflow] = await workflowsOf(body.run_id);
    const { namespace = '', name = '' } = workflow?.metadata ?? {};
    await kfp.emulator.workflows.delete({ namespace, name });
    const terminate = await kfp.call('POST', `/runs/${body.run_id}:terminate`);
    expect(terminate.status).toBe(500);
    expect(terminate.body.message).toContain(`"${name}" not found`);
    const run = (await kfp.call('GET', `/runs/${body.run_id}`)).body;
    expect(run.state).toBe('CANCELING');
    const deleted = await kfp.call('DELETE', `/runs/${body.run_id}`);
    expect(deleted).toMatchObject({ status: 200, body: {} });
  });

  it('row 50: terminating shows CANCELING at once and ends as FAILED; once more is 400', async () => {
    const { body } = await post();
    await kfp.call('POST', `/runs/${body.run_id}:terminate`);
    const at = await kfp.call('GET', `/runs/${body.run_id}`);
    expect(at.body.state).toBe('CANCELING');
    expect(at.body.state_history).toHaveLength(1);
    const again = await kfp.call('POST', `/runs/${body.run_id}:terminate`);
    expect(again).toMatchObject({ status: 400 });
    expect(again.body.details[0].message).toContain('Row not found');
    await kfp.until(`/runs/${body.run_id}`, run =>
      JSON.stringify(run.state_history).includes('CANCELING'),
    );
    await setPhase(body.run_id, 'Failed');
    const run = await kfp.until(
      `/runs/${body.run_id}`,
      ({ state }) => state === 'FAILED',
    );
    expect(run.state_history.map(({ state }: any) => state)).toEqual([
      'PENDING',
      'CANCELING',
      'FAILED',
    ]);
  });

  it('refuses a retry while a node still runs, as a broken Workflow gives', async () => {
    const { body } = await post();
    const [workflow] = await workflowsOf(body.run_id);
    const { namespace = '', name = '' } = workflow?.metadata ?? {};
    const node = { id: name, name, displayName: name, type: 'DAG' };
    await kfp.emulator.workflows.patch(
      { namespace, name },
      {
        status: {
          phase: 'Failed',
          nodes: { [name]: { ...node, phase: 'Running' } },
        },
      },
    );
    await kfp.until(`/runs/${body.run_id}`, ({ state }) => state === 'FAILED');
    const retry = await kfp.call('POST', `/runs/${body.run_id}:retry`);
    expect(retry.status).toBe(500);
    expect(retry.body.message).toContain('cannot be retried with node');
  });

  it.each([
    ['a number', 5, 'invalid value for string field displayName: 5'],
    ['a list', [], 'invalid value for string field displayName: ['],
  ])('says where a body has %s for a text', async (_what, name, text) => {
    const { status, body } = await post({ display_name: name });
    expect([status, body.code]).toEqual([400, 3]);
    expect(body.message).toContain(text);
    expect(body).not.toHaveProperty('details');
  });

  it.each([
    ['{', 'unexpected EOF'],
    [
      '{"a":1,}',
      "invalid character '}' looking for beginning of object key string",
    ],
    ['nul', 'unexpected EOF'],
    ['{"__proto__":{}}', 'unknown field "__proto__"'],
    [`${'['.repeat(20_000)}`, 'exceeded max depth'],
  ])('answers hostile body %.20s with 400', async (text, message) => {
    const { status, body } = await kfp.call('POST', '/runs', text);
    expect(status).toBe(400);
    expect(body.message).toContain(message);
  });

  it('refuses a pipeline that refers to a component which it does not have', async () => {
    const spec = { ...chain(), components: {} };
    const { status, body } = await post({ pipeline_spec: spec });
    expect([status, body.code]).toEqual([500, 2]);
    expect(body.message).toContain(
      'cannot find component ref name="comp-deploy"',
    );
  });

  it('runs of a deleted experiment can be read and archived only', async () => {
    const experiment = await kfp.call('POST', '/experiments', {
      display_name: 'gone',
    });
    const id = experiment.body.experiment_id;
    const { body } = await post({ experiment_id: id });
    await kfp.call('DELETE', `/experiments/${id}`);
    const statuses = await Promise.all(
      [
        ['GET', ''],
        ['POST', ':archive'],
        ['POST', ':terminate'],
        ['POST', ':retry'],
        ['DELETE', ''],
      ].map(async ([method = '', verb]) => {
        const path = `/runs/${body.run_id}${verb}`;
        return (await kfp.call(method, path)).status;
      }),
    );
    expect(statuses).toEqual([200, 200, 404, 404, 404]);
  });

  it('the default experiment can not be deleted', async () => {
    const { body } = await post();
    const { status, body: error } = await kfp.call(
      'DELETE',
      `/experiments/${body.experiment_id}`,
    );
    expect([status, error.code]).toEqual([409, 10]);
  });

  it('row 51: a list costs what its rows cost, so that only a scoped one is fast', async () => {
    const slow = await startKfp({
      engine: 'off',
      delays: { listRowMicros: 50_000 },
    });
    const fields = { display_name: 'run', pipeline_spec: chain() };
    await slow.call('POST', '/runs', fields);
    await slow.call('POST', '/runs', fields);
    const from = Date.now();
    await slow.call('GET', '/runs?page_size=1');
    expect(Date.now() - from).toBeGreaterThanOrEqual(95);
    await slow.close();
  });

  it('lists the runs of an unknown experiment as 404, not as an empty list', async () => {
    const { status } = await kfp.call('GET', `/runs?experiment_id=${UNKNOWN}`);
    expect(status).toBe(404);
  });
});
