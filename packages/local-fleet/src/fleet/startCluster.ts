import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  KubeflowError,
  clusterArn,
  clusterSubject,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { AccessEntry, AwsEmulator } from '../aws/contract';
import type { UserInfo } from '../kubernetes/contract';
import { sampleInstallation } from '../installation/sampleInstallation';
import { createKfpEmulator } from '../kfp/emulator';
import type { KfpEmulator } from '../kfp/emulator';
import type { EngineOptions } from '../kfp/engine/engineOptions';
import { openFileStore } from '../kfp/store';
import { clusterAccessObjects } from './clusterAccess';
import { storageObjects } from './clusterFoundation';
import type { ClusterSpec, LocalCluster } from './contract';
import type { ControlPlane, NodePool } from './controlPlane';
import { defaultPool } from './demoFleet';
import {
  KFP_NAMESPACE,
  KFP_SERVICE,
  emulatedControlPlane,
} from './emulatedControlPlane';
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
  /** KFP is there from the start; default true. */
  readonly installed?: boolean;
  readonly state: 'memory' | 'disk';
  readonly engine?: EngineOptions | 'off';
  /** Next port of the fleet; 0 when any will do. */
  readonly port: () => number;
}

/** A running cluster and how the fleet reaches into it. */
export interface StartedCluster {
  readonly cluster: LocalCluster;
  readonly kfpEndpoint: Endpoint;
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

/** In the words of the API server's proxy, for clients that come directly. */
const UNAVAILABLE = JSON.stringify({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: `no endpoints available for service "${KFP_SERVICE}"`,
  reason: 'ServiceUnavailable',
  code: 503,
});

/** Answers like `emulator` while KFP is installed and ready. */
const whileReady =
  (emulator: KfpEmulator, isReady: () => boolean): RequestListener =>
  (request, response) => {
    if (isReady()) {
      emulator.handle(request, response);
      return;
    }
    request.resume();
    response.writeHead(503, { 'content-type': 'application/json' });
    response.end(UNAVAILABLE);
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
  const close = async () => {
    emulator.close();
    await endpoint.close();
  };
  try {
    const { isReady } = await controlPlane.registerKfp({
      namespace: KFP_NAMESPACE,
      handle: endpoint.listener,
      url: endpoint.url,
      onDataLost: () => emulator.forget(),
    });
    endpoint.attach({ handle: whileReady(emulator, isReady) });
    if (start.installed !== false) await becomesReady(start.id, isReady);
    return { endpoint, emulator, isReady, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const READY_TIMEOUT_MS = 60_000;

const becomesReady = async (id: ClusterId, isReady: () => boolean) => {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!isReady()) {
    if (Date.now() > deadline)
      throw new KubeflowError('TimeoutError', {
        subject: clusterSubject(id),
        reason: 'InstallationNotReady',
        fact: `Deployment ${KFP_NAMESPACE}/${KFP_SERVICE} had no ready pod after ${
          READY_TIMEOUT_MS / 1000
        } s`,
        remedy: `Look at its pods: kubectl -n ${KFP_NAMESPACE} describe pods`,
      });
    await sleep(5);
  }
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
  const kfp = await startKfp(start, controlPlane);
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
      kfp: kfp.emulator,
      kfpUrl: kfp.endpoint.url,
      isKfpReady: kfp.isReady,
      kfpRequests: kfp.endpoint.requests,
      kubeconfig: kubeconfigOf(start.files, id.name),
    },
    kfpEndpoint: kfp.endpoint,
    close: async () => {
      await kfp.close();
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
    objects: [
      ...clusterAccessObjects(KFP_NAMESPACE),
      ...storageObjects(spec.storage),
    ],
    installation: start.installed === false ? [] : sampleInstallation(),
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
