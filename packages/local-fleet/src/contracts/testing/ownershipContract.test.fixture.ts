/* eslint-disable jest/no-export -- one suite for several servers */
import { APPLIED, applyActions } from './applyActions.test.fixture';
import { requestFor, uniqueName } from './installedSet.test.fixture';
import { namesBy, type PlanContractTarget } from './planActions.test.fixture';
import {
  configMap,
  definition,
  deployment,
  someObjects,
} from './sampleSet.test.fixture';

/** Whose fields and objects a deploy may change, as one suite for the emulator and for a real server. */
export const describeOwnershipContract = (
  name: string,
  open: () => PlanContractTarget,
): void => {
  describe(`what may be changed: ${name}`, () => {
    const { intrude, apply, call, expectComplete } = applyActions(open);

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
              /'intruder' owns \.data\.mode.*force-conflicts/s,
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

    it('row 43: names what keeps a namespace that is being deleted, and makes it and all in it anew once it is gone', async () => {
      const namespace = uniqueName();
      const request = requestFor(namespace, someObjects(namespace), APPLIED);
      expectComplete(await apply(request));
      const path = `/api/v1/namespaces/${namespace}/configmaps/settings`;
      const finalizers = (list: string[] | null) =>
        intrude(path, { metadata: { finalizers: list } });
      await finalizers(['example.com/hold']);
      await call('DELETE', `/api/v1/namespaces/${namespace}`);
      const stuck = await apply({ ...request, timeoutMs: 4_000 });
      const reasons = stuck.changeSet.failures.map(({ id, error }) => [
        id.kind,
        String(error),
      ]);
      expect(reasons).toContainEqual([
        'Namespace',
        expect.stringContaining(`${namespace} is being deleted`),
      ]);
      const going = apply(request);
      setTimeout(() => void finalizers(null), 300);
      const result = await going;
      expectComplete(result);
      expect(namesBy(result).created).toEqual(
        expect.arrayContaining([
          `Namespace/${namespace}`,
          'ConfigMap/settings',
        ]),
      );
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
  });
};
