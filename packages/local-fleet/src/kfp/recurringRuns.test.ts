import { cronMeaning } from './cronSyntax';
import { nextDue } from './schedule';
import { chain, pipelineOf } from './testing/pipelines';
import { startKfp, type RunningKfp } from './testing/running';

describe('recurring runs', () => {
  let kfp: RunningKfp;
  beforeEach(async () => {
    kfp = await startKfp();
  });
  afterEach(() => kfp.close());

  const post = (fields: object = {}) =>
    kfp.call('POST', '/recurringruns', {
      display_name: 'nightly',
      pipeline_spec: chain(),
      max_concurrency: '1',
      trigger: { cron_schedule: { cron: '0 0 3 * * *' } },
      ...fields,
    });

  it('are listed under a camelCase key, disabled unless asked, and may share a name', async () => {
    await post();
    const second = await post();
    expect(second.body).toMatchObject({
      mode: 'DISABLE',
      status: 'DISABLED',
      namespace: 'kubeflow',
      service_account: 'pipeline-runner',
    });
    const { body } = await kfp.call('GET', '/recurringruns');
    expect(body.recurringRuns).toHaveLength(2);
    expect(body.total_size).toBe(2);
  });

  it.each([
    [{ display_name: '' }, 500, "Recurring run's name cannot be empty"],
    [{ max_concurrency: '0' }, 400, 'at least 1 and at most 10. Received 0'],
    [{ max_concurrency: '11' }, 400, 'at least 1 and at most 10. Received 11'],
    [
      { trigger: { cron_schedule: { cron: 'a b' } } },
      400,
      'Expected 5 to 6 fields, found 2: a b',
    ],
    [
      { trigger: { cron_schedule: { cron: '70 * * * * *' } } },
      400,
      'End of range (70) above maximum (59): 70',
    ],
    [
      { trigger: { cron_schedule: { cron: 'x * * * * *' } } },
      400,
      'Failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax',
    ],
    [
      { trigger: { periodic_schedule: { interval_second: '0' } } },
      400,
      'Found invalid period schedule interval 0',
    ],
    [
      { pipeline_spec: undefined },
      500,
      'Cannot create a job with an empty pipeline ID',
    ],
    [{ pipeline_spec: { a: 1 } }, 500, 'unknown template format'],
    [
      { runtime_config: { parameters: { nope: 1 } } },
      400,
      'parameter(s) provided are not required by pipeline: nope',
    ],
    [{ experiment_id: 'nope' }, 404, 'Experiment nope not found'],
  ])('refuses %j', async (fields, status, message) => {
    const answer = await post(fields);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toContain(message);
  });

  it('fire on their interval, no more at once than allowed, each run named by its number', async () => {
    const spec = pipelineOf({ quick: {} });
    const { body } = await post({
      pipeline_spec: spec,
      mode: 'ENABLE',
      trigger: { periodic_schedule: { interval_second: '1' } },
    });
    const { runs } = await kfp.until(
      '/runs?sort_by=created_at',
      ({ total_size: total }) => Number(total) >= 2,
    );
    const [first, second] = runs.map(({ display_name: name }: any) => name);
    expect(first).toMatch(/^nightly.{5}-1-\d+$/);
    expect(second).toMatch(/^nightly.{5}-2-\d+$/);
    expect(runs[0].recurring_run_id).toBe(body.recurring_run_id);
    const id = body.recurring_run_id;
    await kfp.call('POST', `/recurringruns/${id}:disable`);
    const disabled = await kfp.call('GET', `/recurringruns/${id}`);
    expect(disabled.body.status).toBe('DISABLED');
  });

  it('deleting one deletes the Workflows that it owns and leaves their runs', async () => {
    const { body } = await post();
    const id = body.recurring_run_id;
    const run = await kfp.call('POST', '/runs', {
      display_name: 'now',
      recurring_run_id: id,
      pipeline_spec: chain(),
    });
    expect(await kfp.emulator.workflows.list()).toHaveLength(1);
    await kfp.call('DELETE', `/recurringruns/${id}`);
    expect(await kfp.emulator.workflows.list()).toHaveLength(0);
    const left = await kfp.call('GET', `/runs/${run.body.run_id}`);
    expect(left.status).toBe(200);
    const again = await kfp.call('DELETE', `/recurringruns/${id}`);
    expect(again.body.details).toMatchObject([
      { message: `Job ${id} not found` },
    ]);
  });
});

describe('schedules', () => {
  const at = (text: string) => Date.parse(text) / 1000;
  const due = (cron: string, fields: object = {}) => {
    const next = nextDue(
      {
        trigger: { cron },
        fired: 0,
        lastFiredAt: 0,
        createdAt: at('2026-01-01T00:00:30Z'),
        noCatchup: false,
        ...fields,
      },
      at('2026-01-03T12:00:00Z'),
    );
    return next === undefined ? undefined : new Date(next * 1000).toISOString();
  };

  it.each([
    ['0 0 3 * * *', '2026-01-01T03:00:00.000Z'],
    // Five fields: seconds first, no day of the week.
    ['0 3 * * *', '2026-01-01T00:03:00.000Z'],
    ['0 0 3 * * MON', '2026-01-05T03:00:00.000Z'],
    ['30 5/20 * ? * *', '2026-01-01T00:05:30.000Z'],
    ['@daily', '2026-01-02T00:00:00.000Z'],
    ['@every 1h30m', '2026-01-01T01:30:30.000Z'],
  ])('%s comes next at %s', (cron, expected) => {
    expect(due(cron)).toBe(expected);
  });

  it('without catch-up only the last missed time comes, and none after the end', () => {
    expect(due('0 0 3 * * *', { noCatchup: true })).toBe(
      '2026-01-03T03:00:00.000Z',
    );
    const trigger = {
      cron: '0 0 3 * * *',
      endTime: at('2026-01-01T02:00:00Z'),
    };
    expect(due('', { trigger })).toBeUndefined();
  });

  it.each([
    ['', 'Empty spec string'],
    ['@noon', 'Unrecognized descriptor: @noon'],
    ['@every soon', 'Failed to parse duration @every soon'],
    ['1-2-3 * * * *', 'Too many hyphens: 1-2-3'],
    ['1/2/3 * * * *', 'Too many slashes: 1/2/3'],
    ['0 0 0 0 * *', 'Beginning of range (0) below minimum (1): 0'],
    ['9-3 * * * *', 'Beginning of range (9) beyond end of range (3): 9-3'],
    ['*/0 * * * *', 'Step of range should be a positive number: */0'],
  ])('%j is refused: %s', (cron, problem) => {
    expect(cronMeaning(cron)).toMatchObject({
      kind: 'invalid',
      problem: expect.stringContaining(problem),
    });
  });
});
