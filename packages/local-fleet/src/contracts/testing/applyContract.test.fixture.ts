/* eslint-disable jest/no-export -- one suite for several servers */
import {
  applyManifests,
  rollbackTo,
  uninstallManifests,
  type ApplyRequest,
  type ApplyResult,
  type Waiting,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { requestFor, uniqueName } from './installedSet.test.fixture';
import {
  actions,
  namesBy,
  ports,
  targetOf,
  type PlanContractTarget,
} from './planActions.test.fixture';
import {
  configMap,
  custom,
  definition,
  deployment,
  someObjects,
} from './sampleSet.test.fixture';

const APPLIED = { until: 'applied' } as const;

/** What applying needs of an API server, as one suite for the emulator and for a real server. */
export const describeApplyContract = (
  name: string,
  open: () => PlanContractTarget,
): void => {
  describe(`applying: ${name}`, () => {
    const { connection, intrude } = actions(open);
    const said: { waves: string[]; waiting: (readonly Waiting[])[] } = {
      waves: [],
      waiting: [],
    };

    const observed = (signal = new AbortController().signal) => ({
      ...ports(),
      signal,
      observer: {
        wave: (wave: string) => void said.waves.push(wave),
        changed: () => undefined,
        failed: () => undefined,
        waiting: (waiting: readonly Waiting[]) =>
          void said.waiting.push(waiting),
        warned: () => undefined,
      },
    });

    const apply = (request: ApplyRequest, signal?: AbortSignal) =>
      applyManifests(targetOf(connection()), request, observed(signal));

    const call = async (
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      path: string,
      more: {
        body?: object;
        type?: string;
        query?: Record<string, string>;
      } = {},
    ) => {
      const { body, type = 'application/json', query } = more;
      const { status, text } = await connection().transport.send({
        method,
        path,
        query,
        headers: { 'content-type': type },
        body: body && JSON.stringify(body),
      });
      return { status, body: status < 500 && text ? JSON.parse(text) : {} };
    };

    const back = ({ set, prune, write, timeoutMs }: ApplyRequest) => ({
      ...APPLIED,
      set,
      prune,
      write,
      timeoutMs,
    });

    const expectComplete = (result: ApplyResult) => {
      expect(result.error).toBeUndefined();
      expect(result.changeSet.failures).toEqual([]);
    };

    beforeEach(() => {
      said.waves = [];
      said.waiting = [];
    });

    it('row 15: applies a custom resource before its definition in file order, in one pass and in waves', async () => {
      const namespace = uniqueName();
      const plural = namespace.replace('-', 'x');
      const request = requestFor(
        namespace,
        [...someObjects(namespace, plural)].reverse(),
        APPLIED,
      );
      const result = await apply(request);
      expectComplete(result);
      expect(namesBy(result).created).toHaveLength(6);
      expect(said.waves).toEqual([
        'Namespaces and classes',
        'CustomResourceDefinitions',
        'Configuration and workloads',
        'Custom resources',
      ]);
    });

    it('row 15: names the condition of a definition that is never established, and applies the rest', async () => {
      const namespace = uniqueName();
      const plural = namespace.replace('-', 'x');
      const taken = definition(`${plural}a`);
      const clash = {
        ...definition(`${plural}b`),
        spec: {
          ...definition(`${plural}b`).spec,
          names: {
            ...definition(`${plural}b`).spec.names,
            kind: taken.spec.names.kind,
            listKind: taken.spec.names.listKind,
          },
        },
      };
      expectComplete(
        await apply(requestFor(`${namespace}-first`, [taken], APPLIED)),
      );
      const result = await apply(
        requestFor(
          namespace,
          [
            {
              apiVersion: 'v1',
              kind: 'Namespace',
              metadata: { name: namespace },
            },
            clash,
            {
              ...custom(namespace, `${plural}b`),
              kind: 'Plan' + plural,
            },
            configMap(namespace, 'settings', { mode: 'fast' }),
          ],
          { ...APPLIED, timeoutMs: 20_000 },
        ),
      );
      expect(namesBy(result).created).toEqual(
        expect.arrayContaining(['ConfigMap/settings']),
      );
      expect(result.changeSet.failures).toHaveLength(1);
    });

    it('P3: finds an unchanged set unchanged, with no write and at most kinds + 5 requests', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(request));
      const again = await apply(request);
      expectComplete(again);
      expect(namesBy(again)).toEqual({ unchanged: expect.any(Array) });
      expect(again.changeSet.changes).toHaveLength(6);
      expect(again.requests.writes).toBe(0);
      expect(again.requests.total).toBeLessThanOrEqual(6 + 5);
    });

    it('writes only what changed, and prunes what is no longer there', async () => {
      const namespace = uniqueName();
      const objects = someObjects(namespace);
      expectComplete(await apply(requestFor(namespace, objects, APPLIED)));
      const changed = [
        ...objects.filter(
          ({ kind }) => kind !== 'Secret' && kind !== 'ConfigMap',
        ),
        configMap(namespace, 'settings', { mode: 'slow' }),
      ];
      const result = await apply(requestFor(namespace, changed, APPLIED));
      expectComplete(result);
      expect(namesBy(result)).toMatchObject({
        configured: ['ConfigMap/settings'],
        deleted: ['Secret/db'],
      });
      const core = `/api/v1/namespaces/${namespace}`;
      expect((await call('GET', `${core}/secrets/db`)).status).toBe(404);
      const { body } = await call('GET', `${core}/configmaps/settings`);
      expect(body.data).toEqual({ mode: 'slow' });
    });

    it('creates again what somebody deleted', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(request));
      await call('DELETE', `/api/v1/namespaces/${namespace}/secrets/db`);
      const result = await apply(request);
      expectComplete(result);
      expect(namesBy(result).created).toEqual(['Secret/db']);
    });

    it('row 32: lists the manager and field of a conflict, leaves the object alone, and takes it over only where its kind is forced', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(request));
      const path = `/api/v1/namespaces/${namespace}/configmaps/settings`;
      await intrude(path, { data: { mode: 'theirs' } });
      const refused = await apply(request);
      expect(refused.changeSet.failures).toMatchObject([
        {
          id: { kind: 'ConfigMap', name: 'settings' },
          error: {
            reason: 'FieldManagerConflict',
            message: expect.stringMatching(
              /\.data\.mode.*intruder.*force-conflicts/s,
            ),
          },
        },
      ]);
      expect((await call('GET', path)).body.data.mode).toBe('theirs');
      const forced = await apply({
        ...request,
        write: { ...request.write, forceConflicts: ['ConfigMap'] },
      });
      expectComplete(forced);
      expect(namesBy(forced).configured).toEqual(['ConfigMap/settings']);
      expect((await call('GET', path)).body.data.mode).toBe('fast');
    });

    it('takes over what client-side apply owned, and removes what it had and the manifest has not', async () => {
      const namespace = uniqueName();
      const path = `/api/v1/namespaces/${namespace}/configmaps`;
      const old = configMap(namespace, 'settings', { mode: 'old', gone: 'x' });
      await call('POST', '/api/v1/namespaces', {
        body: { metadata: { name: namespace } },
      });
      await call('POST', path, {
        query: { fieldManager: 'kubectl-client-side-apply' },
        body: {
          ...old,
          metadata: {
            ...old.metadata,
            annotations: {
              'kubectl.kubernetes.io/last-applied-configuration':
                JSON.stringify(old),
            },
          },
        },
      });
      const result = await apply(
        requestFor(
          namespace,
          [configMap(namespace, 'settings', { mode: 'new' })],
          APPLIED,
        ),
      );
      expectComplete(result);
      expect(namesBy(result).configured).toEqual(['ConfigMap/settings']);
      const { body } = await call('GET', `${path}/settings`);
      expect(body.data).toEqual({ mode: 'new' });
      expect(body.metadata.annotations).toBeUndefined();
    });

    it('does not take over what somebody applied with kubectl on top of a deploy', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(request));
      await call(
        'PATCH',
        `/api/v1/namespaces/${namespace}/configmaps/settings`,
        {
          query: { fieldManager: 'kubectl-client-side-apply' },
          type: 'application/merge-patch+json',
          body: { data: { mode: 'mine' } },
        },
      );
      const result = await apply(request);
      expect(result.changeSet.failures).toMatchObject([
        { error: { reason: 'FieldManagerConflict' } },
      ]);
    });

    it('row 16: refuses a definition that would lose a version, before any write', async () => {
      const namespace = uniqueName();
      const plural = namespace.replace('-', 'x');
      const both = definition(plural, ['v1', 'v1beta1']);
      expectComplete(await apply(requestFor(namespace, [both], APPLIED)));
      const request = requestFor(
        namespace,
        [
          definition(plural, ['v1']),
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: namespace },
          },
        ],
        APPLIED,
      );
      const refused = await apply(request);
      expect(refused.error).toMatchObject({
        reason: 'DefinitionLoss',
        message: expect.stringMatching(/v1beta1.*allow-definition-loss/s),
      });
      const { status } = await call('GET', `/api/v1/namespaces/${namespace}`);
      expect(status).toBe(404);
      const allowed = await apply({
        ...request,
        write: { ...request.write, allowDefinitionLoss: true },
      });
      expectComplete(allowed);
    });

    it('row 16: refuses a definition that would change its scope', async () => {
      const namespace = uniqueName();
      const plural = namespace.replace('-', 'x');
      const namespaced = definition(plural);
      expectComplete(await apply(requestFor(namespace, [namespaced], APPLIED)));
      const refused = await apply(
        requestFor(
          namespace,
          [{ ...namespaced, spec: { ...namespaced.spec, scope: 'Cluster' } }],
          APPLIED,
        ),
      );
      expect(refused.error).toMatchObject({ reason: 'DefinitionLoss' });
    });

    it('row 43: names an immutable field, and replaces the object only where its kind may be', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(request));
      const web = deployment(namespace);
      const other = { app: 'other' };
      const moved = {
        ...web,
        spec: {
          ...web.spec,
          selector: { matchLabels: other },
          template: { ...web.spec.template, metadata: { labels: other } },
        },
      };
      const changed = requestFor(
        namespace,
        [
          ...someObjects(namespace).filter(({ kind }) => kind !== 'Deployment'),
          moved,
        ],
        APPLIED,
      );
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web`;
      const before = (await call('GET', path)).body.metadata.uid;
      const refused = await apply(changed);
      expect(refused.changeSet.failures).toMatchObject([
        {
          error: {
            reason: 'ImmutableField',
            message: expect.stringMatching(/spec\.selector.*replace/s),
          },
        },
      ]);
      expect((await call('GET', path)).body.metadata.uid).toBe(before);
      const replaced = await apply({
        ...changed,
        write: { ...changed.write, replace: ['Deployment.apps'] },
      });
      expectComplete(replaced);
      expect(replaced.changeSet.changes).toContainEqual(
        expect.objectContaining({ action: 'configured', replaced: true }),
      );
      expect((await call('GET', path)).body.metadata.uid).not.toBe(before);
    });

    it('does not replace an object whose manifest is simply not valid', async () => {
      const namespace = uniqueName();
      expectComplete(
        await apply(requestFor(namespace, someObjects(namespace), APPLIED)),
      );
      const web = deployment(namespace);
      const wrong = {
        ...web,
        spec: { ...web.spec, selector: { matchLabels: { app: 'nobody' } } },
      };
      const result = await apply(
        requestFor(
          namespace,
          [
            ...someObjects(namespace).filter(
              ({ kind }) => kind !== 'Deployment',
            ),
            wrong,
          ],
          {
            ...APPLIED,
            write: {
              forceConflicts: [],
              replace: ['Deployment.apps'],
              allowDowngrade: false,
              allowDefinitionLoss: false,
            },
          },
        ),
      );
      expect(result.changeSet.failures).toMatchObject([
        { error: { upstreamStatus: 422 } },
      ]);
      const { status } = await call(
        'GET',
        `/apis/apps/v1/namespaces/${namespace}/deployments/web`,
      );
      expect(status).toBe(200);
    });

    it('row 43: names the finalizer of an object that is being deleted, and recreates it once it is gone', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(request));
      const path = `/api/v1/namespaces/${namespace}/configmaps/settings`;
      const finalizers = (list: string[] | null) =>
        intrude(path, { metadata: { finalizers: list } });
      await finalizers(['example.com/hold']);
      await call('DELETE', path);
      const stuck = await apply({ ...request, timeoutMs: 3_000 });
      expect(stuck.changeSet.failures).toMatchObject([
        {
          error: {
            reason: 'StillTerminating',
            message: expect.stringContaining('example.com/hold'),
          },
        },
      ]);
      const going = apply(request);
      setTimeout(() => void finalizers(null), 300);
      const result = await going;
      expectComplete(result);
      expect(namesBy(result).created).toEqual(['ConfigMap/settings']);
    });

    it('row 14: puts a namespaced object without a namespace into default, and ignores the namespace of a cluster-scoped one', async () => {
      const namespace = uniqueName();
      const { metadata, ...rest } = configMap('default', namespace, { a: 'b' });
      const request = requestFor(
        namespace,
        [
          { ...rest, metadata: { name: metadata.name } },
          {
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind: 'ClusterRole',
            metadata: { name: namespace, namespace: 'anything' },
            rules: [],
          },
        ],
        APPLIED,
      );
      expectComplete(await apply(request));
      const { status } = await call(
        'GET',
        `/api/v1/namespaces/default/configmaps/${namespace}`,
      );
      expect(status).toBe(200);
      const again = await apply(request);
      expect(again.requests.writes).toBe(0);
    });

    it('row 12: refuses one object that two documents name in different ways', async () => {
      const namespace = uniqueName();
      const result = await apply(
        requestFor(namespace, [
          configMap('default', namespace, { a: 'b' }),
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: namespace },
            data: { a: 'c' },
          },
        ]),
      );
      expect(result.error).toMatchObject({ reason: 'DuplicateObject' });
      expect(result.requests.writes).toBe(0);
    });

    it('leaves the objects of another ApplySet alone, and says whose they are', async () => {
      const namespace = uniqueName();
      const object = configMap('default', namespace, { a: 'b' });
      expectComplete(
        await apply(requestFor(`${namespace}-one`, [object], APPLIED)),
      );
      const other = requestFor(`${namespace}-two`, [object], APPLIED);
      const refused = await apply({
        ...other,
        write: { ...other.write, forceConflicts: ['ConfigMap'] },
      });
      expect(refused.error).toMatchObject({
        reason: 'InOtherApplySet',
        message: expect.stringContaining(
          requestFor(`${namespace}-one`, []).set.id,
        ),
      });
    });

    it('R4: begins nothing new when it is cancelled, and tells what became of everything within 2 s', async () => {
      const namespace = uniqueName();
      const controller = new AbortController();
      const cancelled = new Error('cancelled');
      const objects = Array.from({ length: 300 }, (_, index) =>
        configMap('default', `${namespace}-${index}`, { index: String(index) }),
      );
      const request = requestFor(namespace, objects, APPLIED);
      let seen = 0;
      let abortedAt = 0;
      const running = applyManifests(targetOf(connection()), request, {
        ...observed(controller.signal),
        observer: {
          ...observed().observer,
          changed: () => {
            seen += 1;
            if (seen !== 50) return;
            abortedAt = performance.now();
            controller.abort(cancelled);
          },
        },
      });
      const result = await running;
      expect(performance.now() - abortedAt).toBeLessThan(2_000);
      expect(result.error).toBe(cancelled);
      const { created = [], skipped = [] } = namesBy(result);
      const { failures } = result.changeSet;
      expect(created.length + skipped.length + failures.length).toBe(300);
      expect(created.length).toBeLessThan(300);
      const finished = await apply(request);
      expectComplete(finished);
      expect(finished.changeSet.changes).toHaveLength(300);
    }, 60_000);

    it('rolls back to the previous revision, byte for byte, and lists what cannot go back', async () => {
      const namespace = uniqueName();
      const plural = namespace.replace('-', 'x');
      const before = someObjects(namespace, plural);
      const first = requestFor(namespace, before, APPLIED);
      const installed = await apply(first);
      expectComplete(installed);
      expect(installed.revision).toBe(1);
      const core = `/api/v1/namespaces/${namespace}`;
      const second = requestFor(
        namespace,
        [
          ...before.filter(({ kind }) =>
            ['Namespace', 'Deployment'].includes(kind),
          ),
          custom(namespace, plural),
          definition(plural, ['v1', 'v1beta1']),
          configMap(namespace, 'settings', { mode: 'new' }),
          configMap(namespace, 'added', { a: 'b' }),
        ],
        APPLIED,
      );
      const upgraded = await apply(second);
      expectComplete(upgraded);
      expect(upgraded.revision).toBe(2);
      const result = await rollbackTo(
        targetOf(connection()),
        back(first),
        observed(),
      );
      expectComplete(result);
      expect(result.revision).toBe(3);
      expect(result.notRolledBack).toMatchObject([
        {
          id: { kind: 'CustomResourceDefinition' },
          reason: expect.stringContaining('v1beta1'),
        },
      ]);
      expect(namesBy(result)).toMatchObject({
        created: ['Secret/db'],
        configured: ['ConfigMap/settings'],
        deleted: ['ConfigMap/added'],
        skipped: [expect.stringContaining('CustomResourceDefinition/')],
      });
      const { body } = await call('GET', `${core}/configmaps/settings`);
      expect(body.data).toEqual({ mode: 'fast', size: '3' });
      const unknown = await rollbackTo(
        targetOf(connection()),
        { ...back(first), revision: 77 },
        observed(),
      );
      expect(unknown).toMatchObject({
        error: { reason: 'RevisionNotFound' },
        requests: { writes: 0 },
      });
    });

    it('leaves an object in a rollback whose field cannot be changed back', async () => {
      const namespace = uniqueName();
      const first = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(first));
      const web = deployment(namespace);
      const other = { app: 'other' };
      const moved = {
        ...web,
        spec: {
          ...web.spec,
          selector: { matchLabels: other },
          template: { ...web.spec.template, metadata: { labels: other } },
        },
      };
      const second = requestFor(
        namespace,
        [
          ...someObjects(namespace).filter(({ kind }) => kind !== 'Deployment'),
          moved,
        ],
        APPLIED,
      );
      expectComplete(
        await apply({
          ...second,
          write: { ...second.write, replace: ['Deployment.apps'] },
        }),
      );
      const result = await rollbackTo(
        targetOf(connection()),
        back(first),
        observed(),
      );
      expectComplete(result);
      expect(result.notRolledBack).toMatchObject([
        {
          id: { kind: 'Deployment' },
          reason: expect.stringMatching(/selector/),
        },
      ]);
    });

    it('row 45: refuses an older version and an older workflow run, unless a downgrade is allowed', async () => {
      const namespace = uniqueName();
      const by = (version: string, workflowRunId: string, commit: string) => ({
        profile: 'pipelines',
        version,
        origin: { repository: 'acme/ml', workflowRunId, commit },
      });
      const request = requestFor(namespace, someObjects(namespace), {
        ...APPLIED,
        revision: by('2.17.0', '200', 'b'),
      });
      expectComplete(await apply(request));
      const changed = requestFor(
        namespace,
        someObjects(namespace).filter(({ kind }) => kind !== 'Secret'),
        APPLIED,
      );
      const older = await apply({
        ...changed,
        revision: by('2.16.1', '300', 'c'),
      });
      expect(older.error).toMatchObject({
        reason: 'Downgrade',
        message: expect.stringMatching(/2\.16\.1.*2\.17\.0.*allow-downgrade/s),
      });
      const rerun = await apply({
        ...changed,
        revision: by('2.17.0', '100', 'a'),
      });
      expect(rerun.error).toMatchObject({ reason: 'Downgrade' });
      expect(rerun.requests.writes).toBe(0);
      expectComplete(
        await apply({
          ...changed,
          revision: by('2.16.1', '100', 'a'),
          write: { ...changed.write, allowDowngrade: true },
        }),
      );
    });

    it('uninstalls what it installed and nothing else, down to its own traces', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(request));
      const uninstall = (deletable: ApplyRequest['prune']['deletable']) =>
        uninstallManifests(
          targetOf(connection()),
          { set: request.set, prune: { deletable }, timeoutMs: 60_000 },
          observed(),
        );
      const kept = await uninstall([]);
      expectComplete(kept);
      expect(namesBy(kept)).toEqual({
        deleted: expect.arrayContaining([
          'ConfigMap/settings',
          'Deployment/web',
          'Secret/db',
        ]),
        skipped: expect.arrayContaining([`Namespace/${namespace}`]),
      });
      const all = await uninstall(['Namespace', 'CustomResourceDefinition']);
      expectComplete(all);
      const state = `/api/v1/namespaces/kubeflow-fleet-system/configmaps/${namespace}`;
      expect((await call('GET', state)).status).toBe(404);
      const again = await uninstall([]);
      expect(again.requests.writes).toBe(0);
      expect(again.changeSet.changes).toEqual([]);
    });
  });
};
