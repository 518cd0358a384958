import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FLEET_API_VERSION } from '@kubeflow-fleet/plugin-kubeflow-common';
import { exactJson } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { stringify } from 'yaml';
import { storageObjects } from '../fleet/clusterFoundation';
import { demoIdentity as identity } from '../fleet/demoFleet';
import { openEndpoint } from '../fleet/endpoint';
import { nodesOf } from '../fleet/nodes';
import type { GitHubEmulator } from '../github/contract';
import { API_PATH } from '../github/restApi';
import type { ActionResult, WorkflowContext } from '../runner/contract';
import { runAction } from '../runner/runAction';
import { upstreamManifests } from './deploy/upstreamManifests';
import { openGitHub } from './endToEnd.test.fixture';
import { goProgram } from './goPrograms';
import { startMoto } from './moto';
import { type Exchange, createInMoto, strictSts } from './motoAws.test.fixture';
import { PROJECT_ROOT } from './readmeWorkflow.test.fixture';
import { startRealControlPlane } from './realControlPlane';
import { runProgram } from './runProgram';
import { type Running, startTogether } from './startTogether';

/** The only cluster of the fleet file. */
export const CLUSTER = {
  account: '111122223333',
  region: 'eu-west-1',
  name: 'ml-eu',
};

const TOKEN = 'ghs_local';
const DEPLOYERS = 'kubeflow-fleet:deployers';
const WATCHERS = 'kubeflow-fleet:watchers';

const roleArn = (name: string) =>
  `arn:aws:iam::${CLUSTER.account}:role/${name}`;

/** The role that the job of each action assumes, and the group that its access entry gives. */
const roles = {
  'deploy-kubeflow': { arn: roleArn('kubeflow-deployer'), group: DEPLOYERS },
  'detect-drift': { arn: roleArn('kubeflow-watcher'), group: WATCHERS },
} as const;

export type DeployAction = keyof typeof roles;

/** Settings of a cluster in the fleet file. */
export type Settings = Readonly<Record<string, unknown>>;

