import fs from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import { type RoleMapping, startAuthenticator } from './authenticator';
import { startClusterEgress } from './clusterEgress';
import { startControlPlaneProcesses } from './controlPlaneProcesses';
import { startNodes } from './nodes';
import { startStsFront } from './stsFront';
import { startVolumeProvisioner } from './volumeProvisioner';

export interface RealControlPlaneOptions {
  readonly cluster: ClusterId;
  /** Who the cluster's roles are: what access entries are on EKS. */
  readonly mappings: readonly RoleMapping[];
  /** Answers GetCallerIdentity to presigned URLs, in JSON. */
  readonly sts: RequestListener;
  /** Port of the API server; 0 is any. */
  readonly port?: number;
}

export interface RealControlPlane {
  readonly server: string;
  /** PEM. */
  readonly ca: string;
  readonly adminToken: string;
  /** Kubeconfig file of the administrator. */
  readonly kubeConfig: string;
  /** Makes connections of the API server to `address` (`IP:PORT` of a pod) end at a server on loopback. */
  route(address: string, url: URL): void;
  stop(): Promise<void>;
}

/**
 * A control plane of real servers: etcd, kube-apiserver, controller-manager, scheduler, kwok for the nodes,
 * and aws-iam-authenticator as the token webhook. Ready when this resolves; everything is gone after `stop`.
 */
export async function startRealControlPlane(
  options: RealControlPlaneOptions,
): Promise<RealControlPlane> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'control-plane-'));
  const stops: (() => Promise<unknown>)[] = [
    () => fs.rm(directory, { recursive: true, force: true }),
  ];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
  };
  try {
    const { region, name } = options.cluster;
    const front = await startStsFront(options.sts, {
      directory,
      regions: [region],
    });
    stops.push(front.close);
    const authenticator = await startAuthenticator({
      clusterName: name,
      region,
      mappings: options.mappings,
      directory,
      env: front.env,
    });
    stops.push(authenticator.stop);
    const egress = await startClusterEgress(directory);
    stops.push(egress.close);
    const processes = await startControlPlaneProcesses({
      directory,
      webhookConfig: authenticator.webhookConfig,
      egressSocket: egress.socket,
      port: options.port ?? 0,
    });
    stops.push(processes.stop);
    const nodes = await startNodes({
      directory,
      kubeConfig: processes.kubeConfig,
    });
    stops.push(nodes.stop);
    stops.push(startVolumeProvisioner(processes).stop);
    const { server, ca, adminToken, kubeConfig } = processes;
    const route = (address: string, url: URL) =>
      void egress.routes.set(address, url);
    return { server, ca, adminToken, kubeConfig, route, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
