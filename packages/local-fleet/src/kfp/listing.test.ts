import { startKfp, type RunningKfp } from './testing/running';

const filter = (...predicates: object[]) =>
  encodeURIComponent(encodeURIComponent(JSON.stringify({ predicates })));

describe('lists', () => {
  let kfp: RunningKfp;
  beforeAll(async () => {
    kfp = await startKfp({ engine: 'off' });
    for (let index = 0; index < 205; index++) {
      await kfp.call('POST', '/pipelines', {
        name: `p-${String(index).padStart(3, '0')}`,
      });
    }
  });
  afterAll(() => kfp.close());

  const list = (query: string) => kfp.call('GET', `/pipelines?${query}`);

  it.each([
    ['', 20],
    ['page_size=0', 20],
    ['page_size=7', 7],
    ['page_size=201', 200],
    ['page_size=500', 200],
  ])('?%s has %i rows and the total', async (query, rows) => {
    const { body } = await list(query);
    expect(body.pipelines).toHaveLength(rows);
    expect(body.total_size).toBe(205);
  });

  it.each([
    ['page_size=-1', 'The page size should be greater than 0. Got -1'],
    ['page_token=!', 'Invalid page token'],
    ['page_token=aGk=', 'Invalid page token'],
    ['page_token=WzFd', 'Invalid page token'],
    [
      'sort_by=colour',
      'Invalid sorting field: "colour" on listable type Pipeline',
    ],
    ['sort_by=name+up', 'Received invalid sort by format "name up"'],
    [
      `filter=${filter({
        operation: 'EQUALS',
        key: 'colour',
        string_value: 'x',
      })}`,
      'no support for filtering on unrecognized field "colour"',
    ],
    [
      `filter=${filter({ operation: 'IN', key: 'name', string_value: 'x' })}`,
      'cannot use IN operator with scalar type string',
    ],
    [
      `filter=${filter({ operation: 'NEAR', key: 'name', string_value: 'x' })}`,
      'invalid value for enum field operation: "NEAR"',
    ],
    [
      `filter=${filter({ operation: 'EQUALS', key: 'tags.a', int_value: 1 })}`,
      'tag filter value must be a string',
    ],
    ['filter=%5B', 'failed to parse filter spec'],
  ])('refuses ?%s', async (query, message) => {
    const { status, body } = await list(query);
    expect([status, body.code]).toEqual([400, 3]);
    expect(body.message).toContain(message);
  });

  it('goes through every row once by page token, with changing page sizes', async () => {
    const names: string[] = [];
    let query = 'sort_by=name+desc&page_size=100';
    for (;;) {
      const { body } = await list(query);
      names.push(...body.pipelines.map(({ name }: any) => name));
      if (!body.next_page_token) break;
      query = `page_size=60&page_token=${encodeURIComponent(
        body.next_page_token,
      )}`;
    }
    expect(names).toHaveLength(205);
    expect(names).toEqual([...new Set(names)].sort().reverse());
  });

  it('refuses a token with another sort order, and fails on a token of another resource', async () => {
    const { body } = await list('sort_by=name&page_size=1');
    const token = encodeURIComponent(body.next_page_token);
    const other = await list(`sort_by=created_at&page_token=${token}`);
    expect(other.status).toBe(400);
    const foreign = await kfp.call('GET', `/runs?page_token=${token}`);
    expect(foreign.status).toBe(500);
    const same = await list(`sort_by=name&page_token=${token}`);
    expect(same.body.pipelines[0].name).toBe('p-001');
  });

  it('takes the token {} for the first page', async () => {
    const { status, body } = await list('page_token=e30=');
    expect([status, body.pipelines.length]).toEqual([200, 20]);
  });

  it.each([
    [{ operation: 'EQUALS', key: 'name', string_value: 'P-001' }, 1],
    [{ operation: 'NOT_EQUALS', key: 'name', string_value: 'p-001' }, 204],
    [{ operation: 'IS_SUBSTRING', key: 'name', string_value: '-00' }, 10],
    [
      {
        operation: 'IN',
        key: 'name',
        stringValues: { values: ['p-1', 'p-002'] },
      },
      1,
    ],
    [{ operation: 2, key: 'name', string_value: 'p-001' }, 204],
    [
      {
        operation: 'GREATER_THAN',
        key: 'created_at',
        timestamp_value: '2020-01-01T00:00:00Z',
      },
      205,
    ],
    [
      {
        operation: 'LESS_THAN_EQUALS',
        key: 'created_at',
        timestamp_value: '2020-01-01T00:00:00Z',
      },
      undefined,
    ],
  ])('filters by %j', async (predicate, total) => {
    const { status, body } = await list(`filter=${filter(predicate)}`);
    expect([status, body.total_size]).toEqual([200, total]);
  });

  it('an experiment of 20,000 runs is listed within a quarter of a second', async () => {
    const { store } = kfp.emulator;
    const experiment = await kfp.call('POST', '/experiments', {
      display_name: 'many',
    });
    const experimentId = experiment.body.experiment_id as string;
    for (let index = 0; index < 20_000; index++) {
      store.runs.put({
        id: `run-${index}`,
        experimentId: index % 100 === 0 ? experimentId : 'other',
        displayName: `run-${index}`,
        description: '',
        namespace: '',
        storageState: 'AVAILABLE',
        source: {},
        config: { parameters: {}, pipelineRoot: '' },
        serviceAccount: '',
        createdAt: index,
        scheduledAt: index,
        finishedAt: 0,
        history: [],
        tasks: [],
        recurringRunId: '',
        workflow: { namespace: 'kubeflow', name: `run-${index}` },
      });
    }
    const from = Date.now();
    const { body } = await kfp.call(
      'GET',
      `/runs?experiment_id=${experimentId}&sort_by=created_at+desc&page_size=10`,
    );
    expect(body.total_size).toBe(200);
    expect(body.runs[0].run_id).toBe('run-19900');
    expect(Date.now() - from).toBeLessThan(250);
  });
});
