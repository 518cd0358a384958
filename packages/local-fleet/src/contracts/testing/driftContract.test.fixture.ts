/* eslint-disable jest/no-export -- one suite for several servers */
import type {
  KubernetesConnection,
  KubernetesObject,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  planManifests,
  type Change,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { install, requestFor, uniqueName } from './installedSet.test.fixture';
import {
  actions,
  namesBy,
  ports,
  targetOf,
  type PlanContractTarget,
} from './planActions.test.fixture';
import { configMap, someObjects } from './sampleSet.test.fixture';
import { seededDrifts } from './seededDrifts.test.fixture';

/** What looking for drift needs of an API server, as one suite for the emulator and for a real server. */
export const describeDriftContract = (
  name: string,
  open: () => PlanContractTarget,
): void => {
  describe(`drift: ${name}`, () => {
    const { connection, plan, drift, intrude } = actions(open);

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

    it('names the owners where the objects themselves may not be read', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace));
      await install(connection(), request);
      const { transport } = connection();
      await intrude(`/api/v1/namespaces/${namespace}/secrets/db`, {
        data: { password: null },
      });
      const secrets = `/api/v1/namespaces/${namespace}/secrets/db`;
      const blind: KubernetesConnection = {
        ...connection(),
        transport: {
          ...transport,
          send: async sent => {
            const answer = await transport.send(sent);
            if (sent.path !== secrets) return answer;
            const text = JSON.stringify({
              kind: 'Status',
              code: 403,
              reason: 'Forbidden',
              message: 'User "x" cannot get secrets',
            });
            return { ...answer, status: 403, text, body: Buffer.from(text) };
          },
        },
      };
      const { changes } = await drift(request, blind);
      expect(
        changes.filter(({ action }) => action !== 'unchanged'),
      ).toMatchObject([
        {
          id: { name: 'db' },
          reason: 'its values may not be read, so only the owners are told',
          fields: [{ path: 'data.password', after: '***', redacted: true }],
        },
      ]);
    });

    it('tells what is as it was left and does not work, and who carries our label unasked', async () => {
      const namespace = uniqueName();
      const objects = [
        ...someObjects(namespace),
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'disk', namespace },
          spec: {
            storageClassName: 'no-such-class',
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ];
      const request = requestFor(namespace, objects);
      await install(connection(), request);
      const [stranger] = requestFor(namespace, [
        configMap(namespace, 'stranger', {}),
      ]).manifests;
      await connection().kubernetes.create(
        { group: '', version: 'v1', plural: 'configmaps', namespace },
        stranger?.object() as KubernetesObject,
      );
      const found = await drift(request);
      expect(found.unready.map(({ id }) => id.name)).toContain('disk');
      expect(
        found.changes.filter(({ action }) => action !== 'unchanged'),
      ).toMatchObject([{ id: { name: 'stranger' }, action: 'skipped' }]);
    });

    it('is silent when a kind cannot be listed: half a look finds half of the drift', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace));
      await install(connection(), request);
      const { transport } = connection();
      const half: KubernetesConnection = {
        ...connection(),
        transport: {
          ...transport,
          send: async sent => {
            const answer = await transport.send(sent);
            return sent.path === '/api/v1/configmaps'
              ? { ...answer, status: 403 }
              : answer;
          },
        },
      };
      await expect(drift(request, half)).rejects.toMatchObject({
        upstreamStatus: 403,
      });
    });

    it('compares with the last complete revision, as the cluster has it', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace));
      await install(connection(), request);
      const { set } = request;
      const clean = await drift({ set });
      expect(clean.changes).toHaveLength(6);
      expect(clean.changes.every(one => one.action === 'unchanged')).toBe(true);
      await intrude(`/api/v1/namespaces/${namespace}/configmaps/settings`, {
        data: { mode: 'slow' },
      });
      const { changes, revision } = await drift({ set });
      expect(revision).toBe(1);
      expect(
        changes.filter(({ action }) => action !== 'unchanged'),
      ).toMatchObject([
        {
          id: { name: 'settings' },
          fields: [{ path: 'data.mode', before: 'slow', after: 'fast' }],
        },
      ]);
    });

    it('tells a cluster where nothing was deployed', async () => {
      const request = requestFor(uniqueName(), []);
      await expect(drift(request)).resolves.toMatchObject({
        installed: false,
        changes: [],
      });
    });

    it('P3: finds every seeded drift of five kinds, and nothing else', async () => {
      const namespace = uniqueName();
      const { drifts: count = 200 } = open();
      const { objects, drifts } = seededDrifts(namespace, {
        seed: 20260101,
        count,
      });
      const request = requestFor(namespace, objects);
      await install(connection(), request);
      const queue = drifts.values();
      await Promise.all(
        Array.from({ length: 16 }, async () => {
          for (const { path, patch, type } of queue) {
            const answer = patch
              ? await intrude(path, patch, type)
              : await connection().transport.send({ method: 'DELETE', path });
            expect([path, answer.status]).toEqual([path, 200]);
          }
        }),
      );
      const drifted = drifts.map(one => one.name).sort();
      expect(drifted).toHaveLength(count);
      const differing = (changes: readonly Change[]) =>
        changes
          .filter(({ action }) => action !== 'unchanged')
          .map(({ id }) => id.name)
          .sort();
      const looked = await drift(request);
      expect(differing(looked.changes)).toEqual(drifted);
      const found = await plan(request);
      expect(differing(found.changeSet.changes)).toEqual(drifted);
    }, 120_000);
  });
};
