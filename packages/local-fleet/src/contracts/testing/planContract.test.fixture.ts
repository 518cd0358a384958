/* eslint-disable jest/no-export -- one suite for several servers */
import type { HttpRequest } from '@kubeflow-fleet/plugin-kubeflow-node';
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
import {
  configMap,
  definition,
  deployment,
  secret,
  someObjects,
} from './sampleSet.test.fixture';

/** What planning needs of an API server, as one suite for the emulator and for a real server. */
export const describePlanContract = (
  name: string,
  open: () => PlanContractTarget,
): void => {
  describe(`plans: ${name}`, () => {
    const { connection, plan, drift, intrude } = actions(open);

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

    it('row 17: hides what a Secret of the cluster holds wherever it stands, also once the manifests no longer know it', async () => {
      const namespace = uniqueName();
      const old = 'oldhunter22';
      const settings = (dsn: string) => configMap(namespace, 'dsn', { dsn });
      const others = someObjects(namespace).slice(0, 3);
      const was = [...others, secret(namespace, old), settings(`me:${old}@db`)];
      await install(connection(), requestFor(namespace, was));
      for (const left of [[secret(namespace, 'rotated-away')], []]) {
        const next = [...others, ...left, settings('by reference')];
        const request = requestFor(namespace, next);
        const found = await plan(request);
        const looked = await drift(request);
        expect(JSON.stringify([found, looked])).not.toContain(old);
        const { changes } = found.changeSet;
        const changed = changes.find(({ id }) => id.name === 'dsn');
        expect(changed?.fields).toMatchObject([
          { path: 'data.dsn', redacted: true },
        ]);
      }
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

    it('takes over what kubectl apply owns, shows what it changes, and refuses what others own beside it', async () => {
      const namespace = uniqueName();
      const objects = someObjects(namespace);
      const path = `/api/v1/namespaces/${namespace}/configmaps`;
      await install(connection(), requestFor(namespace, objects.slice(0, 3)));
      await connection().transport.send({
        method: 'POST',
        path,
        query: { fieldManager: 'kubectl-client-side-apply' },
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(
          configMap(namespace, 'settings', { mode: 'slow' }),
        ),
      });
      const request = requestFor(namespace, objects);
      const settings = async () => {
        const { changeSet, refusals } = await plan(request);
        const change = changeSet.changes.find(
          ({ id }) => id.name === 'settings',
        );
        return { change, refusals };
      };
      expect(await settings()).toMatchObject({
        refusals: [],
        change: {
          action: 'configured',
          reason: 'fields of client-side kubectl apply are taken over',
        },
      });
      await intrude(`${path}/settings`, { data: { size: '9' } });
      expect(await settings()).toMatchObject({
        refusals: [
          {
            reason: 'FieldManagerConflict',
            fact: expect.stringContaining("'intruder' owns .data.size"),
          },
        ],
      });
    });

    it('refuses an object of another ApplySet, once', async () => {
      const namespace = uniqueName();
      const objects = someObjects(namespace);
      await install(connection(), requestFor(namespace, objects));
      const other = requestFor(uniqueName(), objects.slice(3, 4));
      await install(connection(), {
        ...other,
        manifests: requestFor(other.set.name, [
          configMap(namespace, 'theirs', {}),
        ]).manifests,
      });
      const { refusals } = await plan(other);
      expect(refusals).toMatchObject([
        {
          reason: 'InOtherApplySet',
          fact: expect.stringContaining('settings'),
        },
      ]);
    });

    it('plans what is being deleted as made anew', async () => {
      const namespace = uniqueName();
      const objects = someObjects(namespace);
      await install(connection(), requestFor(namespace, objects));
      const path = `/api/v1/namespaces/${namespace}/configmaps/settings`;
      await intrude(path, { metadata: { finalizers: ['example.com/hold'] } });
      await connection().transport.send({ method: 'DELETE', path });
      const { changeSet } = await plan(requestFor(namespace, objects));
      expect(
        changeSet.changes.find(({ id }) => id.name === 'settings'),
      ).toMatchObject({ action: 'configured', replaced: true });
      await intrude(path, { metadata: { finalizers: null } });
    });

    it('row 36: plans what a webhook without a backend keeps from being compared, and warns', async () => {
      const namespace = uniqueName();
      const objects = someObjects(namespace);
      await install(connection(), requestFor(namespace, objects));
      const { transport } = connection();
      const message =
        'failed calling webhook "a.example.com": connection refused';
      const failing = {
        ...connection(),
        transport: {
          ...transport,
          send: async (sent: HttpRequest) => {
            const answer = await transport.send(sent);
            if (sent.query?.dryRun !== 'All') return answer;
            const text = JSON.stringify({ kind: 'Status', code: 500, message });
            return { ...answer, status: 500, text, body: Buffer.from(text) };
          },
        },
      };
      const next = requestFor(namespace, [
        ...objects.slice(0, 5),
        deployment(namespace, 'web:2'),
      ]);
      const { changeSet, warnings, refusals } = await planManifests(
        targetOf(failing),
        next,
        ports(),
      );
      expect(refusals).toEqual([]);
      expect(warnings.join()).toContain('was not compared: admission webhook');
      expect(changeSet.changes.at(-1)).toMatchObject({
        id: { name: 'web' },
        action: 'configured',
        reason: expect.stringContaining('not compared'),
      });
    });
  });
};
