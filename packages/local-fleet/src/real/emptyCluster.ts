import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  type ApiServerProcesses,
  startApiServerProcesses,
} from './apiServerProcesses';
import { ELSEWHERE, startClusterEgress } from './clusterEgress';
import { startControlPlaneProcesses } from './controlPlaneProcesses';
import { startNodes } from './nodes';
import { startSimulatedBackends } from './simulatedBackends';
import { type Running, startTogether } from './startTogether';
import { startVolumeProvisioner } from './volumeProvisioner';
import { startWebhookStandIn } from './webhookStandIn';

async function openDirectory(started: Running[]) {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'cluster-'));
  started.push({
    stop: () => fs.rm(directory, { recursive: true, force: true }),
  });
  const egress = await startClusterEgress(directory);
  started.push({ stop: egress.close });
  const webhooks = await startWebhookStandIn(directory);
  started.push({ stop: webhooks.close });
  egress.routes.set(ELSEWHERE, webhooks.url);
  const { trustedRoots } = webhooks;
  return { directory, egressSocket: egress.socket, trustedRoots, port: 0 };
}

/**
 * etcd and kube-apiserver only, for measuring the writer: what it writes exists, and no controller, scheduler
 * or node takes the processor for it.
 */
export const startApiServerAlone = (): Promise<ApiServerProcesses> =>
  startTogether(async started => {
    const processes = await startApiServerProcesses(
      await openDirectory(started),
    );
    started.push(processes);
    return processes;
  });

/**
 * {@link startApiServerAlone}, and whatever waits for the backends of webhooks finds them ready: see
 * {@link startSimulatedBackends}.
 */
export const startApiServerWithBackends = (): Promise<ApiServerProcesses> =>
  startTogether(async started => {
    const files = await openDirectory(started);
    const processes = await startApiServerProcesses(files);
    started.push(processes);
    const authority = await fs.readFile(files.trustedRoots, 'utf8');
    started.push(startSimulatedBackends(processes, authority));
    return processes;
  });

/**
 * A cluster without AWS in which Deployments become Available: controllers, scheduler, kwok's nodes (put Node
 * objects in), and volumes for the claims of storage classes of the EBS CSI driver. Known to it is the
 * administrator's token.
 */
export const startEmptyCluster = (): Promise<ApiServerProcesses> =>
  startTogether(async started => {
    const files = await openDirectory(started);
    const processes = await startControlPlaneProcesses(files);
    started.push(processes);
    started.push(
      await startNodes({
        directory: files.directory,
        kubeConfig: processes.kubeConfig,
      }),
    );
    started.push(startVolumeProvisioner(processes));
    return processes;
  });
