import { API, clientFor, experimentMessage } from '../testing/clientFor';

const predicates = (query: string): unknown =>
  JSON.parse(
    // The server decodes twice.
    decodeURIComponent(new URLSearchParams(query).get('filter') ?? ''),
  );

describe('finding by name', () => {
  it('takes {} for an empty list', async () => {
    const { client } = await clientFor({
      [`GET ${API}/experiments`]: {},
      [`GET ${API}/pipelines`]: {},
      [`GET ${API}/pipelines/p1/versions`]: {},
      [`GET ${API}/runs`]: {},
      [`GET ${API}/recurringruns`]: {},
    });
    expect(await client.findExperiment('a')).toBeUndefined();
    expect(await client.findPipeline('a')).toBeUndefined();
    expect(await client.findVersion('p1', 'a')).toBeUndefined();
    expect(await client.findRuns('e1', 'a')).toEqual([]);
    expect(await client.findRecurringRuns('e1', 'a')).toEqual([]);
  });

  it.each(['a+b', '50%', 'x%2Fy', 'q"q', 'b\\s', 'ü/日本 &=?#'])(
    'encodes the filter twice, so that the server compares %j itself',
    async name => {
      const { client, server } = await clientFor({
        [`GET ${API}/experiments`]: {
          body: { experiments: [experimentMessage(name)] },
        },
      });
      expect(await client.findExperiment(name)).toMatchObject({
        experimentId: 'e1',
        displayName: name,
        archived: false,
      });
      expect(predicates(server.requests[0]!.query)).toEqual({
        predicates: [
          { operation: 'EQUALS', key: 'display_name', string_value: name },
        ],
      });
      expect(server.requests[0]!.query).not.toContain('{');
    },
  );

  it('row 48: names the other spelling when KFP has one that it takes for the same', async () => {
    const { client } = await clientFor({
      [`GET ${API}/experiments`]: {
        body: { experiments: [experimentMessage('Nightly')] },
      },
      [`GET ${API}/pipelines`]: {
        body: { pipelines: [{ pipeline_id: 'p1', name: 'Train' }] },
      },
      [`GET ${API}/pipelines/p1/versions`]: {
        body: {
          pipeline_versions: [{ pipeline_version_id: 'v', name: 'ABC' }],
        },
      },
    });
    for (const found of [
      client.findExperiment('nightly'),
      client.findPipeline('train'),
      client.findVersion('p1', 'abc'),
    ])
      await expect(found).rejects.toMatchObject({
        name: 'ConflictError',
        reason: 'NameCollision',
        remedy: expect.stringMatching(
          /Use '(Nightly|Train|ABC)' exactly/,
        ) as string,
      });
  });

  it('prefers the exact name among several', async () => {
    const { client } = await clientFor({
      [`GET ${API}/experiments`]: {
        body: {
          experiments: [
            experimentMessage('A'),
            { ...experimentMessage('a'), experiment_id: 'e2' },
          ],
        },
      },
      [`GET ${API}/runs`]: {
        body: {
          runs: [
            { run_id: 'r1', display_name: 'TRAIN' },
            { run_id: 'r2', display_name: 'train' },
          ],
        },
      },
    });
    expect(await client.findExperiment('a')).toMatchObject({
      experimentId: 'e2',
    });
    expect(await client.findRuns('e1', 'train')).toMatchObject([
      { runId: 'r2' },
    ]);
  });

  it('finds a pipeline of a server that has display names only', async () => {
    const { client } = await clientFor({
      [`GET ${API}/pipelines`]: {
        body: { pipelines: [{ pipeline_id: 'p1', display_name: 'train' }] },
      },
    });
    expect(await client.findPipeline('train')).toEqual({
      pipelineId: 'p1',
      name: 'train',
      displayName: 'train',
    });
  });

  it('row 51: reads every page, scoped to the experiment, with the same sort and filter', async () => {
    const pages: Record<string, unknown> = {
      '': {
        runs: [
          {
            run_id: 'old',
            display_name: 'a',
            created_at: '2026-01-01T00:00:00Z',
          },
        ],
        next_page_token: 'two+/=',
      },
      'two+/=': {
        runs: [
          {
            run_id: 'new',
            display_name: 'a',
            created_at: '2026-01-02T00:00:00Z',
          },
        ],
      },
    };
    const { client, server } = await clientFor({
      [`GET ${API}/runs`]: ({ query }) => ({
        body: pages[new URLSearchParams(query).get('page_token') ?? ''],
      }),
    });
    expect((await client.findRuns('e1', 'a')).map(run => run.runId)).toEqual([
      'new',
      'old',
    ]);
    const queries = server.requests.map(({ query }) =>
      Object.fromEntries(new URLSearchParams(query)),
    );
    expect(queries[0]).toMatchObject({
      experiment_id: 'e1',
      page_size: '200',
      sort_by: 'created_at desc',
    });
    expect(queries[1]).toEqual({ ...queries[0], page_token: 'two+/=' });
  });

  it('stops at a list that never ends', async () => {
    const { client, server } = await clientFor({
      [`GET ${API}/runs`]: { body: { runs: [], next_page_token: 'same' } },
    });
    await expect(client.findRuns('e1', 'a')).rejects.toMatchObject({
      reason: 'EndlessList',
    });
    expect(server.requests).toHaveLength(2);
  });

  it('reads recurring runs from the key recurringRuns', async () => {
    const { client } = await clientFor({
      [`GET ${API}/recurringruns`]: {
        body: {
          recurringRuns: [
            {
              recurring_run_id: 'rr1',
              display_name: 'nightly',
              max_concurrency: '1',
              mode: 'ENABLE',
              status: 'ENABLED',
              trigger: { cron_schedule: { cron: '0 3 * * *' } },
              pipeline_version_reference: {
                pipeline_id: 'p1',
                pipeline_version_id: 'v1',
              },
              runtime_config: { parameters: { epochs: 3 } },
            },
          ],
        },
      },
    });
    expect(await client.findRecurringRuns('e1', 'nightly')).toEqual([
      {
        recurringRunId: 'rr1',
        displayName: 'nightly',
        enabled: true,
        pipelineId: 'p1',
        pipelineVersionId: 'v1',
        cron: '0 3 * * *',
        parameters: { epochs: 3 },
      },
    ]);
  });

  it('sends the namespace in multi-user mode only', async () => {
    const routes = {
      [`GET ${API}/experiments`]: {},
      [`GET ${API}/pipelines`]: {},
      [`POST ${API}/experiments`]: { body: experimentMessage('a') },
      [`POST ${API}/pipelines`]: {
        body: { pipeline_id: 'p1', display_name: 'a' },
      },
    };
    for (const multiUser of [true, false]) {
      const { client, server } = await clientFor(routes, { multiUser });
      await client.findExperiment('a');
      await client.findPipeline('a');
      await client.createExperiment('a');
      await client.createPipeline('a');
      const sent = server.requests.map(({ query, body }) =>
        `${query}${body}`.includes('team-a'),
      );
      expect(sent).toEqual([multiUser, multiUser, multiUser, multiUser]);
    }
  });
});
