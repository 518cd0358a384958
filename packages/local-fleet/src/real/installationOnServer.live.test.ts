import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  makeOnlyDefault,
  type ManifestObject,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { preflight } from '@kubeflow-fleet/plugin-kubeflow-node';
import { startApiServerAlone } from './emptyCluster';
import {
  type DeployWorld,
  startDeployWorld,
} from './deploy/deployWorld.test.fixture';
import { upstreamManifests } from './deploy/upstreamManifests';
import { describeUpstream } from './deploy/upstreamObjects.test.fixture';
import { clusterWith, renderWith, SETTINGS } from './installation.test.fixture';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const OWN_FILE = 'kubeflow: {manifests: kfp.yaml}';

const storageClass = (name: string): ManifestObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name, annotations: { [DEFAULT_CLASS]: 'true' } },
  provisioner: 'kubernetes.io/aws-ebs',
});

describeUpstream(
  'an installation with every setting, on kube-apiserver',
  () => {
    let workspace: string;
    let world: DeployWorld;

    beforeAll(async () => {
      workspace = await fs.mkdtemp(path.join(os.tmpdir(), 'installation-'));
      const texts = await Promise.all(
        [upstreamManifests.pipelinesFirst, upstreamManifests.pipelines].map(
          file => fs.readFile(file, 'utf8'),
        ),
      );
      await fs.writeFile(
        path.join(workspace, 'kfp.yaml'),
        texts.join('\n---\n'),
      );
      world = await startDeployWorld(startApiServerAlone);
      const file = await world.write([storageClass('gp2')]);
      await world.kubectl('apply', '--server-side', '-f', file);
    }, 120_000);
    afterAll(async () => {
      await world?.stop();
      await fs.rm(workspace, { recursive: true, force: true });
    });

    it('is looked at before: what is missing is told, and nothing is written', async () => {
      const { manifests } = await renderWith([...SETTINGS, OWN_FILE], {
        workspace,
      });
      const { problems, warnings } = await preflight(world.target, {
        cluster: clusterWith([...SETTINGS, OWN_FILE]),
        manifests,
        eks: { nodegroups: [] },
      });
      expect(problems.map(({ reason }) => reason)).toEqual([
        'InsufficientCapacity',
        'DatabaseSecretMissing',
      ]);
      expect(warnings).toEqual([
        'storage.makeDefault: gp3 becomes the only default StorageClass, and gp2 loses that mark; existing volumes stay as they are',
      ]);
      const left = await world.kubectl('get', 'namespaces', '-o', 'name');
      expect(left).not.toContain('namespace/kubeflow\n');
    }, 60_000);

    it('is accepted as it was rendered', async () => {
      const { manifests } = await renderWith([...SETTINGS, OWN_FILE], {
        workspace,
      });
      const first = manifests.filter(({ id }) =>
        ['Namespace', 'CustomResourceDefinition'].includes(id.kind),
      );
      for (const part of [first, manifests]) {
        const file = await world.write(part.map(manifest => manifest.object()));
        await world.kubectl('apply', '--server-side', '-f', file);
      }
      const names = await world.kubectl(
        'get',
        'deployments,pvc,resourcequotas,limitranges,pdb',
        '--namespace=kubeflow',
        '-o',
        'name',
      );
      expect(names.split('\n')).toEqual(
        expect.arrayContaining([
          'deployment.apps/ml-pipeline',
          'resourcequota/kubeflow-fleet-limits',
          'limitrange/kubeflow-fleet-limits',
          'poddisruptionbudget.policy/ml-pipeline',
        ]),
      );
      expect(names).not.toMatch(/seaweedfs|mysql/);
    }, 60_000);

    it('leaves one default StorageClass', async () => {
      const { kubernetes } = world.target;
      expect(await makeOnlyDefault(kubernetes, 'gp3')).toEqual(['gp2']);
      expect(await makeOnlyDefault(kubernetes, 'gp3')).toEqual([]);
      const marks = await world.kubectl(
        'get',
        'storageclasses',
        '-o',
        `jsonpath={range .items[*]}{.metadata.name}={.metadata.annotations.storageclass\\.kubernetes\\.io/is-default-class} {end}`,
      );
      expect(marks.trim()).toBe('gp2=false gp3=true');
    });
  },
);
