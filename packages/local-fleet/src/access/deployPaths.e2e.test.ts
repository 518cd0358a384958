import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { LocalCluster, LocalFleet } from '../fleet/contract';
import { DEPLOYERS } from '../fleet/clusterAccess';
import { startLocalFleet } from '../fleet/startLocalFleet';
import { sampleInstallation } from '../installation/sampleInstallation';
import { runAction } from '../runner/runAction';
import { accessLayouts } from './accessLayout';
import { rulesOfRole } from './accessRules';

const ACTION = resolve(
  __dirname,
  '../../../../actions/deploy-kubeflow/action.yml',
);

let folder: string;
let fleet: LocalFleet;
let cluster: LocalCluster;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deploy-paths-'));
  fleet = await startLocalFleet({
    stateDir: join(folder, 'fleet'),
    installed: false,
    manifests: 'kubeflow',
    regions: [{ region: 'eu-west-1', clusters: [{ name: 'ml' }] }],
  });
  cluster = fleet.cluster('ml');
});
afterAll(async () => {
  await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

const objects = () => cluster.controlPlane.emulator!.objects;

/** The action on a repository with these manifests. */
const deploy = async (
  manifests: readonly object[],
  inputs: Readonly<Record<string, string>> = {},
) => {
  const workspace = await mkdtemp(join(folder, 'repository-'));
  await mkdir(join(workspace, 'kubeflow'));
  await writeFile(
    join(workspace, 'kubeflow', 'all.yaml'),
    manifests.map(object => stringify(object)).join('---\n'),
  );
  await copyFile(fleet.files.fleetFile, join(workspace, 'fleet.yaml'));
  return runAction({
    action: ACTION,
    inputs: { mode: 'apply', timeout: '20s', ...inputs },
    workspace,
    token: fleet.github.token,
    oidc: fleet.github.emulator.oidc,
    context: { ...fleet.github.identity, apiUrl: fleet.github.apiUrl },
    env: {
      AWS_ENDPOINT_URL_STS: fleet.aws.url,
      AWS_ENDPOINT_URL_EKS: fleet.aws.url,
    },
  });
};

const told = (result: Awaited<ReturnType<typeof deploy>>) =>
  result.log.map(({ text }) => text).join('\n');

const deployment = (name: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'kubeflow' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'registry.local/x:1' }] },
    },
  },
});

interface PodStatus {
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
  }[];
}

/** Lets every pod of the app come to this, as soon as it runs. */
const befall = (app: string, container: object, phase = 'Running') =>
  objects().onChange({ apiVersion: 'v1', kind: 'Pod' }, ({ type, object }) => {
    const { pods } = cluster.controlPlane.emulator!;
    const { name, namespace = '', labels } = object.metadata;
    const { conditions = [] } = (object.status ?? {}) as PodStatus;
    const isReady = conditions.some(
      each => each.type === 'Ready' && each.status === 'True',
    );
    if (type !== 'MODIFIED' || labels?.app !== app || !isReady) return;
    pods.appendLog({ namespace, name, container: 'main' }, 'boom');
    const main = { name: 'main', ready: false, restartCount: 0 };
    pods.setStatus(
      { namespace, name },
      {
        phase,
        conditions: [
          { type: 'PodScheduled', status: 'True' },
          { type: 'Ready', status: 'False' },
        ],
        containerStatuses: [
          { ...main, image: 'registry.local/x:1', imageID: '', ...container },
        ],
      },
    );
  });

const CRASHED = {
  restartCount: 3,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode: 1, reason: 'Error' } },
};
const CREATING = { state: { waiting: { reason: 'ContainerCreating' } } };

it('a deploy says why a pod is not ready, with its last lines', async () => {
  const stops = [
    befall('crashing', CRASHED),
    befall('creating', CREATING, 'Pending'),
  ];
  const result = await deploy([
    ...sampleInstallation(),
    deployment('crashing'),
    deployment('creating'),
  ]);
  stops.forEach(stop => stop());
  expect(result.conclusion).toBe('failure');
  expect(told(result)).toContain('boom');
}, 90_000);

it('a deploy by kubeconfig looks for the drivers of its volumes in the cluster', async () => {
  const result = await deploy(sampleInstallation(), {
    mode: 'plan',
    kubeconfig: cluster.kubeconfig,
    manifests: 'kubeflow',
    profile: 'pipelines',
    version: '2.17.0',
  });
  expect(result.conclusion).toBe('success');
}, 60_000);

it('a deploy waits for the backends of its webhooks, by the roles that the README prints', async () => {
  const layout = accessLayouts.find(
    ({ action }) => action === 'deploy-kubeflow',
  )!;
  for (const role of layout.roles.filter(({ isBound }) => !isBound)) {
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const { kind, name } = role;
    const rules = rulesOfRole(layout, role).map(
      ({ comment: _, ...rule }) => rule,
    );
    objects().create({ apiVersion, kind, metadata: { name }, rules });
    objects().create({
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { kind, name },
      subjects: [{ kind: 'Group', name: DEPLOYERS }],
    });
  }
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      ],
    },
  };
  const webhook = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'widgets' },
    webhooks: [
      {
        name: 'widgets.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: {
          service: { name: 'ml-pipeline-ui', namespace: 'kubeflow', port: 80 },
        },
        rules: [
          {
            apiGroups: ['example.com'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['widgets'],
          },
        ],
      },
    ],
  };
  const widget = (size: number) => ({
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'one', namespace: 'kubeflow' },
    spec: { size },
  });
  const rule = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'widgets' },
    rules: [
      {
        apiGroups: ['example.com'],
        resources: ['widgets'],
        verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
      },
    ],
  };
  objects().create(rule);
  objects().create({
    apiVersion: rule.apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: rule.metadata,
    roleRef: { kind: rule.kind, name: rule.metadata.name },
    subjects: [{ kind: 'Group', name: DEPLOYERS }],
  });
  const manifests = [...sampleInstallation(), definition, webhook];
  const first = await deploy([...manifests, widget(1)]);
  expect(told(first)).toContain('ml: READY');
  const second = await deploy([...manifests, widget(2)]);
  expect(told(second)).toContain('ml: READY, 1 configured');
}, 90_000);
