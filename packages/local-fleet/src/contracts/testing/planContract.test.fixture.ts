/* eslint-disable jest/no-export -- one suite for several servers */
import {
  systemClock,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  detectDrift,
  planManifests,
  type ApplyRequest,
  type Change,
  type ChangeAction,
  type Plan,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { install, requestFor, uniqueName } from './installedSet.test.fixture';

/** A server to hold against the contract. */
export interface PlanContractTarget {
  readonly connection: KubernetesConnection;
  /** Signs in with another token. */
  readonly withToken: (token: string) => Promise<KubernetesConnection>;
}

const ports = () => ({
  clock: systemClock,
  random: Math.random,
  signal: new AbortController().signal,
});

const targetOf = ({ kubernetes, transport }: KubernetesConnection) => ({
  subject: kubernetes.subject,
  kubernetes,
  transport,
});

const namesBy = ({ changeSet }: Pick<Plan, 'changeSet'>) => {
  const names: Partial<Record<ChangeAction, string[]>> = {};
  for (const { action, id } of changeSet.changes) {
    names[action] = [...(names[action] ?? []), `${id.kind}/${id.name}`].sort();
  }
  return names;
};

const configMap = (namespace: string, name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels: { app: name } },
  data,
});

const deployment = (namespace: string, image = 'web:1') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'main',
            image,
            args: ['--a', '--b'],
            ports: [{ containerPort: 80 }],
            resources: { requests: { cpu: '1000m' } },
            env: [{ name: 'MODE', value: 'fast' }],
          },
        ],
      },
    },
  },
});

