import type { KubernetesCall } from './call';
import { responseError } from './statusError';

const call: KubernetesCall = {
  subject: 'eu-west-1/ml-eu',
  verb: 'create',
  group: 'argoproj.io',
  resource: 'workflows',
  namespace: 'kubeflow',
  name: 'run-1',
};

const errorOf = (
  status: number,
  body: object | string,
  {
    headers = {},
    ...changes
  }: Partial<KubernetesCall> & {
    headers?: Record<string, string>;
  } = {},
) => {
  const text =
    typeof body === 'string'
      ? body
      : JSON.stringify({ kind: 'Status', apiVersion: 'v1', ...body });
  return responseError(
    { ...call, ...changes },
    { status, headers, text, body: Buffer.from(text) },
  );
};

describe('responseError', () => {
  it('row 29: does not claim to know why a 401 is a 401', () => {
    const error = errorOf(401, { reason: 'Unauthorized', code: 401 });
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      reason: 'AccessEntryMissing',
      upstreamStatus: 401,
    });
    expect(error.message).toMatch(/Most often .* no access entry/);
    expect(error.message).toContain('outage of the authenticator');
  });

  it('row 29: names verb, resource and namespace of a 403, with a rule ready for RBAC', () => {
    const error = errorOf(
      403,
      {
        reason: 'Forbidden',
        message:
          'workflows.argoproj.io is forbidden: User "deployer:gh-1" cannot get resource "workflows" in API group "argoproj.io" in the namespace "kubeflow"',
      },
      { verb: 'get' },
    );
    expect(error.message).toBe(
      "eu-west-1/ml-eu: deployer:gh-1 may not get workflows.argoproj.io 'run-1' in namespace kubeflow (403). " +
        'Bind this rule to deployer:gh-1 in namespace kubeflow: ' +
        '`- {apiGroups: ["argoproj.io"], resources: ["workflows"], resourceNames: ["run-1"], verbs: ["get"]}`.',
    );
    expect(error).toMatchObject({
      name: 'NotAllowedError',
      reason: 'Forbidden',
    });
  });

  it('leaves resourceNames out for verbs that RBAC cannot restrict by name', () => {
    const error = errorOf(403, { message: 'no' });
    expect(error.remedy).not.toContain('resourceNames');
    expect(error.remedy).toContain('verbs: ["create"]');
  });

  it('row 33: tells a full quota from missing rights', () => {
    const error = errorOf(403, {
      message: 'pods "a" is forbidden: exceeded quota: q',
    });
    expect(error).toMatchObject({ reason: 'QuotaExceeded' });
  });

  it('row 43: tells a dying namespace from missing rights', () => {
    const error = errorOf(403, {
      message:
        'unable to create new content in namespace kubeflow because it is being terminated',
    });
    expect(error).toMatchObject({
      name: 'ConflictError',
      reason: 'NamespaceTerminating',
    });
  });

  it.each([
    [{ details: { name: 'run-1', kind: 'workflows' } }, 'NotFound'],
    [
      {
        message: 'the server could not find the requested resource',
        details: {},
      },
      'ResourceTypeNotFound',
    ],
    [
      {
        message: 'namespaces "kubeflow" not found',
        details: { name: 'kubeflow', kind: 'namespaces' },
      },
      'NamespaceNotFound',
    ],
  ])('tells the kinds of 404 apart: %j', (body, reason) => {
    expect(errorOf(404, body)).toMatchObject({ name: 'NotFoundError', reason });
  });

  it('knows the answer of the router for a group that is not served', () => {
    expect(errorOf(404, '404 page not found\n')).toMatchObject({
      reason: 'ResourceTypeNotFound',
    });
  });

  it('tells AlreadyExists from a conflict of versions', () => {
    expect(errorOf(409, { reason: 'AlreadyExists' })).toMatchObject({
      name: 'ConflictError',
      reason: 'AlreadyExists',
      fact: 'workflows/run-1 in namespace kubeflow exists already',
    });
    expect(
      errorOf(409, {
        reason: 'Conflict',
        message: 'the object has been modified',
      }),
    ).toMatchObject({
      reason: 'Conflict',
      remedy: 'Read it again and repeat the change',
    });
  });

  it('row 32: lists manager and field of each conflict of a server-side apply', () => {
    const error = errorOf(409, {
      reason: 'Conflict',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "helm" using rbac.authorization.k8s.io/v1',
            field: '.rules',
          },
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "kubectl"',
            field: '.metadata.labels.app',
          },
        ],
      },
    });
    expect(error).toMatchObject({ reason: 'FieldManagerConflict' });
    expect(error.fact).toContain(
      "'helm' owns .rules; 'kubectl' owns .metadata.labels.app",
    );
    expect(error.problems).toHaveLength(2);
  });

  it('row 43: names every wrong field of a 422, and immutable ones', () => {
    const error = errorOf(422, {
      message:
        'Job "a" is invalid: spec.template: Invalid value: field is immutable',
      details: {
        causes: [{ field: 'spec.template', message: 'field is immutable' }],
      },
    });
    expect(error).toMatchObject({
      name: 'InputError',
      reason: 'ImmutableField',
      problems: [{ message: 'spec.template: field is immutable' }],
    });
  });

  it('row 34: says how long a 429 asks to wait', () => {
    const error = errorOf(429, { details: { retryAfterSeconds: 3600 } });
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      reason: 'TooManyRequests',
      fact: expect.stringContaining('3600 s'),
    });
    expect(
      errorOf(429, 'Too many requests, please try again later.'),
    ).toMatchObject({
      reason: 'TooManyRequests',
    });
  });

  it('row 36: names a webhook that cannot be called', () => {
    const error = errorOf(500, {
      message:
        'Internal error occurred: failed calling webhook "cache.kubeflow.org": connection refused',
    });
    expect(error).toMatchObject({
      reason: 'WebhookFailed',
      remedy: expect.stringContaining('cache.kubeflow.org'),
    });
  });

  it.each([
    [500, 'ServiceUnavailableError', 'ServerError'],
    [503, 'ServiceUnavailableError', 'ServerError'],
    [504, 'TimeoutError', 'ServerTimeout'],
    [410, 'ConflictError', 'Expired'],
    [413, 'InputError', 'TooLarge'],
    [400, 'InputError', 'BadRequest'],
    [418, 'ResponseError', 'UnexpectedStatus'],
  ])('turns %i into %s %s', (status, name, reason) => {
    expect(
      errorOf(status, { message: 'etcdserver: leader changed' }),
    ).toMatchObject({
      name,
      reason,
      upstreamStatus: status,
    });
  });

  it.each([400, 403, 404, 409, 422, 429, 500])(
    'row 38: survives a Status whose fields are of the wrong types (%i)',
    status => {
      const details = { name: 1, kind: [], causes: [null, 'x', { field: {} }] };
      for (const body of [
        { message: 5, reason: {}, details: 'none' },
        { message: ['x'], details },
        { message: null, details: { causes: 'none', retryAfterSeconds: 'x' } },
      ]) {
        expect(errorOf(status, body)).toMatchObject({ upstreamStatus: status });
      }
    },
  );

  it('row 38: repeats no more of a message than people read', () => {
    const { message } = errorOf(400, { message: 'x'.repeat(1_000_000) });
    expect(message.length).toBeLessThan(5_000);
  });

  it('row 38: says that a page or a redirect does not come from Kubernetes', () => {
    expect(errorOf(403, '<html>sign in</html>')).toMatchObject({
      name: 'ResponseError',
      reason: 'NotKubernetes',
      fact: expect.stringContaining('an HTML page (403)'),
    });
    const redirect = errorOf(302, '', {
      headers: { location: 'https://login.example/?state=secret' },
    });
    expect(redirect.fact).toContain('points to https://login.example/');
    expect(redirect.message).not.toContain('secret');
    const hidden = errorOf(302, '', {
      headers: { location: 'https://ada:secret@login.example/in#token=secret' },
    });
    expect(hidden.fact).toContain('points to https://login.example/in');
    expect(hidden.message).not.toContain('secret');
    expect(errorOf(502, 'Bad gateway')).toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});
