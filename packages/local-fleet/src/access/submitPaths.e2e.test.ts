import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  type FleetCluster,
  parseFleetFile,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type KubernetesConnection,
  type KubernetesObject,
  type RunTarget,
  connectKubeConfig,
  connectPipelines,
  parseCompiledPipeline,
  portForward,
  submitRun,
  terminateRun,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { presignToken } from '../aws/awsLane.test.fixture';
import type { LocalCluster, LocalFleet } from '../fleet/contract';
import { DEPLOYERS } from '../fleet/clusterAccess';
import { startLocalFleet } from '../fleet/startLocalFleet';
import { accessLayouts } from './accessLayout';
import { rulesOfRole } from './accessRules';

/** As the action says who asks, so that the recording is the action's. */
const defaults = {
  userAgent: 'kubeflow-fleet-for-github-actions/submit-pipeline',
};
const PIPELINE = resolve(__dirname, '../../pipelines/churn_training.yaml');
const WORKFLOW = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' };

let stateDir: string;
let fleet: LocalFleet;
let cluster: LocalCluster;
let connection: KubernetesConnection;
let target: RunTarget;
let described: FleetCluster;

/** The deployer's token, from the job's OIDC token on. */
const deployerToken = async (): Promise<string> => {
  const { requestUrl, requestToken } = fleet.github.emulator.oidc;
  const answer = await fetch(`${requestUrl}&audience=sts.amazonaws.com`, {
    headers: { authorization: `Bearer ${requestToken}` },
  });
  const { value } = (await answer.json()) as { value: string };
  const sts = new STSClient({ region: 'eu-west-1', endpoint: fleet.aws.url });
  const { Credentials } = await sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: fleet.aws.roleArn(cluster.account),
      RoleSessionName: 'gh-1001',
      WebIdentityToken: value,
    }),
  );
  return presignToken(
    {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken,
    },
    { cluster: cluster.name },
  );
};

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'submit-paths-'));
  fleet = await startLocalFleet({
    stateDir,
    regions: [{ region: 'eu-west-1', clusters: [{ name: 'ml' }] }],
    engine: { taskMs: 20_000, overheadMs: 5 },
  });
  cluster = fleet.cluster('ml');
  const { server, ca } = cluster.controlPlane;
  const token = await deployerToken();
  connection = await connectKubeConfig({
    text: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'ml',
      contexts: [{ name: 'ml', context: { cluster: 'ml', user: 'deployer' } }],
      clusters: [
        {
          name: 'ml',
          cluster: {
            server,
            'certificate-authority-data': Buffer.from(ca).toString('base64'),
          },
        },
      ],
      users: [{ name: 'deployer', user: { token } }],
    }),
    defaults,
  });
  const text = await readFile(fleet.files.fleetFile, 'utf8');
  [described] = parseFleetFile(text, { path: 'fleet.yaml' }).clusters as [
    FleetCluster,
  ];
  const { pipelines } = await connectPipelines(described, connection);
  target = {
    subject: 'eu-west-1/ml',
    pipelines,
    kubernetes: connection.kubernetes,
  };
});
afterAll(async () => {
  connection.close();
  await fleet.close();
  await rm(stateDir, { recursive: true, force: true });
});

const objects = () => cluster.controlPlane.emulator!.objects;
const workflows = () => objects().list({ ...WORKFLOW, namespace: 'kubeflow' });

const submit = async (key: string, attempt = 1) => {
  const text = await readFile(PIPELINE, 'utf8');
  return submitRun(
    target,
    {
      pipeline: parseCompiledPipeline(text, { path: 'pipeline.yaml' }),
      pipelineName: 'churn',
      experiment: 'paths',
      runName: 'churn',
      parameters: {},
      key,
      origin: {
        repository: 'acme/churn',
        commit: '4f1c2ab',
        workflowRunUrl: 'https://github.com/acme/churn/actions/runs/1',
        workflowRunId: '1',
        attempt,
        actor: 'octocat',
      },
    },
    // Old claims are cleared away by chance, and here always.
    { random: () => 0 },
  );
};

