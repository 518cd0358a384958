import type { TestServer } from './testServer.test.fixture';
import { startTestServer } from './testServer.test.fixture';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const PODS = '/api/v1/namespaces/default/pods';

describe('authentication and RBAC', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.close());

  const grant = async (
    rules: object[],
    subject: object = { kind: 'User', name: 'joe' },
  ) => {
    await server.call('POST', `${RBAC}/namespaces/default/roles`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'role' },
      rules,
    });
    await server.call('POST', `${RBAC}/namespaces/default/rolebindings`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'role' },
      roleRef: { kind: 'Role', name: 'role' },
      subjects: [subject],
    });
  };
  const asJoe = (method: string, path: string, body?: unknown) =>
    server.call(method, path, body, { token: 'joe' });

  it('answers 401 for an unknown token and 403 for nobody', async () => {
    const unknown = await server.call('GET', PODS, undefined, {
      token: 'nobody-knows',
    });
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
    const anonymous = await server.call('GET', PODS, undefined, {
      token: null,
    });
    expect(anonymous.status).toBe(403);
    expect(anonymous.body.message).toBe(
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "default"',
    );
  });

  it.each([
    [
      'GET',
      '/api/v1/namespaces/default/pods/x',
      'pods "x" is forbidden: User "joe" cannot get resource "pods" in API group "" in the namespace "default"',
    ],
    [
      'GET',
      '/api/v1/nodes',
      'nodes is forbidden: User "joe" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
    [
      'GET',
      '/apis/apps/v1/namespaces/default/deployments/x/status',
      'deployments.apps "x" is forbidden: User "joe" cannot get resource "deployments/status" in API group "apps" in the namespace "default"',
    ],
    [
      'DELETE',
      '/api/v1/namespaces/default/pods',
      'pods is forbidden: User "joe" cannot deletecollection resource "pods" in API group "" in the namespace "default"',
    ],
    ['GET', '/metrics', 'forbidden: User "joe" cannot get path "/metrics"'],
  ])('says what is forbidden: %s %s', async (method, path, message) => {
    const answer = await asJoe(method, path);
    expect(answer.status).toBe(403);
    expect(answer.body.message).toBe(message);
  });

  it('lets every user discover, review itself and nothing else', async () => {
    expect((await asJoe('GET', '/version')).status).toBe(200);
    expect((await asJoe('GET', '/apis')).status).toBe(200);
    const review = await asJoe(
      'POST',
      '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    );
    expect(review.body.status).toEqual({
      userInfo: { username: 'joe', groups: ['system:authenticated'] },
    });
  });

  it('matches the verb, the resource and the name', async () => {
    await grant([
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['mine'],
        verbs: ['get'],
      },
    ]);
    expect(
      (await asJoe('GET', '/api/v1/namespaces/default/configmaps/mine')).status,
    ).toBe(404);
    expect(
      (await asJoe('GET', '/api/v1/namespaces/default/configmaps/other'))
        .status,
    ).toBe(403);
    expect(
      (await asJoe('GET', '/api/v1/namespaces/default/configmaps')).status,
    ).toBe(403);
    expect(
      (await asJoe('DELETE', '/api/v1/namespaces/default/configmaps/mine'))
        .status,
    ).toBe(403);
    expect(
      (await asJoe('GET', '/api/v1/namespaces/kube-system/configmaps/mine'))
        .status,
    ).toBe(403);
  });

  it('matches the whole segment of a service proxy URL', async () => {
    await grant([
      {
        apiGroups: [''],
        resources: ['services/proxy'],
        resourceNames: ['web:http'],
        verbs: ['get'],
      },
    ]);
    const status = async (segment: string) =>
      (
        await asJoe(
          'GET',
          `/api/v1/namespaces/default/services/${segment}/proxy/x`,
        )
      ).status;
    expect(await status('web:http')).toBe(404);
    expect(await status('web%3Ahttp')).toBe(404);
    expect(await status('web')).toBe(403);
    expect(await status('web:80')).toBe(403);
    expect(await status('http:web:http')).toBe(403);
  });

  it('grants through groups, service accounts and built-in roles', async () => {
    const account = { namespace: 'default', name: 'default' };
    await server.call('POST', `${RBAC}/namespaces/default/rolebindings`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'viewers' },
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'Group', name: 'system:serviceaccounts:default' }],
    });
    const token = await server.emulator.serviceAccountToken(account);
    const call = (path: string) =>
      server.call('GET', path, undefined, { token });
    expect((await call(PODS)).status).toBe(200);
    expect((await call('/api/v1/namespaces/default/secrets')).status).toBe(403);
  });

  it('names a role that a binding refers to in vain', async () => {
    await server.call('POST', `${RBAC}/clusterrolebindings`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'broken' },
      roleRef: { kind: 'ClusterRole', name: 'gone' },
      subjects: [{ kind: 'User', name: 'joe' }],
    });
    expect((await asJoe('GET', PODS)).body.message).toMatch(
      /: RBAC: clusterrole\.rbac\.authorization\.k8s\.io "gone" not found$/,
    );
  });

  it('answers access reviews as it decides', async () => {
    await grant([{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }]);
    const allowed = async (verb: string) =>
      (
        await asJoe(
          'POST',
          '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
          {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectAccessReview',
            spec: {
              resourceAttributes: {
                verb,
                resource: 'pods',
                namespace: 'default',
              },
            },
          },
        )
      ).body.status;
    expect(await allowed('list')).toEqual({ allowed: true });
    expect(await allowed('delete')).toEqual({ allowed: false });
  });

  describe('impersonation', () => {
    const as = (headers: Record<string, string>, token = 'admin') =>
      server.call('GET', PODS, undefined, { token, headers });

    it('judges by the rights of the one who is impersonated', async () => {
      const denied = await as({ 'impersonate-user': 'joe' });
      expect(denied.body.message).toMatch(/User "joe" cannot list/);
      await grant([{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }], {
        kind: 'Group',
        name: 'system:serviceaccounts:team',
      });
      const account = { 'impersonate-user': 'system:serviceaccount:team:bot' };
      expect((await as(account)).status).toBe(200);
      const { body } = await server.call(
        'POST',
        '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'SelfSubjectReview',
        },
        { headers: { ...account, 'impersonate-extra-a': 'b' } },
      );
      expect(body.status).toEqual({
        userInfo: {
          username: 'system:serviceaccount:team:bot',
          groups: [
            'system:serviceaccounts',
            'system:serviceaccounts:team',
            'system:authenticated',
          ],
          extra: { a: ['b'] },
        },
      });
    });

    it('is refused without the right, and of groups without a user', async () => {
      const refused = await as({ 'impersonate-user': 'admin' }, 'joe');
      expect(refused.status).toBe(403);
      expect(refused.body.message).toBe(
        'users "admin" is forbidden: User "joe" cannot impersonate resource "users" in API group "" at the cluster scope',
      );
      expect((await as({ 'impersonate-group': 'g' })).status).toBe(400);
    });
  });

  describe('service account tokens', () => {
    const TOKEN = '/api/v1/namespaces/default/serviceaccounts/default/token';
    const request = (spec: object) =>
      server.call('POST', TOKEN, {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec,
      });
    const review = async (token: string, audiences?: string[]) =>
      (
        await server.call(
          'POST',
          '/apis/authentication.k8s.io/v1/tokenreviews',
          {
            apiVersion: 'authentication.k8s.io/v1',
            kind: 'TokenReview',
            spec: { token, ...(audiences && { audiences }) },
          },
        )
      ).body.status as { authenticated: boolean; user?: { username: string } };

    it('are accepted for their audience only', async () => {
      const { body } = await request({
        audiences: ['pipelines.kubeflow.org'],
        expirationSeconds: 600,
      });
      const { token } = body.status as { token: string };
      expect(await review(token, ['pipelines.kubeflow.org'])).toMatchObject({
        authenticated: true,
        user: { username: 'system:serviceaccount:default:default' },
      });
      expect((await review(token)).authenticated).toBe(false);
      expect(
        (await server.call('GET', PODS, undefined, { token })).status,
      ).toBe(401);
    });

    it('are void when forged, or when the account is gone', async () => {
      const token = await server.emulator.serviceAccountToken({
        namespace: 'default',
        name: 'default',
      });
      expect((await review(token)).authenticated).toBe(true);
      expect((await review(`${token.slice(0, -4)}AAAA`)).authenticated).toBe(
        false,
      );
      await server.call(
        'DELETE',
        '/api/v1/namespaces/default/serviceaccounts/default',
      );
      expect((await review(token)).authenticated).toBe(false);
    });

    it('expire', async () => {
      let now = Date.now();
      const timed = await startTestServer({ now: () => now });
      const token = await timed.emulator.serviceAccountToken({
        namespace: 'default',
        name: 'default',
      });
      const status = async () =>
        (await timed.call('GET', '/version', undefined, { token })).status;
      expect(await status()).toBe(200);
      now += 3_601_000;
      expect(await status()).toBe(401);
      await timed.close();
    });

    it('are refused below ten minutes and for a missing account', async () => {
      expect((await request({ expirationSeconds: 60 })).status).toBe(400);
      const missing = await server.call(
        'POST',
        TOKEN.replace('/default/token', '/nope/token'),
        {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: {},
        },
      );
      expect(missing.status).toBe(404);
    });
  });
});
