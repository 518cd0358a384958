import type { ManifestObject } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { startApiServerAlone } from '../emptyCluster';
import { goPrograms } from '../goPrograms';
import { type DeployWorld, startDeployWorld } from './deployWorld.test.fixture';
import { keysOf } from './manifestKeys.test.fixture';
import { describeLive } from '../liveLane';

const namespace = 'migrated';
const labels = { app: 'web' };

const deployment = ({
  image = 'web:1',
  selector = labels,
} = {}): ManifestObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace },
  spec: {
    selector: { matchLabels: selector },
    template: {
      metadata: { labels: selector },
      spec: {
        containers: [
          { name: 'web', image, env: [{ name: 'MODE', value: 'fast' }] },
        ],
      },
    },
  },
});

const config = (data: Readonly<Record<string, string>>): ManifestObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace },
  data,
});

const first: readonly ManifestObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  config({ kept: 'yes', dropped: 'soon' }),
  deployment(),
];

interface Live {
  readonly metadata: {
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields: readonly { readonly manager: string }[];
  };
  readonly data?: unknown;
}

describeLive(
  `objects that kubectl ${goPrograms.kubectl.version} applied on the client's side, on kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  () => {
    let world: DeployWorld;

    const live = async (object: string) =>
      JSON.parse(
        await world.kubectl(
          ...[
            'get',
            object,
            '-n',
            namespace,
            '--show-managed-fields',
            '-o',
            'json',
          ],
        ),
      ) as Live;

    beforeAll(async () => {
      world = await startDeployWorld(startApiServerAlone);
      await world.kubectl('apply', '-f', await world.write(first));
    }, 120_000);

    afterAll(async () => {
      await world?.stop();
    }, 60_000);

    it('are taken over without a conflict, and a field that the manifests drop goes', async () => {
      const objects = [
        first[0],
        config({ kept: 'changed' }),
        deployment({ image: 'web:2' }),
      ];
      const result = await world.deploy({
        files: [await world.write(objects as ManifestObject[])],
        until: 'applied',
      });
      expect([result.error, result.failures]).toEqual([undefined, []]);
      expect(result.changes).toEqual(
        keysOf(first).map(key => `configured ${key}`),
      );
      const { data, metadata } = await live('configmap/web');
      expect(data).toEqual({ kept: 'changed' });
      expect(metadata.managedFields.map(({ manager }) => manager)).toEqual([
        'kubeflow-fleet',
      ]);
    }, 60_000);

    it('are not changed any more by the same deploy', async () => {
      const objects = [
        first[0],
        config({ kept: 'changed' }),
        deployment({ image: 'web:2' }),
      ];
      world.proxy.forget();
      const result = await world.deploy({
        files: [await world.write(objects as ManifestObject[])],
        until: 'applied',
      });
      expect([result.error, result.failures, result.requests.writes]).toEqual([
        undefined,
        [],
        0,
      ]);
    }, 60_000);

    const moved = () => [
      first[0] as ManifestObject,
      config({ kept: 'changed' }),
      deployment({ image: 'web:2', selector: { app: 'other' } }),
    ];

    it('row 43: a field that can never change is refused by name, and the object stays', async () => {
      const before = await live('deployment/web');
      const result = await world.deploy({
        files: [await world.write(moved())],
        until: 'applied',
      });
      expect(result.failures).toEqual([
        expect.objectContaining({
          object: `Deployment.apps/${namespace}/web`,
          reason: 'ImmutableField',
          message: expect.stringContaining('selector'),
        }),
      ]);
      expect(await live('deployment/web')).toEqual(before);
    }, 60_000);

    it('row 43: an object of a kind that may be replaced is deleted and made anew', async () => {
      const before = await live('deployment/web');
      const result = await world.deploy({
        files: [await world.write(moved())],
        write: { replace: ['Deployment.apps'] },
        until: 'applied',
      });
      expect([result.error, result.failures]).toEqual([undefined, []]);
      const after = await live('deployment/web');
      expect(after.metadata.uid).not.toBe(before.metadata.uid);
    }, 60_000);
  },
);
