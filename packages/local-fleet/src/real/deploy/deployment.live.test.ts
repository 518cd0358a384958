import { parseFleetFile } from '@kubeflow-fleet/plugin-kubeflow-common';
import { preflight } from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type ManifestObject,
  countChanges,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { isWrite } from '../apiProxy';
import { startEmptyCluster } from '../emptyCluster';
import { goPrograms } from '../goPrograms';
import {
  type DeployWorld,
  CLUSTER,
  defaultStorageClass,
  nodes,
  startDeployWorld,
} from './deployWorld.test.fixture';
import {
  driftOf,
  manifestsOfSet,
  planOf,
  rollBack,
} from './engineCalls.test.fixture';
import { keysOf } from './manifestKeys.test.fixture';
import { readerToken } from './readerToken.test.fixture';
import { readSetState } from './setState.test.fixture';
import { contentOf } from './liveContent.test.fixture';
import { upstreamManifests } from './upstreamManifests';
import { describeUpstream, objectsOf } from './upstreamObjects.test.fixture';

const FILES = [upstreamManifests.pipelinesFirst, upstreamManifests.pipelines];
const FLEET = `
apiVersion: kubeflow-fleet/v1
kind: Fleet
clusters:
  - name: ${CLUSTER.name}
    region: ${CLUSTER.region}
    account: "${CLUSTER.account}"
    kubeflow: {profile: pipelines, version: 2.17.0}
`;
const UI = 'Deployment.apps/kubeflow/ml-pipeline-ui';
const CONFIG = 'ConfigMap/kubeflow/pipeline-install-config';

/** The same objects with one image and one setting changed. */
const upgraded = (objects: readonly ManifestObject[]) =>
  objects.map(object => {
    const [key] = keysOf([object]);
    if (key === UI)
      return JSON.parse(
        JSON.stringify(object).replaceAll(
          /"image":"[^"]*"/g,
          '"image":"example.com/ui:2"',
        ),
      ) as ManifestObject;
    if (key === CONFIG)
      return {
        ...object,
        data: { ...(object.data as object), LOG_LEVEL: 'debug' },
      };
    return object;
  });

const actionsOf = (changes: readonly string[], action: string) =>
  changes
    .filter(change => change.startsWith(`${action} `))
    .map(change => change.slice(action.length + 1));

