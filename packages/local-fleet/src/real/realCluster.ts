import { setTimeout as sleep } from 'node:timers/promises';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type KubernetesClient,
  createKubernetesClient,
  createTransport,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { AccessEntry } from '../aws/contract';
import type { ControlPlaneFactory } from '../fleet/controlPlane';
import { nodesOf } from '../fleet/nodes';
import { apiPods } from './apiPods';
import { apiWorkflows } from './apiWorkflows';
import type { RoleMapping } from './authenticator';
import { type PlacedObject, placed } from './clusterObjects';
import { startRealControlPlane } from './realControlPlane';
import { serveKfp } from './serveKfp';

/** Real servers in the place of the emulated Kubernetes API: see {@link startRealControlPlane}. */
export const realCluster: ControlPlaneFactory = async context => {
  const plane = await startRealControlPlane({
    cluster: context.cluster,
    mappings: context.accessEntries.map(roleMapping),
    sts: context.sts,
    port: context.port,
  });
  const ended = new AbortController();
  const transport = createTransport({
    server: plane.server,
    subject: `${context.cluster.region}/${context.cluster.name}`,
    tls: { ca: plane.ca },
    authorize: async () => `Bearer ${plane.adminToken}`,
  });
  const kubernetes = createKubernetesClient({
    subject: context.cluster.name,
    transport,
  });
  const close = async () => {
    ended.abort();
    transport.close();
    await plane.stop();
  };
  try {
    await put(kubernetes, [
      ...context.objects.map(placed),
      ...nodesOf(context.cluster, context.nodePools).map(placed),
      ...context.installation.map(placed),
    ]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    server: plane.server,
    ca: plane.ca,
    adminToken: plane.adminToken,
    workflows: apiWorkflows(kubernetes, ended.signal),
    pods: apiPods(kubernetes, transport.send),
    registerKfp: kfp =>
      serveKfp({ kubernetes, route: plane.route, signal: ended.signal }, kfp),
    close,
  };
};

const roleMapping = (entry: AccessEntry): RoleMapping => ({
  roleArn: entry.principalArn,
  username: entry.username ?? `${entry.principalArn}/{{SessionName}}`,
  groups: entry.groups ?? [],
});

async function put(
  kubernetes: KubernetesClient,
  objects: readonly PlacedObject[],
): Promise<void> {
  for (const [collection, object] of objects) {
    await untilAccepted(() => kubernetes.create(collection, object));
  }
}

/** A new namespace has no service account for some milliseconds, and pods are refused until it has. */
async function untilAccepted(create: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await create();
      return;
    } catch (error) {
      if (hasReason(error, 'AlreadyExists')) return;
      if (attempt === 50) throw error;
      await sleep(100);
    }
  }
}
