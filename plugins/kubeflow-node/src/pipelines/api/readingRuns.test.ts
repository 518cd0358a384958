import { API, clientFor } from '../testing/clientFor';

describe('reading a run', () => {
  const read = async (body: unknown) => {
    const { client } = await clientFor({ [`GET ${API}/runs/r1`]: { body } });
    return client.getRun('r1');
  };

  it('takes the zero times of 1970 and of year 1 for no time', async () => {
    const run = await read({
      run_id: 'r1',
      display_name: 'a',
      experiment_id: 'e1',
      storage_state: 'AVAILABLE',
      created_at: '2026-11-24T08:53:52Z',
      finished_at: '1970-01-01T00:00:00Z',
      state: 'RUNNING',
      state_history: [
        { update_time: '2026-11-24T08:53:52Z', state: 'PENDING' },
        { update_time: '2026-11-24T08:53:53Z' },
      ],
      run_details: {
        task_details: [
          {
            run_id: 'r1',
            task_id: 't1',
            display_name: 'root-driver',
            create_time: '2026-11-24T08:53:52Z',
            start_time: '2026-11-24T08:53:52Z',
            end_time: '0001-01-01T00:00:00Z',
            execution_id: '12',
            child_tasks: [{ pod_name: 'wf-1' }, {}],
          },
        ],
      },
      plugins_output: { mlflow: { state: 'PLUGIN_FAILED' } },
    });
    expect(run.createdAt).toBe('2026-11-24T08:53:52Z');
    expect(run.finishedAt).toBeUndefined();
    expect(run.stateHistory).toEqual([
      { state: 'PENDING', at: '2026-11-24T08:53:52Z' },
      { at: '2026-11-24T08:53:53Z' },
    ]);
    expect(run.tasks).toEqual([
      {
        taskId: 't1',
        displayName: 'root-driver',
        createdAt: '2026-11-24T08:53:52Z',
        startedAt: '2026-11-24T08:53:52Z',
        childNodes: ['wf-1'],
      },
    ]);
  });

  it.each([
    'PENDING',
    'RUNNING',
    'SUCCEEDED',
    'SKIPPED',
    'FAILED',
    'CANCELING',
    'CANCELED',
    'PAUSED',
    'RUNTIME_STATE_UNSPECIFIED',
  ])('row 49: reads the state %s', async state => {
    expect(await read({ run_id: 'r1', state })).toMatchObject({ state });
  });

  it.each(['Terminating', 'Error', 'constructor', 'SOMETHING_NEW'])(
    'row 49: keeps the unknown state %s apart',
    async state => {
      const run = await read({ run_id: 'r1', state });
      expect(run.state).toBeUndefined();
      expect(run.unknownState).toBe(state);
    },
  );

  it('row 49: reads a run without a state, an archived one, and a row of ids and an error', async () => {
    expect(
      await read({ run_id: 'r1', storage_state: 'ARCHIVED' }),
    ).toMatchObject({
      archived: true,
      displayName: '',
      tasks: [],
      stateHistory: [],
      parameters: {},
    });
    expect(
      await read({
        run_id: 'r1',
        experiment_id: 'e1',
        error: { code: 13, message: 'cannot convert' },
      }),
    ).toMatchObject({
      error: 'cannot convert',
      state: undefined,
    });
  });

  it('row 49: a deleted run is NotFound', async () => {
    const { client } = await clientFor({
      [`GET ${API}/runs/r1`]: {
        status: 404,
        body: {
          code: 5,
          message:
            'Failed to get a run: Failed to fetch run r1: ResourceNotFoundError: Run r1 not found',
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.Status',
              code: 5,
              message: 'Run r1 not found',
            },
          ],
        },
      },
    });
    await expect(client.getRun('r1')).rejects.toMatchObject({
      name: 'NotFoundError',
      reason: 'NotFound',
      upstreamStatus: 404,
      message: expect.stringMatching(
        /^eu-west-1\/ml-eu: cannot read the run r1: Run r1 not found \(status 404\)/,
      ) as string,
    });
  });
});
