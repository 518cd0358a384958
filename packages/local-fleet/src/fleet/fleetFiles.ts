import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FLEET_API_VERSION } from '@kubeflow-fleet/plugin-kubeflow-common';
import { stringify } from 'yaml';
import { deployerRoleArn } from './fleetAccounts';
import type { FleetFiles, LocalFleet } from './contract';
import type { JobFleet } from '../mainJob/jobFleet';

/** `fleet.json`. */
export interface FleetDescription {
  readonly pid: number;
  readonly startedAt: string;
  readonly control?: { readonly url: string; readonly token: string };
  /** For a job of another process: what GitHub hands to a workflow run. */
  readonly job: JobFleet['github'];
  readonly aws: { readonly url: string };
  readonly github: { readonly url: string };
  readonly clusters: readonly {
    readonly name: string;
    readonly region: string;
    readonly account: string;
    readonly latencyMs: number;
    readonly kubernetes: string;
    readonly kfp: string;
    /** KFP answered when this was written. */
    readonly installed: boolean;
    readonly kubeconfig: string;
  }[];
}

/** Where a fleet with this state directory keeps its files; nothing is written. */
export const fleetFilesIn = (stateDir: string): FleetFiles => ({
  stateDir,
  fleetFile: join(stateDir, 'fleet.yaml'),
  env: join(stateDir, 'env'),
  kubeconfig: join(stateDir, 'kubeconfig.yaml'),
  description: join(stateDir, 'fleet.json'),
});

/** Path of one cluster's own kubeconfig. */
export const kubeconfigOf = (files: FleetFiles, cluster: string): string =>
  join(files.stateDir, `kubeconfig-${cluster}.yaml`);

type Clusters = LocalFleet['clusters'];

/** The fleet file of the running clusters; `labels` by cluster name. Without `manifests` it means upstream's. */
export const fleetFileText = (
  clusters: readonly {
    readonly name: string;
    readonly region: string;
    readonly account: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly gpus: number;
  }[],
  manifests?: string,
): string =>
  stringify({
    apiVersion: FLEET_API_VERSION,
    kind: 'Fleet',
    defaults: {
      kubeflow: {
        profile: 'pipelines',
        version: '2.17.0',
        ...(manifests && { manifests }),
      },
    },
    clusters: clusters.map(({ name, region, account, labels, gpus }) => ({
      name,
      region,
      account,
      role: deployerRoleArn(account),
      ...(labels && { labels }),
      ...(gpus > 0 && { limits: { gpus } }),
    })),
  });

/** A kubeconfig with a context by the name of each cluster. */
export const kubeconfigText = (clusters: Clusters): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': clusters[0]?.name,
    clusters: clusters.map(({ name, controlPlane }) => ({
      name,
      cluster: {
        server: controlPlane.server,
        'certificate-authority-data': Buffer.from(controlPlane.ca).toString(
          'base64',
        ),
      },
    })),
    users: clusters.map(({ name, controlPlane }) => ({
      name: `${name}-admin`,
      user: { token: controlPlane.adminToken },
    })),
    contexts: clusters.map(({ name }) => ({
      name,
      context: { cluster: name, user: `${name}-admin`, namespace: 'kubeflow' },
    })),
  });

/** Keys of a profile or a session would win over the ones of the fleet, or be mixed with them. */
const FOREIGN = 'AWS_PROFILE AWS_SESSION_TOKEN AWS_ENDPOINT_URL';

const envText = ({ aws, files }: Pick<LocalFleet, 'aws' | 'files'>) =>
  [
    `unset ${FOREIGN}`,
    `export AWS_ACCESS_KEY_ID='${aws.admin.accessKeyId}'`,
    `export AWS_SECRET_ACCESS_KEY='${aws.admin.secretAccessKey}'`,
    // Not the endpoint of everything: get-token must sign the public name of STS.
    `export AWS_ENDPOINT_URL_EKS='${aws.url}'`,
    `export AWS_EC2_METADATA_DISABLED=true`,
    `export KUBECONFIG='${files.kubeconfig}'`,
    '',
  ].join('\n');

/** What `fleet.json` says of a running fleet. */
export const describeFleet = (
  fleet: Pick<LocalFleet, 'aws' | 'github' | 'clusters'>,
  control?: FleetDescription['control'],
): FleetDescription => ({
  pid: process.pid,
  startedAt: new Date().toISOString(),
  control,
  job: {
    url: fleet.github.url,
    apiUrl: fleet.github.apiUrl,
    token: fleet.github.token,
    identity: fleet.github.identity,
    oidc: fleet.github.emulator.oidc,
  },
  aws: { url: fleet.aws.url },
  github: { url: fleet.github.url },
  clusters: fleet.clusters.map(cluster => ({
    name: cluster.name,
    region: cluster.region,
    account: cluster.account,
    latencyMs: cluster.latencyMs,
    kubernetes: cluster.controlPlane.server,
    kfp: cluster.kfpUrl,
    installed: cluster.isKfpReady(),
    kubeconfig: cluster.kubeconfig,
  })),
});

const writeSecret = async (path: string, text: string) => {
  await writeFile(path, text, { mode: 0o600 });
  // An older file keeps its mode.
  await chmod(path, 0o600);
};

/** Writes everything of {@link FleetFiles}; files with keys are readable by their owner only. */
export const writeFleetFiles = async (
  fleet: Pick<LocalFleet, 'aws' | 'github' | 'clusters' | 'files'>,
  fleetFile: string,
): Promise<void> => {
  const { files, clusters } = fleet;
  await mkdir(files.stateDir, { recursive: true });
  await writeFile(files.fleetFile, fleetFile);
  await writeSecret(files.env, envText(fleet));
  await writeSecret(files.kubeconfig, kubeconfigText(clusters));
  for (const cluster of clusters)
    await writeSecret(cluster.kubeconfig, kubeconfigText([cluster]));
  await writeSecret(
    files.description,
    `${JSON.stringify(describeFleet(fleet), undefined, 2)}\n`,
  );
};
