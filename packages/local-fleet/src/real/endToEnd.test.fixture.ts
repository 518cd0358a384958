import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { JWTPayload } from 'jose';
import type { EksClusterSpec } from '../aws/contract';
import { AwsError } from '../aws/awsError';
import { WebIdentityVerifier } from '../aws/webIdentity';
import type { ClusterSpec, LocalCluster } from '../fleet/contract';
import { openEndpoint } from '../fleet/endpoint';
import { deployerRoleArn } from '../fleet/fleetAccounts';
import { fleetFileText, fleetFilesIn } from '../fleet/fleetFiles';
import { startCluster } from '../fleet/startCluster';
import type { GitHubEmulator, WorkflowIdentity } from '../github/contract';
import { createGitHubEmulator } from '../github/gitHubEmulator';
import { API_PATH } from '../github/restApi';
import type { ActionResult } from '../runner/contract';
import { runAction } from '../runner/runAction';
import { type Moto, startMoto } from './moto';
import { realCluster } from './realCluster';
import { PROJECT_ROOT } from './readmeWorkflow.test.fixture';

const pipelines = resolve(__dirname, '../../pipelines');

/** One cluster of the fleet: where it is, and its nodes. */
export interface RealClusterSpec extends Omit<ClusterSpec, 'controlPlane'> {
  readonly account: string;
  readonly region: string;
}

/** One exchange of a job's token for credentials that STS was asked for. */
export interface Exchange {
  readonly roleArn: string;
  readonly claims: JWTPayload;
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

const identity: WorkflowIdentity = {
  repository: 'acme/churn',
  ownerId: '48120',
  repositoryId: '97531',
  ref: 'refs/heads/main',
  sha: '4f1c2ab7d0e9835566778899aabbccddeeff0011',
  actor: 'octocat',
  workflow: 'train',
  runId: '1001',
  runNumber: 1,
  runAttempt: 1,
  eventName: 'push',
};
const TOKEN = 'ghs_local';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
};

const refuse = ({ code, message }: AwsError) =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

/** STS of moto, which believes every token, behind what AWS does first: issuer, signature, audience, subject. */
const strictSts = (options: {
  readonly moto: Moto;
  readonly github: GitHubEmulator;
  readonly exchanges: Exchange[];
}): RequestListener => {
  const { moto, github, exchanges } = options;
  const verifier = new WebIdentityVerifier([{ url: github.issuer }], Date.now);
  const check = async (form: URLSearchParams) => {
    if (form.get('Action') !== 'AssumeRoleWithWebIdentity') return;
    const token = form.get('WebIdentityToken') ?? '';
    const { claims } = await verifier.verify(token);
    if (claims.sub !== github.subject)
      throw new AwsError(
        403,
        'AccessDenied',
        'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      );
    exchanges.push({ roleArn: form.get('RoleArn') ?? '', claims });
  };
  return async (request, response) => {
    const body = await bodyOf(request);
    try {
      await check(new URLSearchParams(body));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      response.writeHead(error.status, { 'content-type': 'text/xml' });
      response.end(refuse(error));
      return;
    }
    const answer = await fetch(moto.url + (request.url ?? '/'), {
      method: request.method,
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? '',
      },
      body,
    });
    response.writeHead(answer.status, { 'content-type': 'text/xml' });
    response.end(await answer.text());
  };
};

/** Makes the cluster exist in its account and region of moto, with the address of the real API server. */
const createInMoto = async (moto: Moto, cluster: EksClusterSpec) => {
  const { account, region, name, endpoint = '', ca = '' } = cluster;
  const client = { endpoint: moto.url, region };
  const administrator = { accessKeyId: 'admin', secretAccessKey: 'admin' };
  const sts = new STSClient({ ...client, credentials: administrator });
  const { Credentials: keys } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/setup`,
      RoleSessionName: 'setup',
    }),
  );
  const eks = new EKSClient({
    ...client,
    credentials: {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken,
    },
  });
  await eks.send(
    new CreateClusterCommand({
      name,
      roleArn: `arn:aws:iam::${account}:role/eks`,
      resourcesVpcConfig: {},
    }),
  );
  await moto.putEndpoint(cluster, { server: endpoint, ca });
};

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
  options: { readonly moto: Moto; readonly directory: string },
) => {
  const { moto, directory } = options;
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
  for (const cluster of known) await createInMoto(moto, cluster);
  return started;
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
    const started = await startRealCluster(spec, { moto, directory });
    closers.push(started.close);
    clusters.push(started.cluster);
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

/** The role that a job assumes in an account. */
export const deployerRole = deployerRoleArn;
