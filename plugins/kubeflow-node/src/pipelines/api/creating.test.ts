import {
  API,
  clientFor,
  experimentMessage,
  NEW_RUN,
} from '../testing/clientFor';
import { TRAINING } from '../testing/pipelineTexts';

describe('creating', () => {
  it('sends a run with its version id and only the fields that are set', async () => {
    const { client, server } = await clientFor({
      [`POST ${API}/runs`]: { body: { run_id: 'r1', state: 'PENDING' } },
    });
    expect(await client.createRun(NEW_RUN)).toMatchObject({
      runId: 'r1',
      state: 'PENDING',
    });
    await client.createRun({
      ...NEW_RUN,
      runId: 'mine',
      description: 'd',
      pipelineRoot: 's3://b/p',
      serviceAccount: 'sa',
    });
    expect(
      server.requests.map(({ body }) => JSON.parse(body) as unknown),
    ).toEqual([
      {
        display_name: 'train-1',
        experiment_id: 'e1',
        pipeline_version_reference: {
          pipeline_id: 'p1',
          pipeline_version_id: 'v1',
        },
        runtime_config: { parameters: { epochs: 3 } },
      },
      {
        run_id: 'mine',
        display_name: 'train-1',
        description: 'd',
        experiment_id: 'e1',
        pipeline_version_reference: {
          pipeline_id: 'p1',
          pipeline_version_id: 'v1',
        },
        runtime_config: {
          parameters: { epochs: 3 },
          pipeline_root: 's3://b/p',
        },
        service_account: 'sa',
      },
    ]);
  });

  it.each([500, 502, 503, 504])(
    'row 46: never repeats POST /runs after a %i',
    async status => {
      const { client, server } = await clientFor({
        [`POST ${API}/runs`]: {
          status,
          body: {
            code: 13,
            message: 'Failed to create a run: database is gone',
          },
        },
      });
      await expect(client.createRun(NEW_RUN)).rejects.toMatchObject({
        upstreamStatus: status,
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  it('row 46: a 200 that was cut short has no status, so that nobody takes it for a refusal', async () => {
    const { client, server } = await clientFor({
      [`POST ${API}/runs`]: { body: '{"run_id": "r' },
    });
    const error: unknown = await client
      .createRun(NEW_RUN)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({
      name: 'ResponseError',
      upstreamStatus: undefined,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('an answer without the id is a broken answer', async () => {
    const { client } = await clientFor({ [`POST ${API}/runs`]: {} });
    await expect(client.createRun(NEW_RUN)).rejects.toMatchObject({
      name: 'ResponseError',
      reason: 'InvalidAnswer',
    });
  });

  it.each([
    {
      message:
        'Failed to create a new run: InternalServerError: Failed to create a run due to error fetching manifest: Failed to fetch a template due to error retrieving pipeline version: Failed to fetch a pipeline version and its manifest',
      name: 'NotFoundError',
      reason: 'PipelineVersionNotFound',
      upstreamStatus: undefined,
    },
    {
      message:
        'Failed to create a new run: InternalServerError: Invalid input error: Failed to fetch a template with an empty pipeline spec manifest',
      name: 'InputError',
      reason: 'InvalidRequest',
      upstreamStatus: undefined,
    },
    {
      message:
        "Failed to store run train-1 to table: Error 1062 (23000): Duplicate entry '1111' for key 'run_details.PRIMARY'",
      name: 'ConflictError',
      reason: 'RunIdTaken',
      upstreamStatus: 500,
    },
    {
      message: 'Failed to create a run: something else',
      name: 'ResponseError',
      reason: 'ServerError',
      upstreamStatus: 500,
    },
  ])(
    'tells what a 500 of POST /runs means: $message',
    async ({ message, name, reason, upstreamStatus }) => {
      const { client } = await clientFor({
        [`POST ${API}/runs`]: {
          status: 500,
          body: {
            code: 13,
            message,
            details: [{ code: 13, message: 'Internal Server Error' }],
          },
        },
      });
      await expect(client.createRun(NEW_RUN)).rejects.toMatchObject({
        name,
        reason,
        upstreamStatus,
      });
    },
  );

  it('shows the short text of a 400', async () => {
    const { client } = await clientFor({
      [`POST ${API}/runs`]: {
        status: 400,
        body: {
          code: 3,
          message:
            'Failed to create a new run: a long chain: parameter x is missing',
          details: [{ code: 3, message: 'parameter x is missing' }],
        },
      },
    });
    await expect(client.createRun(NEW_RUN)).rejects.toThrow(
      "eu-west-1/ml-eu: cannot create the run 'train-1': parameter x is missing (status 400)",
    );
  });

  it('creates pipelines and experiments in the way that old servers understand too', async () => {
    const { client, server } = await clientFor({
      [`POST ${API}/pipelines`]: {
        body: { pipeline_id: 'p1', display_name: 'a', name: 'a' },
      },
      [`POST ${API}/experiments`]: { body: experimentMessage('a') },
    });
    await client.createPipeline('a', 'd');
    await client.createExperiment('a', 'd');
    expect(server.requests.map(({ body }) => body)).toEqual([
      '{"description":"d","display_name":"a"}',
      '{"description":"d","display_name":"a"}',
    ]);
  });

  it('row 48: a name that exists is AlreadyExists', async () => {
    const taken = {
      status: 409,
      body: {
        code: 6,
        message: 'long',
        details: [{ code: 6, message: 'The name a already exists' }],
      },
    };
    const { client } = await clientFor({
      [`POST ${API}/pipelines`]: taken,
      [`POST ${API}/experiments`]: taken,
    });
    for (const created of [
      client.createPipeline('a'),
      client.createExperiment('a'),
    ])
      await expect(created).rejects.toMatchObject({
        name: 'ConflictError',
        reason: 'AlreadyExists',
        upstreamStatus: 409,
      });
  });

  it.each([
    ['experiment', 128],
    ['pipeline', 127],
    ['version', 127],
    ['run', 128],
  ])(
    'checks the name of an %s before it is sent: %i characters at most, not blank',
    async (kind, limit) => {
      const { client, server } = await clientFor({});
      const create = (name: string): Promise<unknown> => {
        switch (kind) {
          case 'experiment':
            return client.createExperiment(name);
          case 'pipeline':
            return client.createPipeline(name);
          case 'version':
            return client.uploadVersion({
              pipelineId: 'p1',
              name,
              text: TRAINING,
            });
          default:
            return client.createRun({ ...NEW_RUN, displayName: name });
        }
      };
      for (const name of ['', '   ', 'x'.repeat(limit + 1), 'a\nb'])
        await expect(create(name)).rejects.toMatchObject({
          name: 'InputError',
          reason: 'InvalidName',
        });
      expect(server.requests).toEqual([]);
    },
  );

  it('sends a schedule with its int64 as text', async () => {
    const { client, server } = await clientFor({
      [`POST ${API}/recurringruns`]: { body: { recurring_run_id: 'rr1' } },
    });
    await client.createRecurringRun({
      ...NEW_RUN,
      cron: '0 3 * * *',
      maxConcurrency: 1,
      catchUp: false,
    });
    expect(JSON.parse(server.requests[0]!.body)).toMatchObject({
      trigger: { cron_schedule: { cron: '0 3 * * *' } },
      max_concurrency: '1',
      no_catchup: true,
      mode: 'ENABLE',
    });
  });

  it.each([
    ['', 1],
    ['* * * *', 1],
    ['@daily', 1],
    ['0 3 * * *', 0],
    ['0 3 * * *', 11],
    ['0 3 * * *', 1.5],
  ])(
    'refuses the schedule %j with %p at once',
    async (cron, maxConcurrency) => {
      const { client, server } = await clientFor({});
      await expect(
        client.createRecurringRun({
          ...NEW_RUN,
          cron,
          maxConcurrency,
          catchUp: true,
        }),
      ).rejects.toMatchObject({
        name: 'InputError',
        reason: 'InvalidSchedule',
      });
      expect(server.requests).toEqual([]);
    },
  );

  it('keeps the runs of a schedule when asked to', async () => {
    const { client, server } = await clientFor({
      [`DELETE ${API}/recurringruns/rr1`]: {},
    });
    await client.deleteRecurringRun('rr1');
    await client.deleteRecurringRun('rr1', { runs: 'keep' });
    expect(server.requests.map(({ query }) => query)).toEqual([
      '',
      'propagation_policy=ORPHAN',
    ]);
  });
});