const definition = (plural: string, versions = ['v1']) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.plan.example.com` },
  spec: {
    group: 'plan.example.com',
    scope: 'Namespaced',
    names: {
      plural,
      singular: plural,
      kind: plural[0]?.toUpperCase() + plural.slice(1),
      listKind: `${plural}List`,
    },
    versions: versions.map((name, index) => ({
      name,
      served: true,
      storage: index === 0,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
        },
      },
    })),
  },
});

const custom = (namespace: string, plural: string) => ({
  apiVersion: 'plan.example.com/v1',
  kind: plural[0]?.toUpperCase() + plural.slice(1),
  metadata: { name: 'one', namespace },
  spec: { size: 3 },
});

const secret = (namespace: string, password = 'hunter2hunter2') => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db', namespace },
  stringData: { password },
});

/** Differences that a pseudo-random number chooses: mulberry32. */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** What planning and looking for drift need of an API server, as one suite for the emulator and for a real server. */
export const describePlanContract = (
  name: string,
  open: () => PlanContractTarget,
): void => {
  describe(`plans and drift: ${name}`, () => {
    const connection = () => open().connection;
    const plan = (request: ApplyRequest) =>
      planManifests(targetOf(connection()), request, ports());
    const drift = (request: ApplyRequest, as = connection()) =>
      detectDrift(targetOf(as), request, ports());

    /** As another manager: `PATCH` with a merge patch. */
    const intrude = (path: string, body: object, manager = 'intruder') =>
      connection().transport.send({
        method: 'PATCH',
        path,
        query: { fieldManager: manager },
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify(body),
      });

    const someObjects = (
      namespace: string,
      plural = namespace.replace('-', 'x'),
    ) => [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      definition(plural),
      custom(namespace, plural),
      configMap(namespace, 'settings', { mode: 'fast', size: '3' }),
      secret(namespace),
      deployment(namespace),
    ];

    it('plans a fresh installation as created, says what could not be compared, and writes nothing', async () => {
      const namespace = uniqueName();
      const found = await plan(requestFor(namespace, someObjects(namespace)));
      expect(found.refusals).toEqual([]);
      expect(namesBy(found).created).toHaveLength(6);
      expect(found.requests.writes).toBe(0);
      const reasons = found.changeSet.changes.map(({ reason }) => reason);
      expect(reasons).toContain(
        `namespace ${namespace} is made by this deploy, so it was not compared`,
      );
      expect(reasons.join()).toContain(
        'is defined by this deploy, so it was not compared',
      );
      const { status } = await connection().transport.send({
        method: 'GET',
        path: `/api/v1/namespaces/${namespace}`,
      });
      expect(status).toBe(404);
    });

    it('P3: finds an unchanged cluster unchanged, by at most its kinds and five requests, without a write', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace));
      await install(connection(), request);
      const found = await plan(request);
      expect(namesBy(found)).toEqual({ unchanged: expect.any(Array) });
      expect(found.refusals).toEqual([]);
      expect(found.requests.writes).toBe(0);
      expect(found.requests.total).toBeLessThanOrEqual(6 + 5);
      const looked = await drift(request);
      expect(looked.changes.every(({ action }) => action === 'unchanged')).toBe(
        true,
      );
      expect(looked).toMatchObject({ installed: true, revision: 1 });
    });

    it('finds what others changed, with their name and time, and refuses what they own', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace));
      await install(connection(), request);
      const core = `/api/v1/namespaces/${namespace}`;
      await intrude(`${core}/configmaps/settings`, { data: { mode: 'slow' } });
      await intrude(`/apis/apps/v1/namespaces/${namespace}/deployments/web`, {
        spec: { replicas: 3 },
      });
      await intrude(`${core}/secrets/db`, {
        data: { password: Buffer.from('swordfish7').toString('base64') },
      });
      const found = await plan(request);
      const byName = new Map(
        found.changeSet.changes.map(change => [change.id.name, change]),
      );
      expect(byName.get('settings')).toMatchObject({
        action: 'configured',
        fields: [
          {
            path: 'data.mode',
            before: 'slow',
            after: 'fast',
            manager: 'intruder',
            time: expect.any(String),
          },
        ],
        reason: expect.stringContaining('intruder'),
      });
      expect(byName.get('web')?.fields).toMatchObject([
        { path: 'spec.replicas', before: '3', after: '1', manager: 'intruder' },
      ]);
      expect(byName.get('db')?.fields).toMatchObject([
        { path: 'data.password', before: '***', after: '***', redacted: true },
      ]);
      expect(found.refusals).toHaveLength(3);
      expect(found.refusals[0]).toMatchObject({
        reason: 'FieldManagerConflict',
        remedy: expect.stringContaining('force-conflicts'),
      });
      expect(JSON.stringify(found)).not.toMatch(
        /hunter2hunter2|swordfish7|c3dvcmRmaXNoNw|aHVudGVyMmh1bnRlcjI/,
      );
      const forced = await plan({
        ...request,
        write: {
          ...request.write,
          forceConflicts: ['ConfigMap', 'Deployment.apps', 'Secret'],
        },
      });
      expect(forced.refusals).toEqual([]);
      expect(namesBy(forced).configured).toEqual([
        'ConfigMap/settings',
        'Deployment/web',
        'Secret/db',
      ]);
      const looked = await drift(request);
      expect(
        looked.changes.filter(({ action }) => action !== 'unchanged'),
      ).toMatchObject([
        {
          id: { name: 'settings' },
          fields: [
            {
              path: 'data.mode',
              before: 'slow',
              after: 'fast',
              manager: 'intruder',
              time: expect.any(String),
            },
          ],
        },
        {
          id: { name: 'db' },
          fields: [
            {
              path: 'data.password',
              before: '***',
              after: '***',
              redacted: true,
              manager: 'intruder',
            },
          ],
        },
        {
          id: { name: 'web' },
          fields: [
            {
              path: 'spec.replicas',
              before: '3',
              after: '1',
              manager: 'intruder',
            },
          ],
        },
      ]);
      expect(JSON.stringify(looked)).not.toMatch(
        /hunter2hunter2|swordfish7|c3dvcmRmaXNoNw/,
      );
    });

    it('finds what was removed, deleted, made anew, and stripped of its label', async () => {
      const namespace = uniqueName();
      const objects = [
        ...someObjects(namespace),
        ...['a', 'b', 'c'].map(one => configMap(namespace, one, { one })),
      ];
      const request = requestFor(namespace, objects);
      await install(connection(), request);
      const maps = `/api/v1/namespaces/${namespace}/configmaps`;
      await intrude(`${maps}/settings`, { data: { mode: null } });
      await connection().transport.send({
        method: 'DELETE',
        path: `${maps}/a`,
      });
      await connection().transport.send({
        method: 'DELETE',
        path: `${maps}/b`,
      });
      await connection().kubernetes.create(
        { group: '', version: 'v1', plural: 'configmaps', namespace },
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'b', namespace },
          data: { one: 'b' },
        },
      );
      await intrude(`${maps}/c`, {
        metadata: { labels: { 'applyset.kubernetes.io/part-of': null } },
      });
      const found = await plan(request);
      expect(namesBy(found)).toMatchObject({
        created: ['ConfigMap/a'],
        configured: ['ConfigMap/b', 'ConfigMap/c', 'ConfigMap/settings'],
      });
      const { changes } = await drift(request);
      const byName = new Map(changes.map(change => [change.id.name, change]));
      expect(byName.get('settings')).toMatchObject({
        action: 'configured',
        fields: [{ path: 'data.mode', after: 'fast' }],
      });
      expect(byName.get('a')).toMatchObject({
        action: 'created',
        reason: 'it is missing',
      });
      expect(byName.get('b')).toMatchObject({
        action: 'configured',
        reason: 'it was deleted and made anew by somebody else',
      });
      expect(byName.get('c')?.fields?.map(({ path }) => path)).toEqual([
        'metadata.labels["applyset.kubernetes.io/part-of"]',
      ]);
    });

    it('shows what a new version changes, creates and prunes', async () => {
      const namespace = uniqueName();
      const objects = someObjects(namespace);
      await install(connection(), requestFor(namespace, objects));
      const next = [
        ...objects.slice(0, 3),
        secret(namespace),
        deployment(namespace, 'web:2'),
        configMap(namespace, 'new', {}),
      ];
      const found = await plan(requestFor(namespace, next));
      expect(found.refusals).toEqual([]);
      expect(namesBy(found)).toMatchObject({
        created: ['ConfigMap/new'],
        configured: ['Deployment/web'],
        deleted: ['ConfigMap/settings'],
      });
      const web = found.changeSet.changes.find(
        ({ id }) => id.name === 'web',
      ) as Change;
      expect(web.fields).toEqual([
        {
          path: 'spec.template.spec.containers[name="main"].image',
          before: 'web:1',
          after: 'web:2',
        },
      ]);
      const looked = await drift(requestFor(namespace, next));
      expect(
        looked.changes.filter(({ action }) => action !== 'unchanged'),
      ).toMatchObject([
        {
          id: { name: 'web' },
          reason: 'it was not deployed in this form yet',
          fields: web.fields,
        },
        { id: { name: 'new' }, action: 'created' },
        { id: { name: 'settings' }, action: 'deleted' },
      ]);
    });

    it('row 43: refuses to change a field that can never change, unless its kind may be replaced', async () => {
      const namespace = uniqueName();
      const objects = someObjects(namespace);
      await install(connection(), requestFor(namespace, objects));
      const other = deployment(namespace);
      other.spec.selector.matchLabels.app = 'other';
      other.spec.template.metadata.labels.app = 'other';
      const next = [...objects.slice(0, 5), other];
      const refused = await plan(requestFor(namespace, next));
      expect(refused.refusals).toMatchObject([
        {
          reason: 'ImmutableField',
          remedy: expect.stringContaining('replace'),
        },
      ]);
      const request = requestFor(namespace, next);
      const allowed = await plan({
        ...request,
        write: { ...request.write, replace: ['Deployment.apps'] },
      });
      expect(allowed.refusals).toEqual([]);
      expect(
        allowed.changeSet.changes.find(({ id }) => id.name === 'web'),
      ).toMatchObject({ action: 'configured', replaced: true });
    });

    it('rows 9 and 16: refuses to lose a version of a definition, and to prune everything', async () => {
      const namespace = uniqueName();
      const plural = namespace.replace('-', 'x');
      const objects = [
        ...someObjects(namespace),
        ...['a', 'b', 'c', 'd'].map(one => configMap(namespace, one, {})),
      ];
      await install(connection(), requestFor(namespace, objects));
      const narrower = [
        objects[0] as object,
        definition(plural, ['v2']),
        ...objects.slice(3),
      ];
      const found = await plan(requestFor(namespace, narrower));
      expect(found.refusals).toMatchObject([{ reason: 'DefinitionLoss' }]);
      const few = await plan(requestFor(namespace, objects.slice(0, 3)));
      expect(few.refusals).toMatchObject([{ reason: 'MassDeletion' }]);
      expect(namesBy(few).deleted).toBeUndefined();
    });

    it('row 45: refuses an older version and an older run', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace));
      await install(connection(), request);
      const older = {
        ...request,
        revision: { ...request.revision, version: '2.16.0' },
      };
      expect((await plan(older)).refusals).toMatchObject([
        { reason: 'Downgrade' },
      ]);
      const allowed = {
        ...older,
        write: { ...request.write, allowDowngrade: true },
      };
      expect((await plan(allowed)).refusals).toEqual([]);
    });

    it('finds drift without the right to change anything', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace));
      await install(connection(), request);
      await intrude(`/api/v1/namespaces/${namespace}/configmaps/settings`, {
        data: { mode: 'slow' },
      });
      const { kubernetes } = connection();
      const account = { namespace, name: 'reader' };
      await kubernetes.create(
        { group: '', version: 'v1', plural: 'serviceaccounts', namespace },
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
      );
      const rbac = { group: 'rbac.authorization.k8s.io', version: 'v1' };
      const metadata = { name: namespace };
      await kubernetes.create(
        { ...rbac, plural: 'clusterroles' },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata,
          rules: [
            {
              apiGroups: ['*'],
              resources: ['*'],
              verbs: ['get', 'list', 'watch'],
            },
          ],
        },
      );
      await kubernetes.create(
        { ...rbac, plural: 'clusterrolebindings' },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata,
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: namespace,
          },
          subjects: [{ kind: 'ServiceAccount', ...account }],
        },
      );
      const { token } = await kubernetes.createToken(
        account,
        'https://kubernetes.default.svc',
      );
      const reader = await open().withToken(token);
      const { changes } = await drift(request, reader);
      expect(
        changes.filter(({ action }) => action !== 'unchanged'),
      ).toMatchObject([{ id: { name: 'settings' } }]);
      await expect(
        planManifests(targetOf(reader), request, ports()),
      ).resolves.toMatchObject({
        refusals: [{ reason: 'Forbidden' }],
      });
      reader.close();
    });

    it('tells a cluster where nothing was deployed', async () => {
      const request = requestFor(uniqueName(), []);
      await expect(drift(request)).resolves.toMatchObject({
        installed: false,
        changes: [],
      });
    });

    it('P3: finds 1,000 seeded drifts, and nothing else', async () => {
      const namespace = uniqueName();
      const random = seeded(20260101);
      const names = Array.from({ length: 1_100 }, (_, index) => `m${index}`);
      const request = requestFor(namespace, [
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
        ...names.map(one =>
          configMap(namespace, one, { a: one, b: 'b', 'c.d-e': 'c' }),
        ),
      ]);
      await install(connection(), request);
      const drifted = [...names].sort(() => random() - 0.5).slice(0, 1_000);
      const path = (one: string) =>
        `/api/v1/namespaces/${namespace}/configmaps/${one}`;
      const drifts: readonly ((one: string) => Promise<unknown>)[] = [
        one => intrude(path(one), { data: { b: 'other' } }),
        one => intrude(path(one), { data: { a: null } }),
        one => intrude(path(one), { data: { 'c.d-e': '' } }),
        one => intrude(path(one), { metadata: { labels: { app: 'other' } } }),
        one =>
          intrude(path(one), {
            metadata: { labels: { 'app.kubernetes.io/managed-by': null } },
          }),
        one =>
          connection().transport.send({ method: 'DELETE', path: path(one) }),
      ];
      const queue = drifted.values();
      await Promise.all(
        Array.from({ length: 16 }, async () => {
          for (const one of queue)
            await drifts[Math.floor(random() * drifts.length)]?.(one);
        }),
      );
      const differing = (changes: readonly Change[]) =>
        changes
          .filter(({ action }) => action !== 'unchanged')
          .map(({ id }) => id.name)
          .sort();
      const looked = await drift(request);
      expect(differing(looked.changes)).toEqual([...drifted].sort());
      const found = await plan(request);
      expect(differing(found.changeSet.changes)).toEqual([...drifted].sort());
    }, 120_000);
  });
};
