import type { DeployWorld } from './deployWorld.test.fixture';

/** A token of a service account that may read everything and write nothing. */
export async function readerToken(world: DeployWorld): Promise<string> {
  const file = await world.write([
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'reader', namespace: 'default' },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'reader' },
      rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'reader' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'reader',
      },
      subjects: [
        { kind: 'ServiceAccount', name: 'reader', namespace: 'default' },
      ],
    },
  ]);
  await world.kubectl('apply', '--server-side', '-f', file);
  const token = await world.kubectl('create', 'token', 'reader');
  return token.trim();
}
