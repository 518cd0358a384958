import { createHash } from 'node:crypto';
import {
  type ManifestObject,
  FIELD_MANAGER,
  STATE_NAMESPACE,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { startApiServerAlone } from '../emptyCluster';
import { goPrograms } from '../goPrograms';
import {
  type DeployWorld,
  SET,
  startDeployWorld,
} from './deployWorld.test.fixture';
import { planOf } from './engineCalls.test.fixture';
import { keysOf } from './manifestKeys.test.fixture';
import { readSetState } from './setState.test.fixture';
import { upstreamManifests } from './upstreamManifests';
import { describeUpstream, objectsOf } from './upstreamObjects.test.fixture';

const FILES = [upstreamManifests.pipelinesFirst, upstreamManifests.pipelines];

const PARENT = ['-n', STATE_NAMESPACE, `configmaps/${SET}`];
const APPLYSET = [
  '--prune',
  `--applyset=configmaps/${SET}`,
  '-n',
  STATE_NAMESPACE,
];

describeUpstream(
  `our ApplySet as kubectl ${goPrograms.kubectl.version} reads KEP-3659`,
  () => {
    const base = objectsOf(FILES);
    /** What the next deploy no longer has. */
    const dropped = base
      .filter(({ kind }) => kind === 'RoleBinding')
      .slice(0, 2);
    const kept = base.filter(object => !dropped.includes(object));
    let world: DeployWorld;

    const parent = async () =>
      JSON.parse(
        await world.kubectl('get', '-o', 'json', ...PARENT),
      ) as ManifestObject;

    beforeAll(async () => {
      world = await startDeployWorld(startApiServerAlone);
    }, 120_000);

    afterAll(async () => {
      await world?.stop();
    }, 60_000);

    it('is deployed', async () => {
      const deployed = await world.deploy({ files: FILES, until: 'applied' });
      expect(deployed).toMatchObject({ failures: [], error: undefined });
    }, 60_000);

    it("has the id that the KEP makes of the parent's name, namespace, kind and group", async () => {
      const { metadata } = await parent();
      expect(metadata.labels?.['applyset.kubernetes.io/id']).toBe(
        idOf(`${SET}.${STATE_NAMESPACE}.ConfigMap.`),
      );
    });

    it('is listed by kubectl by its label over all kinds, exactly as our inventory has it', async () => {
      const { metadata } = await parent();
      const id = metadata.labels?.['applyset.kubernetes.io/id'];
      const served = await world.kubectl(
        ...['api-resources', '--verbs=list', '-o', 'name'],
      );
      const kinds = served
        .trim()
        .split('\n')
        .filter(kind => !kind.startsWith('events'));
      const found = await world.kubectl(
        ...['get', kinds.join(','), '-A', '-o', 'json'],
        ...['-l', `applyset.kubernetes.io/part-of=${id}`],
      );
      const { items } = JSON.parse(found) as {
        readonly items: readonly ManifestObject[];
      };
      expect(keysOf(items)).toEqual(keysOf(base));
      const { inventory, live } = await readSetState(world.target);
      expect(inventory).toEqual(live);
      expect(inventory).toHaveLength(base.length);
    });

    it('names every kind and namespace of its members in its annotations, and not its own namespace', async () => {
      const { metadata } = await parent();
      const kinds = new Set(keysOf(base).map(key => key.split('/')[0]));
      const namespaces = new Set(
        base.flatMap(object => object.metadata.namespace ?? []),
      );
      expect(metadata.annotations).toMatchObject({
        'applyset.kubernetes.io/contains-group-kinds': [...kinds]
          .sort()
          .join(','),
        'applyset.kubernetes.io/additional-namespaces': [...namespaces]
          .sort()
          .join(','),
      });
    });

    it('is not taken over by kubectl', async () => {
      await expect(
        world.kubectl(
          ...[
            'apply',
            '--server-side',
            ...APPLYSET,
            '-f',
            ...FILES.slice(0, 1),
          ],
        ),
      ).rejects.toThrow(
        /managed by tooling "kubeflow-fleet.*" instead of "kubectl/,
      );
    });

    it('loses to kubectl --prune, were it its own, exactly the objects that our next deploy prunes', async () => {
      const file = await world.write(kept);
      const { changeSet, refusals } = await planOf(world.target, [file]);
      expect(refusals).toEqual([]);
      const planned = changeSet.changes
        .filter(({ action }) => action === 'deleted')
        .map(({ id }) => id.name);
      await copyForKubectl(world, await parent());
      const said = await world.kubectl(
        ...['apply', '--server-side', '--force-conflicts', '--dry-run=server'],
        ...[`--field-manager=${FIELD_MANAGER}`, '--prune', '-f', file],
        ...[`--applyset=configmaps/${SET}`, '-n', 'kubeflow'],
      );
      const pruned = [...said.matchAll(/^\S+\/(\S+) pruned/gm)];
      expect(pruned.map(([, name]) => name).sort()).toEqual(planned.sort());
      expect(planned).toEqual(
        dropped.map(({ metadata }) => metadata.name).sort(),
      );
    }, 60_000);
  },
);

/**
 * A copy of the set that kubectl takes for its own: with a parent in the namespace of the members, for kubectl wants
 * a namespaced parent beside its objects, and therefore with another id.
 */
async function copyForKubectl(
  { kubectl, write }: DeployWorld,
  parent: ManifestObject,
): Promise<void> {
  const { labels = {}, annotations = {} } = parent.metadata;
  const id = idOf(`${SET}.kubeflow.ConfigMap.`);
  const copy = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: SET,
      namespace: 'kubeflow',
      labels: { 'applyset.kubernetes.io/id': id },
      annotations: {
        ...annotations,
        'applyset.kubernetes.io/tooling': `kubectl/${goPrograms.kubectl.version}`,
      },
    },
  };
  await kubectl('create', '-f', await write([copy]));
  const kinds = annotations['applyset.kubernetes.io/contains-group-kinds'];
  const members = `applyset.kubernetes.io/part-of=${labels['applyset.kubernetes.io/id']}`;
  for (const kind of kinds?.split(',') ?? [])
    await kubectl(
      ...['label', kind, '-A', '--overwrite', '-l', members],
      `applyset.kubernetes.io/part-of=${id}`,
    );
}

const idOf = (parent: string) =>
  `applyset-${createHash('sha256').update(parent).digest('base64url')}-v1`;
