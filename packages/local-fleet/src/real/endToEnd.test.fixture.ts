import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EksClusterSpec } from '../aws/contract';
import type { ClusterSpec, LocalCluster } from '../fleet/contract';
import { openEndpoint } from '../fleet/endpoint';
import { demoIdentity as identity } from '../fleet/demoFleet';
import { fleetFileText, fleetFilesIn } from '../fleet/fleetFiles';
import { startCluster } from '../fleet/startCluster';
import type { GitHubEmulator, WorkflowIdentity } from '../github/contract';
import { createGitHubEmulator } from '../github/gitHubEmulator';
import { API_PATH } from '../github/restApi';
import type { ActionResult } from '../runner/contract';
import { runAction } from '../runner/runAction';
import { type Moto, startMoto } from './moto';
import { type Exchange, createInMoto, strictSts } from './motoAws.test.fixture';
import { realCluster } from './realCluster';
import { PROJECT_ROOT } from './readmeWorkflow.test.fixture';

const pipelines = resolve(__dirname, '../../pipelines');

/** One cluster of the fleet: where it is, and its nodes. */
export interface RealClusterSpec extends Omit<ClusterSpec, 'controlPlane'> {
  readonly account: string;
  readonly region: string;
}

/** A GitHub with an issuer, the AWS of moto, and real clusters. */
export interface EndToEnd {
  readonly github: GitHubEmulator;
  readonly exchanges: readonly Exchange[];
  cluster(name: string): LocalCluster;
  /** Runs a built action as a step of the job of a push to main. */
  run(
    action: string,
    inputs: Readonly<Record<string, string>>,
    context?: {
      readonly runId?: string;
      readonly oidc?: GitHubEmulator['oidc'];
    },
  ): Promise<ActionResult>;
  close(): Promise<void>;
}

const TOKEN = 'ghs_local';

const writeWorkspace = async (
  folder: string,
  specs: readonly RealClusterSpec[],
) => {
  await mkdir(join(folder, 'pipelines'), { recursive: true });
  await writeFile(
    join(folder, 'fleet.yaml'),
    fleetFileText(specs.map(spec => ({ ...spec, gpus: 0 }))),
  );
  const pipeline = join('pipelines', 'churn_training.yaml');
  await copyFile(
    join(pipelines, 'churn_training.yaml'),
    join(folder, pipeline),
  );
  return folder;
};

/** A real control plane with KFP, whose access entries, STS and EKS are moto's. */
const startRealCluster = async (
  spec: RealClusterSpec,
  options: {
    readonly moto: Moto;
    readonly directory: string;
    readonly closers: (() => Promise<void>)[];
  },
): Promise<LocalCluster> => {
  const { moto, directory, closers } = options;
  const { account, region, name } = spec;
  const known: EksClusterSpec[] = [];
  const started = await startCluster({
    spec: { ...spec, controlPlane: realCluster },
    id: { account, region, name },
    latencyMs: 0,
    aws: {
      putCluster: cluster => known.push(cluster),
      handle: moto.callerIdentity,
      // The real API server asks its authenticator, never this.
      verifyEksToken: () => ({ accepted: false, reason: 'not asked' }),
    },
    adminAccount: account,
    files: fleetFilesIn(directory),
    state: 'memory',
    engine: { taskMs: 300, overheadMs: 50 },
    port: () => 0,
  });
  closers.push(started.close);
  for (const cluster of known) await createInMoto(moto, cluster);
  return started.cluster;
};

/** An issuer of GitHub's OIDC tokens and its API; another repository's when `of` says so. */
export const openGitHub = async (of: Partial<WorkflowIdentity> = {}) => {
  const endpoint = await openEndpoint({ name: 'GitHub' });
  const emulator = createGitHubEmulator({
    url: endpoint.url,
    token: TOKEN,
    identity: { ...identity, ...of },
    repositories: [{ repository: identity.repository }],
  });
  endpoint.attach(emulator);
  return { endpoint, emulator };
};

/** Starts everything; what has started is stopped again when a later part cannot. */
export const startEndToEnd = async (
  specs: readonly RealClusterSpec[],
): Promise<EndToEnd> => {
  const directory = await mkdtemp(join(tmpdir(), 'end-to-end-'));
  const closers = [() => rm(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    return await startParts({ specs, directory, closers, close });
  } catch (error) {
    await close();
    throw error;
  }
};

const startParts = async (options: {
  readonly specs: readonly RealClusterSpec[];
  readonly directory: string;
  readonly closers: (() => Promise<void>)[];
  readonly close: () => Promise<void>;
}): Promise<EndToEnd> => {
  const { specs, directory, closers, close } = options;
  const moto = await startMoto(directory);
  closers.push(moto.stop);
  const gitHub = await openGitHub();
  closers.push(gitHub.endpoint.close);
  const github = gitHub.emulator;
  const exchanges: Exchange[] = [];
  const sts = await openEndpoint({ name: 'STS' });
  closers.push(sts.close);
  const handle = strictSts({ moto, github, exchanges });
  sts.attach({ handle });
  const clusters: LocalCluster[] = [];
  for (const spec of specs) {
    const shared = { moto, directory, closers };
    clusters.push(await startRealCluster(spec, shared));
  }
  const workspace = await writeWorkspace(join(directory, 'work'), specs);
  const env = {
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_ENDPOINT_URL_EKS: moto.url,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return {
    github,
    exchanges,
    close,
    cluster: name => {
      const found = clusters.find(cluster => cluster.name === name);
      if (!found) throw new Error(`no cluster ${name}`);
      return found;
    },
    run: (
      action,
      inputs,
      { runId = identity.runId, oidc = github.oidc } = {},
    ) =>
      runAction({
        action: resolve(PROJECT_ROOT, 'actions', action, 'action.yml'),
        inputs,
        workspace,
        token: TOKEN,
        oidc,
        context: {
          ...identity,
          runId,
          job: 'train',
          serverUrl: gitHub.endpoint.url,
          apiUrl: `${gitHub.endpoint.url}${API_PATH}`,
        },
        env,
      }),
  };
};
