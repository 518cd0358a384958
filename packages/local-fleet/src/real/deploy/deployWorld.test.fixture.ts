import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createKubernetesClient,
  createTransport,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  type ApplyTarget,
  type ManifestObject,
  exactJson,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { nodesOf } from '../../fleet/nodes';
import { type ApiProxy, startApiProxy } from '../apiProxy';
import type { ApiServerProcesses } from '../apiServerProcesses';
import { goProgram } from '../goPrograms';
import { type Running, startTogether } from '../startTogether';
import { EBS_PROVISIONER } from '../volumeProvisioner';
import type { DeployJob, DeployTarget, DeployedTarget } from './contract';
import { type RunOptions, runDeploy } from './runDeploy';

const run = promisify(execFile);

export const CLUSTER = {
  account: '111122223333',
  region: 'eu-west-1',
  name: 'ml-eu',
};
export const SUBJECT = `${CLUSTER.region}/${CLUSTER.name}`;
export const SET = 'kubeflow';

/** A real cluster to deploy to, seen through a recording proxy, and kubectl as its administrator. */
export interface DeployWorld {
  readonly cluster: ApiServerProcesses;
  readonly proxy: ApiProxy;
  /** Through the proxy, in plain HTTP. */
  readonly address: DeployTarget;
  /** The administrator, not through the proxy. */
  readonly target: ApplyTarget;
  /** As the holder of that token; through the proxy. */
  targetOf(token: string): ApplyTarget;
  /** What it prints on standard output; rejects with what it prints on standard error. */
  kubectl(...args: readonly string[]): Promise<string>;
  /** A file with these objects. */
  write(objects: readonly object[]): Promise<string>;
  /** Deploys in this process, through the proxy. */
  deploy(
    job: Partial<DeployJob> & Pick<DeployJob, 'files'>,
    options?: RunOptions,
  ): Promise<DeployedTarget>;
  stop(): Promise<void>;
}

/** Puts the world around a cluster that `start` starts. */
export const startDeployWorld = (
  start: () => Promise<ApiServerProcesses>,
): Promise<DeployWorld> =>
  startTogether(async started => {
    const directory = await mkdtemp(join(tmpdir(), 'deploy-'));
    started.push({ stop: () => rm(directory, { recursive: true }) });
    const cluster = await start();
    started.push(cluster);
    const proxy = await startApiProxy(cluster);
    started.push(proxy);
    const address = {
      subject: SUBJECT,
      server: proxy.url,
      token: cluster.adminToken,
    };
    let files = 0;
    return {
      cluster,
      proxy,
      address,
      target: openTarget(
        { ...address, server: cluster.server, ca: cluster.ca },
        started,
      ),
      targetOf: token => openTarget({ ...address, token }, started),
      kubectl: (...args) => kubectl(cluster.kubeConfig, args),
      write: async objects => {
        files += 1;
        const file = join(directory, `manifests-${files}.yaml`);
        await writeFile(file, objects.map(exactJson).join('\n---\n'));
        return file;
      },
      deploy: async (job, options) => {
        const { targets } = await runDeploy(
          { targets: [address], set: SET, timeoutMs: 120_000, ...job },
          options,
        );
        if (!targets[0]) throw new Error('nothing was deployed');
        return targets[0];
      },
    };
  });

function openTarget(
  { subject, server, ca, token }: DeployTarget,
  started: Running[],
): ApplyTarget {
  const transport = createTransport({
    server,
    subject,
    tls: { ca },
    authorize: async () => `Bearer ${token}`,
  });
  started.push({ stop: async () => transport.close() });
  const kubernetes = createKubernetesClient({ subject, transport });
  return { subject, kubernetes, transport };
}

async function kubectl(
  kubeConfig: string,
  args: readonly string[],
): Promise<string> {
  const program = await goProgram('kubectl');
  try {
    const { stdout } = await run(
      program,
      [`--kubeconfig=${kubeConfig}`, ...args],
      {
        maxBuffer: 2 ** 26,
        env: { ...process.env, KUBECTL_APPLYSET: 'true' },
      },
    );
    return stdout;
  } catch (error) {
    throw new Error((error as { readonly stderr: string }).stderr);
  }
}

/** Three nodes that the installation fits on. */
export const nodes = (): readonly object[] =>
  nodesOf(CLUSTER, [
    {
      name: 'default',
      count: 3,
      instanceType: 'm5.4xlarge',
      cpu: '16',
      memory: '64Gi',
    },
  ]);

/** What an EKS cluster of an administrator who did everything right has. */
export const defaultStorageClass: ManifestObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: 'gp3',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner: EBS_PROVISIONER,
  volumeBindingMode: 'WaitForFirstConsumer',
};
