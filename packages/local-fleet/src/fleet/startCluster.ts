import { join } from 'node:path';
import {
  clusterArn,
  clusterSubject,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { AccessEntry, AwsEmulator } from '../aws/contract';
import type { UserInfo } from '../kubernetes/contract';
import { createKfpEmulator } from '../kfp/emulator';
import type { EngineOptions } from '../kfp/engine/engineOptions';
import { openFileStore } from '../kfp/store';
import { clusterAccessObjects } from './clusterAccess';
import type { ClusterSpec, LocalCluster } from './contract';
import type { ControlPlane, NodePool } from './controlPlane';
import { defaultPool } from './demoFleet';
import { KFP_NAMESPACE, emulatedControlPlane } from './emulatedControlPlane';
import { openEndpoint } from './endpoint';
import type { Endpoint } from './endpoint';
import { accessEntriesOf } from './fleetAccounts';
import { kubeconfigOf } from './fleetFiles';
import type { FleetFiles } from './contract';
import { nodegroupsOf } from './nodes';

/** One cluster to start within a fleet. */
export interface ClusterStart {
  readonly spec: ClusterSpec;
  readonly id: ClusterId;
  readonly latencyMs: number;
  /** Whose EKS gets to know the cluster, and whose identities its users are. */
  readonly aws: Pick<AwsEmulator, 'putCluster' | 'verifyEksToken' | 'handle'>;
  readonly adminAccount: string;
  readonly files: FleetFiles;
  readonly state: 'memory' | 'disk';
  readonly engine?: EngineOptions | 'off';
  /** Next port of the fleet; 0 when any will do. */
  readonly port: () => number;
}

/** A running cluster and how the fleet reaches into it. */
export interface StartedCluster {
  readonly cluster: LocalCluster;
  readonly kfpEndpoint?: Endpoint;
  close(): Promise<void>;
}

const authenticateWith =
  (aws: ClusterStart['aws'], id: ClusterId) =>
  async (token: string): Promise<UserInfo | undefined> => {
    const verdict = aws.verifyEksToken(token, id);
    return verdict.accepted
      ? {
          username: verdict.username,
          groups: verdict.groups,
          extra: { arn: [verdict.arn] },
        }
      : undefined;
  };

const startKfp = async (start: ClusterStart, controlPlane: ControlPlane) => {
  const endpoint = await openEndpoint({
    name: `${clusterSubject(start.id)} Kubeflow Pipelines`,
    port: start.port(),
    latencyMs: start.latencyMs,
  });
  const { account, region, name } = start.id;
  const directory = join(
    start.files.stateDir,
    'kfp',
    `${account}-${region}-${name}`,
  );
  const emulator = createKfpEmulator({
    namespace: KFP_NAMESPACE,
    workflows: controlPlane.workflows,
    pods: controlPlane.pods,
    engine: start.engine,
    store: start.state === 'disk' ? openFileStore(directory) : undefined,
  });
  endpoint.attach(emulator);
  const close = async () => {
    emulator.close();
    await endpoint.close();
  };
  try {
    await controlPlane.registerKfp({
      namespace: KFP_NAMESPACE,
      handle: endpoint.listener,
      url: endpoint.url,
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoint, emulator, close };
};

const install = async (
  start: ClusterStart,
  parts: {
    readonly controlPlane: ControlPlane;
    readonly nodePools: readonly NodePool[];
    readonly accessEntries: readonly AccessEntry[];
  },
): Promise<StartedCluster> => {
  const { spec, id } = start;
  const { controlPlane, nodePools, accessEntries } = parts;
  const kfp =
    spec.installed === false ? undefined : await startKfp(start, controlPlane);
  const creating = spec.status === 'CREATING';
  start.aws.putCluster({
    ...id,
    status: spec.status ?? 'ACTIVE',
    endpoint: creating ? undefined : controlPlane.server,
    ca: creating ? undefined : controlPlane.ca,
    accessEntries,
    nodegroups: nodegroupsOf(nodePools),
    createdAt: new Date(),
  });
  return {
    cluster: {
      ...id,
      arn: clusterArn(id),
      latencyMs: start.latencyMs,
      controlPlane,
      kfp: kfp?.emulator,
      kfpUrl: kfp?.endpoint.url,
      kfpRequests: kfp?.endpoint.requests ?? [],
      kubeconfig: kubeconfigOf(start.files, id.name),
    },
    kfpEndpoint: kfp?.endpoint,
    close: async () => {
      await kfp?.close();
      await controlPlane.close();
    },
  };
};

/** Starts the API server and KFP of one cluster and makes EKS know it. */
export const startCluster = async (
  start: ClusterStart,
): Promise<StartedCluster> => {
  const { spec, id, aws } = start;
  const nodePools = spec.nodePools ?? [defaultPool];
  const accessEntries = accessEntriesOf(id.account, start.adminAccount);
  const controlPlane = await (spec.controlPlane ?? emulatedControlPlane)({
    cluster: id,
    nodePools,
    objects: clusterAccessObjects(KFP_NAMESPACE),
    latencyMs: start.latencyMs,
    port: start.port(),
    authenticate: authenticateWith(aws, id),
    accessEntries,
    sts: aws.handle,
  });
  try {
    return await install(start, { controlPlane, nodePools, accessEntries });
  } catch (error) {
    await controlPlane.close();
    throw error;
  }
};
