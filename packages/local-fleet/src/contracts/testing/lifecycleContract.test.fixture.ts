/* eslint-disable jest/no-export -- one suite for several servers */
import {
  applyManifests,
  rollbackTo,
  uninstallManifests,
  type ApplyRequest,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { APPLIED, applyActions } from './applyActions.test.fixture';
import { requestFor, uniqueName } from './installedSet.test.fixture';
import {
  namesBy,
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

/** The ends of an installation, as one suite for the emulator and for a real server. */
export const describeLifecycleContract = (
  name: string,
  open: () => PlanContractTarget,
): void => {
  describe(`cancelling, going back, uninstalling: ${name}`, () => {
    const { connection, observed, apply, call, back, expectComplete } =
      applyActions(open);

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
