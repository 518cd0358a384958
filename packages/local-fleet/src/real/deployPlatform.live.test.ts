import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { storageObjects } from '../fleet/clusterFoundation';
import type { ActionResult } from '../runner/contract';
import { runAction } from '../runner/runAction';
import {
  type DeployWorld,
  CLUSTER,
  nodes,
  startDeployWorld,
} from './deploy/deployWorld.test.fixture';
import { upstreamManifests } from './deploy/upstreamManifests';
import { describeUpstream } from './deploy/upstreamObjects.test.fixture';
import { type DeployAction, printedRoles } from './deployAction.test.fixture';
import { startEmptyCluster } from './emptyCluster';
import { goPrograms } from './goPrograms';
import { PROJECT_ROOT } from './readmeWorkflow.test.fixture';

const ACCOUNTS: Readonly<Record<DeployAction, string>> = {
  'deploy-kubeflow': 'deployers',
  'detect-drift': 'watchers',
};
const actionNames = Object.keys(ACCOUNTS) as DeployAction[];

const groupOf = (action: DeployAction) =>
  `system:serviceaccounts:${ACCOUNTS[action]}`;

const PLATFORM_ROLES: Readonly<Record<DeployAction, string>> = {
  'deploy-kubeflow': 'kubeflow-fleet-deploy-platform',
  'detect-drift': 'kubeflow-fleet-drift-platform',
};

/** A service account for the job of the action, with the binding that its README leaves to the reader. */
const accountOf = (action: DeployAction) => {
  const namespace = ACCOUNTS[action];
  const name = PLATFORM_ROLES[action];
  const rbac = 'rbac.authorization.k8s.io';
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'job', namespace },
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects: [{ apiGroup: rbac, kind: 'Group', name: groupOf(action) }],
    },
  ];
};

const kubeconfig = (world: DeployWorld, token: string) =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': CLUSTER.name,
    clusters: [
      {
        name: CLUSTER.name,
        cluster: {
          server: world.cluster.server,
          'certificate-authority-data': Buffer.from(
            world.cluster.ca ?? '',
          ).toString('base64'),
        },
      },
    ],
    users: [{ name: 'job', user: { token } }],
    contexts: [
      { name: CLUSTER.name, context: { cluster: CLUSTER.name, user: 'job' } },
    ],
  });

const errorsOf = ({ log }: ActionResult) =>
  log.filter(({ kind }) => kind === 'error').map(({ text }) => text);

/** Pods of simulated nodes do nothing: nobody issues the certificates, so that it never becomes ready. */
describeUpstream(
  `the whole platform with the roles of the READMEs, on kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  () => {
    let world: DeployWorld;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'deploy-platform-'));
      world = await startDeployWorld(startEmptyCluster);
      const objects = [
        ...nodes(),
        ...storageObjects(),
        ...actionNames.flatMap(accountOf),
      ];
      const access = join(folder, 'access.yaml');
      await writeFile(
        access,
        actionNames
          .flatMap(action =>
            printedRoles(action, groupOf(action), ['rbac', 'rbac-platform']),
          )
          .join('---\n'),
      );
      const files = [await world.write(objects), access];
      for (const file of files)
        await world.kubectl('apply', '--server-side', '-f', file);
      for (const action of actionNames) {
        const token = await world.kubectl(
          ...['create', 'token', 'job', '--namespace', ACCOUNTS[action]],
        );
        await writeFile(
          join(folder, `${action}.kubeconfig`),
          kubeconfig(world, token.trim()),
        );
      }
      await copyFile(upstreamManifests.platform, join(folder, 'platform.yaml'));
    }, 120_000);

    afterAll(async () => {
      await world?.stop();
      await rm(folder, { recursive: true });
    }, 60_000);

    const run = (
      action: DeployAction,
      inputs: Readonly<Record<string, string>>,
    ) =>
      runAction({
        action: resolve(PROJECT_ROOT, 'actions', action, 'action.yml'),
        inputs: { kubeconfig: join(folder, `${action}.kubeconfig`), ...inputs },
        workspace: folder,
        token: 'ghs_local',
      });

    const what = {
      profile: 'platform',
      version: '26.03',
      manifests: 'platform.yaml',
    };

    it('is written in whole, and waits for what only its own controllers could make ready', async () => {
      const result = await run('deploy-kubeflow', {
        mode: 'apply',
        timeout: '60s',
        ...what,
      });
      expect(errorsOf(result)).toEqual([
        expect.stringContaining('everything was applied, but'),
      ]);
      const [{ changes, reason }] = JSON.parse(
        result.outputs.installations ?? '[{}]',
      );
      expect(reason).toBe('NotReady');
      expect(changes).toMatchObject({ created: 636, failed: 0, total: 636 });
    }, 120_000);

    it('is found as it was deployed', async () => {
      const result = await run('detect-drift', { issue: 'false' });
      expect(errorsOf(result)).toEqual([]);
      expect(result.outputs['has-drift']).toBe('false');
    }, 60_000);
  },
);