it('a submission clears away claims of long ago', async () => {
  const claim = (name: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'kubeflow',
      labels: { 'kubeflow-fleet/claim': 'true' },
    },
    data: {
      slug: 'old',
      generation: '1',
      fence: '1',
      since: '1',
      holder: 'x',
      runId: '11111111-1111-4111-8111-111111111111',
      claimedAt: '1700000000000',
    },
  });
  objects().create(claim('kubeflow-fleet-run-old'));
  await submit('first');
  const left = objects()
    .list({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'kubeflow' })
    .map(({ metadata }) => metadata.name);
  expect(left).not.toContain('kubeflow-fleet-run-old');
});

it('a submission deletes the Workflow that a beaten request left beside the run', async () => {
  const stop = objects().onChange(WORKFLOW, ({ type, object }) => {
    if (type !== 'ADDED') return;
    stop();
    const { name, labels, annotations } = object.metadata;
    objects().create({
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: {
        name: `${name}-twin`,
        namespace: 'kubeflow',
        labels,
        annotations: {
          ...annotations,
          'pipelines.kubeflow.org/run_name': 'churn-beaten',
        },
      },
      spec: object.spec,
    });
  });
  fleet.inject(
    { cluster: 'ml', api: 'kfp' },
    {
      match: ({ method, url }) => method === 'POST' && /\/runs(\?|$)/.test(url),
      effect: { kind: 'reset', when: 'after' },
    },
  );
  await submit('twins');
  expect(
    workflows().filter(({ metadata }) => metadata.name.endsWith('-twin')),
  ).toEqual([]);
});

it('a submission whose run has failed makes the next one', async () => {
  const first = await submit('again');
  const { runs } = cluster.kfp.store;
  runs.put({ ...runs.get(first.runId)!, state: 'FAILED' });
  const second = await submit('again', 2);
  expect(second.outcome).toBe('created');
  expect(second.runId).not.toBe(first.runId);
});

it('a termination that KFP lost is told to the Workflow', async () => {
  const { runId } = await submit('lost');
  // KFP marks a run before it tells the Workflow.
  const { runs } = cluster.kfp.store;
  runs.put({ ...runs.get(runId)!, state: 'CANCELING' });
  fleet.inject(
    { cluster: 'ml', api: 'kfp' },
    {
      match: ({ url }) => url.endsWith(':terminate'),
      times: 100,
      effect: { kind: 'status', status: 500 },
    },
  );
  await terminateRun(target, runId, { timeoutMs: 4_000 }).catch(
    () => undefined,
  );
  const told = workflows().find(
    ({ metadata }) => metadata.labels?.['pipeline/runid'] === runId,
  );
  expect(told?.spec).toMatchObject({ activeDeadlineSeconds: 0 });
}, 30_000);

it('a port-forward speaks with the token of a service account, by the roles that the README prints', async () => {
  const layout = accessLayouts.find(
    ({ action }) => action === 'submit-pipeline',
  )!;
  objects().create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'team-a' },
  });
  objects().create({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default-editor', namespace: 'team-a' },
  });
  for (const role of layout.roles.filter(({ isBound }) => !isBound)) {
    const metadata = { name: role.name, namespace: role.namespace };
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const rules = rulesOfRole(layout, role).map(
      ({ comment: _, ...rule }) => rule,
    );
    objects().create({ apiVersion, kind: 'Role', metadata, rules });
    objects().create({
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { kind: 'Role', name: role.name },
      subjects: [{ kind: 'Group', name: DEPLOYERS }],
    });
  }
  const { pipelines, close } = await connectPipelines(
    {
      ...described,
      access: {
        via: 'port-forward',
        namespace: 'kubeflow',
        service: 'ml-pipeline',
        serviceAccount: 'team-a/default-editor',
        audience: 'pipelines.kubeflow.org',
      },
    },
    {
      ...connection,
      defaults,
      portForward: async to => portForward(connection, to),
    },
  );
  const { size } = cluster.kfp.store.pipelines;
  expect(size).toBe(1);
  await expect(pipelines.health()).resolves.toBeDefined();
  close();
});