/** A repository with upstream's manifests, a real cluster without Kubeflow, and the jobs that deploy to it. */
export interface DeployActionWorld {
  readonly github: GitHubEmulator;
  readonly exchanges: readonly Exchange[];
  /** The fleet file of the next job holds these settings, and `manifests` are beside upstream's. */
  commit(settings: Settings, manifests?: readonly object[]): Promise<void>;
  /** Runs a built action as its job would run it, with kubectl on the path. */
  run(
    action: DeployAction,
    inputs?: Readonly<Record<string, string>>,
    context?: Partial<WorkflowContext>,
  ): Promise<ActionResult>;
  /** The administrator's kubectl. */
  kubectl(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** The examples that the README of an action prints after these markers, for `group` in the place of theirs. */
export const printedRoles = (
  action: DeployAction,
  group: string,
  markers: readonly string[] = ['rbac'],
): readonly string[] => {
  const file = resolve(PROJECT_ROOT, 'actions', action, 'README.md');
  const readme = readFileSync(file, 'utf8');
  return markers.map(marker => {
    const block = new RegExp(
      `<!-- ${marker}:begin -->\\s+\`\`\`yaml\\n([^\`]*)\`\`\``,
    );
    const text = block.exec(readme)?.[1];
    if (!text) throw new Error(`${file} prints no role after ${marker}`);
    return text.replace(DEPLOYERS, group);
  });
};

const fleetFile = (settings: Settings, role: string) =>
  stringify({
    apiVersion: FLEET_API_VERSION,
    kind: 'Fleet',
    clusters: [
      {
        ...CLUSTER,
        role,
        kubeflow: {
          profile: 'pipelines',
          version: '2.17.0',
          manifests: 'kubeflow',
        },
        ...settings,
      },
    ],
  });

const fleetFileOf = (action: DeployAction) => `fleet-of-${action}.yaml`;

const actionNames = Object.keys(roles) as DeployAction[];

const openWorkspace = async (workspace: string) => {
  const folder = join(workspace, 'kubeflow');
  await mkdir(folder, { recursive: true });
  const { pipelinesFirst, pipelines } = upstreamManifests;
  await copyFile(pipelinesFirst, join(folder, '1-first.yaml'));
  await copyFile(pipelines, join(folder, '2-pipelines.yaml'));
  return async (settings: Settings, manifests: readonly object[] = []) => {
    const file = join(folder, '3-more.yaml');
    await rm(file, { force: true });
    if (manifests.length > 0)
      await writeFile(file, manifests.map(exactJson).join('\n---\n'));
    for (const action of actionNames)
      await writeFile(
        join(workspace, fleetFileOf(action)),
        fleetFile(settings, roles[action].arn),
      );
  };
};

/** A new node is tainted until its first heartbeat is seen. */
const nodesAreOpen = async (kubectl: DeployActionWorld['kubectl']) => {
  const taints = ['-o', 'jsonpath={.items[*].spec.taints}'];
  while ((await kubectl('get', 'nodes', ...taints)) !== '') await sleep(100);
};

/** As EKS made one until Kubernetes 1.30, which many clusters still have. */
const formerDefaultClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: 'gp2',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner: 'kubernetes.io/aws-ebs',
  volumeBindingMode: 'WaitForFirstConsumer',
};

const startCluster = async (options: {
  readonly sts: Parameters<typeof startRealControlPlane>[0]['sts'];
  readonly directory: string;
}) => {
  const plane = await startRealControlPlane({
    cluster: CLUSTER,
    sts: options.sts,
    mappings: Object.values(roles).map(({ arn, group }) => ({
      roleArn: arn,
      username: 'github:{{SessionName}}',
      groups: [group],
    })),
  });
  const program = await goProgram('kubectl');
  const kubectl = (...args: readonly string[]) =>
    runProgram(program, [`--kubeconfig=${plane.kubeConfig}`, ...args]);
  const file = join(options.directory, 'cluster.yaml');
  const pool = { name: 'general', instanceType: 'm6i.4xlarge', count: 3 };
  await writeFile(
    file,
    [
      ...nodesOf(CLUSTER, [{ ...pool, cpu: '16', memory: '64Gi' }]),
      ...storageObjects('without-default'),
      formerDefaultClass,
    ]
      .map(exactJson)
      .concat(
        actionNames.flatMap(name => printedRoles(name, roles[name].group)),
      )
      .join('\n---\n'),
  );
  await kubectl('apply', '--server-side', '-f', file);
  await nodesAreOpen(kubectl);
  return { ...plane, kubectl };
};

const startAws = async (
  started: Running[],
  { directory, github }: { directory: string; github: GitHubEmulator },
) => {
  const moto = await startMoto(directory);
  started.push(moto);
  const exchanges: Exchange[] = [];
  const sts = await openEndpoint({ name: 'STS' });
  started.push({ stop: sts.close });
  sts.attach({ handle: strictSts({ moto, github, exchanges }) });
  const env = {
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_ENDPOINT_URL_EKS: moto.url,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return { moto, exchanges, env };
};

/** Starts everything; the cluster has nodes, the EBS driver, a default class, the printed roles, and nothing else. */
export const startDeployAction = (): Promise<DeployActionWorld> =>
  startTogether(async started => {
    const directory = await mkdtemp(join(tmpdir(), 'deploy-action-'));
    started.push({ stop: () => rm(directory, { recursive: true }) });
    const gitHub = await openGitHub();
    started.push({ stop: gitHub.endpoint.close });
    const github = gitHub.emulator;
    const aws = await startAws(started, { directory, github });
    const cluster = await startCluster({
      sts: aws.moto.callerIdentity,
      directory,
    });
    started.push(cluster);
    const { server: endpoint, ca, kubectl } = cluster;
    const state = { status: 'ACTIVE', version: '1.35' } as const;
    await createInMoto(aws.moto, { ...CLUSTER, ...state, endpoint, ca });
    const workspace = join(directory, 'work');
    const commit = await openWorkspace(workspace);
    const kubectlFolder = dirname(await goProgram('kubectl'));
    const path = [kubectlFolder, '/usr/bin', '/bin'].join(delimiter);
    return {
      github,
      exchanges: aws.exchanges,
      commit,
      kubectl,
      run: (action, inputs, context) =>
        runAction({
          action: resolve(PROJECT_ROOT, 'actions', action, 'action.yml'),
          inputs: { 'fleet-file': fleetFileOf(action), ...inputs },
          workspace,
          token: TOKEN,
          oidc: github.oidc,
          context: {
            ...identity,
            job: 'deploy',
            serverUrl: gitHub.endpoint.url,
            apiUrl: `${gitHub.endpoint.url}${API_PATH}`,
            ...context,
          },
          env: { ...aws.env, PATH: path },
        }),
    };
  });
