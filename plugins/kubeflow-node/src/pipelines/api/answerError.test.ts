import type { ClusterAccess } from '@kubeflow-fleet/plugin-kubeflow-common';
import { API, clientFor, NEW_RUN } from '../testing/clientFor';
import type { FakeAnswer } from '../testing/fakeServer';

const PROXY: ClusterAccess = {
  via: 'api-server-proxy',
  namespace: 'kubeflow',
  service: 'ml-pipeline',
};
const FORWARD: ClusterAccess = {
  via: 'port-forward',
  namespace: 'kubeflow',
  service: 'ml-pipeline-ui',
  serviceAccount: 'team-a/default-editor',
  audience: 'pipelines.kubeflow.org',
};
const URL_ACCESS: ClusterAccess = {
  via: 'url',
  url: 'https://kubeflow.example.com/pipeline',
};

async function failure(answer: FakeAnswer, access?: ClusterAccess) {
  const { client } = await clientFor(
    {
      [`GET ${API}/runs/r1`]: answer,
      [`GET ${API}/healthz`]: { body: { multi_user: false } },
    },
    { access },
  );
  return client.getRun('r1').then(
    () => {
      throw new Error('it was accepted');
    },
    (error: unknown) => error as Error,
  );
}

const kfp = (code: number, message: string) => ({
  code,
  message: `A long chain: ${message}`,
  details: [
    { '@type': 'type.googleapis.com/google.rpc.Status', code, message },
  ],
});

const status = (code: number, reason: string, message: string): FakeAnswer => ({
  status: code,
  body: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code,
  },
});

describe('row 51: a login in front of the API', () => {
  const page = '<!DOCTYPE html><html><body>Sign in</body></html>';

  it.each([[200], [401], [403]])('a page with status %i', async code => {
    const error = await failure(
      { status: code, headers: { 'content-type': 'text/html' }, body: page },
      URL_ACCESS,
    );
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      reason: 'LoginPage',
    });
    expect(error.message).toMatch(
      /login page.*kubeflow\.example\.com.*access\.audience/,
    );
  });

  it('a page that calls itself text', async () => {
    expect(await failure({ body: page })).toMatchObject({
      reason: 'LoginPage',
    });
  });

  it('a redirect, whose query is not repeated', async () => {
    const error = await failure({
      status: 302,
      headers: {
        location: 'https://dex.example.com/auth?state=SECRET&client_id=x',
      },
    });
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      reason: 'LoginPage',
    });
    expect(error.message).toMatch(
      /status 302 .* https:\/\/dex\.example\.com\/auth/,
    );
    expect(error.message).not.toMatch(/SECRET/);
  });

  it('is not seen in a gateway’s error page', async () => {
    const { client } = await clientFor({
      [`POST ${API}/runs`]: {
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: page,
      },
    });
    const error: unknown = await client
      .createRun(NEW_RUN)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      upstreamStatus: 502,
    });
    expect((error as Error).message).not.toMatch(/Sign in|<html/);
  });
});

describe('row 51: multi-user mode', () => {
  const unauthenticated: FakeAnswer = {
    status: 401,
    body: kfp(16, 'Request header error: there is no user identity header.'),
  };

  it.each([
    [PROXY, /removes the token.*via: port-forward/],
    [FORWARD, /access\.serviceAccount/],
    [URL_ACCESS, /access\.audience/],
  ])('a missing identity names what to set for %o', async (access, remedy) => {
    expect(await failure(unauthenticated, access)).toMatchObject({
      name: 'AuthenticationError',
      reason: 'IdentityMissing',
      remedy: expect.stringMatching(remedy) as string,
    });
  });

  it('a 403 names the role to bind and to whom', async () => {
    const error = await failure(
      {
        status: 403,
        body: kfp(
          7,
          "User 'x' is not authorized with reason: (request: {namespace: team-b, verb: get})",
        ),
      },
      FORWARD,
    );
    expect(error).toMatchObject({
      name: 'NotAllowedError',
      reason: 'NotAllowed',
      upstreamStatus: 403,
    });
    expect(error.message).toMatch(
      /is not authorized.*kubeflow-edit to team-a\/default-editor/,
    );
  });

  it('a missing namespace names the profile to set', async () => {
    const error = await failure({
      status: 400,
      body: kfp(
        3,
        'Invalid input error: ListRuns must filter by namespace in multi-user mode',
      ),
    });
    expect(error).toMatchObject({
      name: 'InputError',
      reason: 'NamespaceMissing',
    });
    expect(error.message).toMatch(/kubeflow\.profile/);
  });
});

