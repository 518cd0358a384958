import { API, clientFor } from './testing/clientFor';

describe('terminating and retrying', () => {
  it('row 50: tells a run that has ended already from a failure', async () => {
    const { client } = await clientFor({
      [`POST ${API}/runs/r1:terminate`]: {
        status: 400,
        body: {
          code: 3,
          message: 'Failed to terminate a run: Row not found',
          details: [
            { code: 3, message: 'Failed to terminate a run r1. Row not found' },
          ],
        },
      },
      [`POST ${API}/runs/r1:retry`]: {
        status: 409,
        body: {
          code: 10,
          message: 'long',
          details: [
            { code: 10, message: 'Workflow must be Failed/Error to retry' },
          ],
        },
      },
    });
    await expect(client.terminateRun('r1')).rejects.toMatchObject({
      name: 'ConflictError',
      reason: 'NotTerminable',
    });
    await expect(client.retryRun('r1')).rejects.toMatchObject({
      name: 'ConflictError',
      reason: 'NotRetryable',
    });
  });

  it('answers nothing when it worked', async () => {
    const { client } = await clientFor({
      [`POST ${API}/runs/r1:terminate`]: {},
      [`POST ${API}/runs/r1:retry`]: {},
    });
    expect(await client.terminateRun('r1')).toBeUndefined();
    expect(await client.retryRun('r1')).toBeUndefined();
  });
});

describe('health', () => {
  it('reads mode and version', async () => {
    const { client } = await clientFor({
      [`GET ${API}/healthz`]: {
        body: { commit_sha: 'x', tag_name: '2.17.0', multi_user: true },
      },
    });
    expect(await client.health()).toEqual({
      multiUser: true,
      tagName: '2.17.0',
    });
  });

  it('takes an answer without the mode for single-user', async () => {
    const { client } = await clientFor({ [`GET ${API}/healthz`]: {} });
    expect(await client.health()).toEqual({ multiUser: false });
  });
});