describeUpstream(
  `Kubeflow Pipelines 2.17.0, 88 objects, on kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  () => {
    const base = objectsOf(FILES);
    const dropped = [
      ...base.filter(({ kind }) => kind === 'RoleBinding').slice(0, 1),
      ...base.filter(
        ({ kind, metadata }) =>
          kind === 'ConfigMap' && metadata.name.includes('viewer'),
      ),
    ];
    let world: DeployWorld;
    let installed: ReadonlyMap<string, unknown>;

    beforeAll(async () => {
      world = await startDeployWorld(startEmptyCluster);
      const file = await world.write([
        ...nodes(),
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'CSIDriver',
          metadata: { name: 'ebs.csi.aws.com' },
          spec: { attachRequired: true, podInfoOnMount: false },
        },
      ]);
      await world.kubectl('apply', '--server-side', '-f', file);
    }, 120_000);

    beforeEach(() => world.proxy.forget());

    afterAll(async () => {
      await world?.stop();
    }, 60_000);

    const writes = () => world.proxy.requests.filter(isWrite);

    describe('without a default StorageClass', () => {
      it('is refused by the preflight within seconds and before any write, with the remedy', async () => {
        const [cluster] = parseFleetFile(FLEET, {
          path: 'fleet.yaml',
        }).clusters;
        if (!cluster) throw new Error('the fleet file has a cluster');
        const started = performance.now();
        const { problems } = await preflight(
          world.targetOf(world.cluster.adminToken),
          {
            cluster,
            manifests: await manifestsOfSet(FILES),
          },
        );
        expect(performance.now() - started).toBeLessThan(5_000);
        expect(problems.map(({ message }) => message)).toEqual([
          expect.stringMatching(/default StorageClass/),
        ]);
        expect(problems[0]?.remedy).toMatch(/makeDefault|storage/);
        expect(
          writes().filter(({ url }) => !url.includes('selfsubject')),
        ).toEqual([]);
      }, 30_000);
    });

    describe('with one', () => {
      beforeAll(async () => {
        const file = await world.write([defaultStorageClass]);
        await world.kubectl('apply', '--server-side', '-f', file);
      });

      it('is planned as 88 objects to be created, and nothing is written', async () => {
        const { changeSet, refusals, requests } = await planOf(
          world.targetOf(world.cluster.adminToken),
          FILES,
        );
        expect(refusals).toEqual([]);
        expect(countChanges(changeSet)).toMatchObject({
          created: base.length,
          failed: 0,
          total: base.length,
        });
        expect([requests.writes, writes()]).toEqual([0, []]);
      }, 60_000);

      it('is deployed until every Deployment is Available', async () => {
        const result = await world.deploy({ files: FILES });
        expect(result).toMatchObject({
          error: undefined,
          failures: [],
          unready: [],
          revision: 1,
        });
        expect(actionsOf(result.changes, 'created')).toEqual(keysOf(base));
        const unavailable = await world.kubectl(
          ...['get', 'deployment', '-n', 'kubeflow'],
          ...[
            '-o',
            'jsonpath={.items[*].status.conditions[?(@.type=="Available")].status}',
          ],
        );
        expect(unavailable.trim().split(/\s+/)).toEqual(Array(14).fill('True'));
        const { inventory, live, members } = await readSetState(world.target);
        expect(members).toEqual(keysOf(base));
        expect(inventory).toEqual(live);
        installed = await contentOf(world, base);
      }, 180_000);

      it('sends no write, and at most one request per kind and five more, when nothing has changed', async () => {
        const result = await world.deploy({ files: FILES });
        expect(result).toMatchObject({
          error: undefined,
          failures: [],
          unready: [],
        });
        expect(actionsOf(result.changes, 'unchanged')).toEqual(keysOf(base));
        expect(writes()).toEqual([]);
        const kinds = new Set(base.map(({ kind }) => kind));
        expect(world.proxy.requests.length).toBeLessThanOrEqual(kinds.size + 5);
        expect(result.requests).toEqual({
          total: world.proxy.requests.length,
          writes: 0,
        });
      }, 60_000);

      it('upgrades what changed, prunes what is gone, and touches nothing else', async () => {
        const next = upgraded(base).filter(
          (_, index) => !dropped.includes(base[index] as ManifestObject),
        );
        const result = await world.deploy({ files: [await world.write(next)] });
        expect(result).toMatchObject({
          error: undefined,
          failures: [],
          unready: [],
          revision: 2,
        });
        expect(actionsOf(result.changes, 'configured')).toEqual(
          [CONFIG, UI].sort(),
        );
        expect(actionsOf(result.changes, 'deleted')).toEqual(keysOf(dropped));
        expect(actionsOf(result.changes, 'unchanged')).toHaveLength(
          base.length - 2 - dropped.length,
        );
        const after = await contentOf(world, base);
        const changed = [...installed].filter(
          ([key, content]) =>
            JSON.stringify(after.get(key)) !== JSON.stringify(content),
        );
        expect(changed.map(([key]) => key).sort()).toEqual(
          [CONFIG, UI, ...keysOf(dropped)].sort(),
        );
      }, 120_000);

      it('R13: rolls back to the revision before, byte by byte, the pruned objects too', async () => {
        const result = await rollBack(world.targetOf(world.cluster.adminToken));
        expect([
          result.error,
          result.changeSet.failures,
          result.notRolledBack.map(({ id }) => `${id.kind} ${id.name}`).sort(),
        ]).toEqual([
          undefined,
          [],
          // Of claims nobody can bring the data back, and it says so.
          [
            'PersistentVolumeClaim mysql-pv-claim',
            'PersistentVolumeClaim seaweedfs-pvc',
          ],
        ]);
        const after = await contentOf(world, base);
        for (const [key, content] of installed)
          expect([key, JSON.stringify(after.get(key))]).toEqual([
            key,
            JSON.stringify(content),
          ]);
        const { inventory, live, members } = await readSetState(world.target);
        expect(members).toEqual(keysOf(base));
        expect(inventory).toEqual(live);
      }, 120_000);

      it('row 32: names who owns a field that somebody changed, and the field, and leaves the object as it is', async () => {
        await world.kubectl(
          ...['set', 'image', '-n', 'kubeflow', 'deployment/ml-pipeline-ui'],
          ...['*=example.com/edited:1', '--field-manager=kubectl-edit'],
        );
        const before = await contentOf(world, base);
        const result = await world.deploy({ files: FILES });
        expect(result.failures).toEqual([
          expect.objectContaining({
            object: UI,
            message: expect.stringMatching(
              /kubectl-edit[\s\S]*image|image[\s\S]*kubectl-edit/,
            ),
          }),
        ]);
        expect((await contentOf(world, base)).get(UI)).toEqual(before.get(UI));
      }, 60_000);

      it('takes the field back where its kind may be forced', async () => {
        const result = await world.deploy({
          files: FILES,
          write: { forceConflicts: ['Deployment.apps'] },
        });
        expect(result).toMatchObject({
          error: undefined,
          failures: [],
          unready: [],
        });
        expect(actionsOf(result.changes, 'configured')).toEqual([UI]);
        expect((await contentOf(world, base)).get(UI)).toEqual(
          installed.get(UI),
        );
      }, 60_000);

      it('finds drift, who made it and when, with a token that may only read', async () => {
        await world.kubectl(
          ...['patch', '-n', 'kubeflow', 'configmap/pipeline-install-config'],
          ...['--type=merge', '--field-manager=kubectl-edit'],
          '--patch={"data":{"bucketName":"stolen"}}',
        );
        const [gone] = base.filter(({ kind }) => kind === 'RoleBinding');
        await world.kubectl(
          'delete',
          '-n',
          'kubeflow',
          'rolebinding',
          gone?.metadata.name ?? '',
        );
        const token = await readerToken(world);
        const { changes, requests } = await driftOf(
          world.targetOf(token),
          FILES,
        );
        const drifted = changes.filter(({ action }) => action !== 'unchanged');
        expect(
          drifted
            .map(({ id, action }) => `${action} ${id.kind} ${id.name}`)
            .sort(),
        ).toEqual([
          'configured ConfigMap pipeline-install-config',
          `created RoleBinding ${gone?.metadata.name}`,
        ]);
        const fields = drifted.find(
          ({ action }) => action === 'configured',
        )?.fields;
        expect(fields).toEqual([
          expect.objectContaining({
            path: 'data.bucketName',
            manager: 'kubectl-edit',
            time: expect.stringMatching(/^20\d\d-/),
          }),
        ]);
        expect(requests.writes).toBe(0);
        expect(writes()).toEqual([]);
      }, 60_000);
    });
  },
);
