import { manifestsOf } from '../testing/installationExamples';
import { check, closeClusters } from './testing/checking';
import { type Review } from './testing/clusterState';

afterEach(closeClusters);

describe('permissions', () => {
  const roles = manifestsOf(
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules: [{apiGroups: [""], resources: [pods/log], verbs: [get]}]\n',
  );
  const isEverything = ({ verb }: Review) => verb === '*';

  it('that are missing are one message, with the rules to add', async () => {
    const { reasons, text } = await check({
      isAllowed: review =>
        !isEverything(review) &&
        !(review.resource === 'deployments' && review.verb === 'patch') &&
        !(review.resource === 'secrets' && review.namespace !== 'kubeflow'),
    });
    expect(reasons).toEqual(['MissingPermissions']);
    expect(text)
      .toBe(`eu-west-1/ml-eu: the deployer may not do all that the manifests need:
  patch deployments.apps in namespace kubeflow
  create, delete, get, list, update secrets in namespace kubeflow-fleet-system
Add to the role of the group that the access entry of this cluster names:
# Role in namespace kubeflow, or ClusterRole
- apiGroups: ['apps']
  resources: [deployments]
  verbs: [patch]
# Role in namespace kubeflow-fleet-system, or ClusterRole
- apiGroups: ['']
  resources: [secrets]
  verbs: [create, delete, get, list, update]`);
  });

  it('that the deployer’s own rules prove are not asked for one by one', async () => {
    const rules = (...resourceRules: readonly object[]) => ({
      status: 201,
      body: { status: { resourceRules, incomplete: true } },
    });
    const question = {
      isAllowed: ({ verb, namespace }: Review) =>
        verb !== '*' && namespace === undefined,
    };
    const path = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
    const all = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
    const proven = await check({
      ...question,
      routes: { [`POST ${path}`]: rules(all) },
    });
    expect(proven.reasons).toEqual([]);
    const asked = proven.server.requests.filter(
      ({ method, path: where }) => method === 'POST' && where !== path,
    );
    expect(asked.map(({ body }) => body).join()).not.toContain('kubeflow');
    const named = await check({
      ...question,
      routes: {
        [`POST ${path}`]: rules({ ...all, resourceNames: ['ml-pipeline'] }),
      },
    });
    expect(named.reasons).toEqual(['MissingPermissions']);
  });

  it('are asked for with one review where the deployer may do everything', async () => {
    const { server } = await check({ manifests: roles });
    expect(
      server.requests.filter(({ method }) => method === 'POST'),
    ).toHaveLength(1);
  });

  const granting =
    (granted: { readonly own: boolean; readonly grants: boolean }) =>
    (review: Review) => {
      if (isEverything(review)) return false;
      if (review.resource === 'pods') return granted.own;
      return ['escalate', 'bind'].includes(review.verb) ? granted.grants : true;
    };

  it.each([
    { own: true, grants: false },
    { own: false, grants: true },
  ])('to make roles are there with %j', async granted => {
    const { reasons } = await check({
      manifests: roles,
      isAllowed: granting(granted),
    });
    expect(reasons).toEqual([]);
  });

  it('to make roles are missing with neither', async () => {
    const { reasons, text } = await check({
      manifests: roles,
      isAllowed: granting({ own: false, grants: false }),
    });
    expect(reasons).toEqual(['MissingPermissions']);
    expect(text).toContain(
      'bind, escalate clusterroles.rbac.authorization.k8s.io in the whole cluster',
    );
  });
});