describe('row 51: another API than v2beta1', () => {
  const missing = { status: 404, body: { code: 5, message: 'Not Found' } };

  it('has only v1beta1', async () => {
    const { client } = await clientFor({
      [`GET ${API}/healthz`]: missing,
      'GET /apis/v1beta1/healthz': { body: { multi_user: false } },
      [`POST ${API}/runs`]: missing,
    });
    for (const call of [client.health(), client.createRun(NEW_RUN)])
      await expect(call).rejects.toMatchObject({
        name: 'NotImplementedError',
        reason: 'ApiV1Only',
        remedy: expect.stringMatching(/Upgrade Kubeflow Pipelines/) as string,
      });
  });

  it('is no Kubeflow Pipelines at all', async () => {
    const nothing = { status: 404, body: '404 page not found\n' };
    const { client } = await clientFor(
      { [`GET ${API}/healthz`]: nothing, 'GET /apis/v1beta1/healthz': nothing },
      { access: URL_ACCESS },
    );
    await expect(client.health()).rejects.toMatchObject({
      name: 'NotFoundError',
      reason: 'ApiNotFound',
      remedy: expect.stringMatching(/access\.url.*\/pipeline/) as string,
    });
  });

  it('lacks one call only', async () => {
    expect(await failure(missing)).toMatchObject({
      name: 'NotImplementedError',
      reason: 'CallMissing',
    });
    expect(
      await failure({
        status: 501,
        body: { code: 12, message: 'Method Not Allowed' },
      }),
    ).toMatchObject({
      name: 'NotImplementedError',
    });
  });
});

describe('the Kubernetes API’s proxy', () => {
  it('403: the message is the RBAC rule with its resourceNames', async () => {
    const error = await failure(
      status(
        403,
        'Forbidden',
        'services "ml-pipeline:http" is forbidden: User "x" cannot get resource "services/proxy"',
      ),
      PROXY,
    );
    expect(error).toMatchObject({
      name: 'NotAllowedError',
      reason: 'ServiceProxyForbidden',
      upstreamStatus: 403,
    });
    expect(error.message).toContain(
      '{apiGroups: [""], resources: [services/proxy], resourceNames: ["ml-pipeline:http"], verbs: [get, create, delete]}',
    );
  });

  it('keeps a port that the fleet file names', async () => {
    const error = await failure(status(403, 'Forbidden', 'no'), {
      ...PROXY,
      service: 'ml-pipeline:8888',
    });
    expect(error.message).toContain('resourceNames: ["ml-pipeline:8888"]');
  });

  it.each([
    {
      code: 401,
      reason: 'Unauthorized',
      message: 'Unauthorized',
      name: 'AuthenticationError',
      ours: 'AccessEntryMissing',
    },
    {
      code: 404,
      reason: 'NotFound',
      message: 'services "ml-pipeline" not found',
      name: 'NotFoundError',
      ours: 'ServiceNotFound',
    },
    {
      code: 503,
      reason: 'ServiceUnavailable',
      message: 'no endpoints available for service "ml-pipeline:http"',
      name: 'ServiceUnavailableError',
      ours: 'NoEndpoints',
    },
    {
      code: 503,
      reason: 'ServiceUnavailable',
      message: 'no service port 99 found for service "ml-pipeline"',
      name: 'ServiceUnavailableError',
      ours: 'NoServicePort',
    },
    {
      code: 503,
      reason: 'ServiceUnavailable',
      message:
        'error trying to reach service: dial tcp 10.0.0.1:8888: connect: connection refused',
      name: 'ServiceUnavailableError',
      ours: 'ServiceUnreachable',
    },
  ])(
    '$code $reason: $message',
    async ({ code, reason, message, name, ours }) => {
      // Through POST, which is not repeated.
      const { client } = await clientFor(
        { [`POST ${API}/runs`]: status(code, reason, message) },
        { access: PROXY },
      );
      await expect(client.createRun(NEW_RUN)).rejects.toMatchObject({
        name,
        reason: ours,
        upstreamStatus: code,
        message: expect.stringContaining('the Kubernetes API says') as string,
      });
    },
  );
});

describe('other answers', () => {
  it.each([['[1]'], ['null'], ['"a"'], [''], ['{"a'], ['OK']])(
    'a 200 with %j is no answer',
    async body => {
      expect(await failure({ body })).toMatchObject({
        name: 'ResponseError',
        upstreamStatus: undefined,
      });
    },
  );

  it('row 18: the server’s words are shown on one line, without control characters, and cut', async () => {
    const error = await failure({
      status: 400,
      body: kfp(3, `a\n::error::b\u001b[31m${'x'.repeat(2000)}`),
    });
    expect(error.message).not.toMatch(/\p{Cc}/u);
    expect(error.message.length).toBeLessThan(700);
  });

  it('the old field "error" is read', async () => {
    expect(
      (await failure({ status: 400, body: { error: 'old words', code: 3 } }))
        .message,
    ).toMatch(/old words/);
  });
});
