/* eslint-disable jest/no-export -- one suite for several servers */
import { APPLIED, applyActions } from './applyActions.test.fixture';
import { requestFor, uniqueName } from './installedSet.test.fixture';
import { namesBy, type PlanContractTarget } from './planActions.test.fixture';
import {
  configMap,
  custom,
  definition,
  someObjects,
} from './sampleSet.test.fixture';

/** What applying needs of an API server, as one suite for the emulator and for a real server. */
export const describeApplyContract = (
  name: string,
  open: () => PlanContractTarget,
): void => {
  describe(`applying: ${name}`, () => {
    const { said, apply, call, expectComplete } = applyActions(open);

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
              kind: `Plan${plural}`,
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
  });
};
