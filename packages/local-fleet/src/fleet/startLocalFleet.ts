import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { createAwsEmulator } from '../aws/awsEmulator';
import type { Fault } from '../emulator';
import { createGitHubEmulator } from '../github/gitHubEmulator';
import { API_PATH } from '../github/restApi';
import type {
  ClusterSpec,
  FaultTarget,
  LocalFleet,
  LocalFleetOptions,
  RegionSpec,
} from './contract';
import {
  DEFAULT_ACCOUNT,
  defaultPool,
  demoIdentity,
  demoRegions,
} from './demoFleet';
import { openEndpoint } from './endpoint';
import type { Endpoint } from './endpoint';
import {
  createAccounts,
  createAdminUser,
  deployerRoleArn,
} from './fleetAccounts';
import { fleetFileText, fleetFilesIn, writeFleetFiles } from './fleetFiles';
import { startCluster } from './startCluster';
import type { StartedCluster } from './startCluster';
import { recordAccess } from '../access/accessRecording';

interface PlacedCluster {
  readonly region: RegionSpec;
  readonly spec: ClusterSpec;
  readonly account: string;
}

const place = (regions: readonly RegionSpec[]): readonly PlacedCluster[] =>
  regions.flatMap(region =>
    region.clusters.map(spec => ({
      region,
      spec,
      account: spec.account ?? DEFAULT_ACCOUNT,
    })),
  );

const checkNames = (clusters: readonly PlacedCluster[]) => {
  const names = clusters.map(({ spec }) => spec.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw new KubeflowError('InputError', {
      subject: twice,
      reason: 'DuplicateCluster',
      fact: 'two clusters of the local fleet have this name',
      remedy:
        'Give each cluster a name of its own: its kubeconfig is named after it',
    });
};

const portsFrom = (first: number | undefined) => {
  let next = first ?? 0;
  return () => (first === undefined ? 0 : next++);
};

const gpusOf = (spec: ClusterSpec) =>
  (spec.nodePools ?? [defaultPool]).reduce(
    (sum, pool) => sum + (pool.gpus ?? 0) * (pool.maxCount ?? pool.count),
    0,
  );

/** Closes what has started, last first, when a later step fails. */
class Started {
  private readonly closers: (() => Promise<void>)[] = [];

  add(close: () => Promise<void>): void {
    this.closers.unshift(close);
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0)) await close();
  }
}

const openShared = async (started: Started, name: string, port: number) => {
  const endpoint = await openEndpoint({ name, port });
  started.add(() => endpoint.close());
  return endpoint;
};

const openGitHub = async (
  endpoint: Endpoint,
  options: LocalFleetOptions,
): Promise<LocalFleet['github']> => {
  const identity = { ...demoIdentity, ...options.identity };
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const emulator = createGitHubEmulator({
    url: endpoint.url,
    token,
    identity,
    repositories: [{ repository: identity.repository, ...options.repository }],
  });
  endpoint.attach(emulator);
  return {
    url: endpoint.url,
    apiUrl: `${endpoint.url}${API_PATH}`,
    token,
    identity,
    emulator,
    requests: endpoint.requests,
  };
};

const openAws = (
  endpoint: Endpoint,
  github: LocalFleet['github'],
  accounts: readonly string[],
): LocalFleet['aws'] => {
  const admin = createAdminUser();
  const emulator = createAwsEmulator({
    accounts: createAccounts({
      ids: accounts,
      issuer: github.emulator.issuer,
      subject: github.emulator.subject,
      admin,
    }),
    oidcIssuers: [{ url: github.emulator.issuer }],
  });
  endpoint.attach(emulator);
  return {
    url: endpoint.url,
    emulator,
    admin,
    requests: endpoint.requests,
    roleArn: deployerRoleArn,
  };
};

const injectorOf =
  (
    endpoints: { aws: Endpoint; github: Endpoint },
    clusters: readonly StartedCluster[],
  ) =>
  (target: FaultTarget, fault: Fault): void => {
    if (target === 'aws' || target === 'github') {
      endpoints[target].inject(fault);
      return;
    }
    const started = clusters.find(c => c.cluster.name === target.cluster);
    const inject =
      target.api === 'kfp'
        ? started?.kfpEndpoint.inject
        : started?.cluster.controlPlane.inject;
    if (!inject) throw unknownCluster(target.cluster, clusters);
    inject(fault);
  };

const unknownCluster = (name: string, clusters: readonly StartedCluster[]) =>
  new KubeflowError('NotFoundError', {
    subject: name,
    reason: 'ClusterNotFound',
    fact: 'the local fleet has no such cluster, or no such API on it',
    remedy: `Name one of ${clusters.map(c => c.cluster.name).join(', ')}`,
  });

/** What the options say of one cluster. */
const settingsOf = (
  options: LocalFleetOptions,
  { region, spec }: Pick<PlacedCluster, 'region' | 'spec'>,
) => ({
  spec,
  latencyMs: options.latency?.[region.region] ?? region.latencyMs ?? 0,
  installed: spec.installed ?? options.installed ?? true,
  state: options.state ?? 'memory',
  engine: options.engine,
});

const fleetFileOf = (
  placed: readonly PlacedCluster[],
  { manifests }: LocalFleetOptions,
): string =>
  fleetFileText(
    placed.map(({ region, spec, account }) => ({
      name: spec.name,
      region: region.region,
      account,
      labels: spec.labels,
      gpus: gpusOf(spec),
    })),
    manifests,
  );

const startAll = async (
  options: LocalFleetOptions,
  started: Started,
): Promise<LocalFleet> => {
  const placed = place(options.regions ?? demoRegions);
  checkNames(placed);
  const accounts = [...new Set(placed.map(({ account }) => account))];
  const port = portsFrom(options.firstPort);
  const endpoints = {
    aws: await openShared(started, 'AWS', port()),
    github: await openShared(started, 'GitHub', port()),
  };
  const files = fleetFilesIn(resolve(options.stateDir));
  const github = await openGitHub(endpoints.github, options);
  const aws = openAws(endpoints.aws, github, accounts);
  const clusters: StartedCluster[] = [];
  for (const { region, spec, account } of placed) {
    const running = await startCluster({
      ...settingsOf(options, { region, spec }),
      id: { account, region: region.region, name: spec.name },
      aws: aws.emulator,
      adminAccount: accounts[0] ?? DEFAULT_ACCOUNT,
      files,
      port,
    });
    started.add(running.close);
    clusters.push(running);
  }
  const inject = injectorOf(endpoints, clusters);
  options.faults?.forEach(({ target, fault }) => inject(target, fault));
  const fleet: LocalFleet = {
    clusters: clusters.map(({ cluster }) => cluster),
    aws,
    github,
    files,
    inject,
    cluster: name => {
      const found = clusters.find(({ cluster }) => cluster.name === name);
      if (!found) throw unknownCluster(name, clusters);
      return found.cluster;
    },
    close: () => {
      recordAccess(fleet);
      return started.close();
    },
  };
  await writeFleetFiles(fleet, fleetFileOf(placed, options));
  return fleet;
};

/**
 * Starts emulated EKS clusters with Kubeflow Pipelines in several regions, one AWS and one GitHub, and
 * writes their fleet file and kubeconfigs. When one part cannot start, the others are stopped again.
 *
 * @throws KubeflowError `ConflictError`, reason `PortInUse`; `InputError`, reason `DuplicateCluster`.
 */
export const startLocalFleet = async (
  options: LocalFleetOptions,
): Promise<LocalFleet> => {
  const started = new Started();
  try {
    return await startAll(options, started);
  } catch (error) {
    await started.close();
    throw error;
  }
};
