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
import { argoDefinitions } from '../kubernetes/argoDefinitions';
import { apiPods } from './apiPods';
import { apiWorkflows } from './apiWorkflows';
import type { RoleMapping } from './authenticator';
import { type PlacedObject, pipelineService, placed } from './clusterObjects';
import { patchPodStatus } from './podStatus';
import { startRealControlPlane } from './realControlPlane';

/** No network knows this address: the control plane's egress leads it to loopback. */
const PIPELINES_POD_IP = '10.244.0.10';

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
      ...argoDefinitions().map(placed),
    ]);
    await becomesServed(kubernetes);
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
    registerKfp: async ({ namespace, url }) => {
      await put(kubernetes, [
        placed({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace },
        }),
        ...pipelineService(namespace, PIPELINES_POD_IP),
      ]);
      await podRuns(kubernetes, namespace);
      await patchPodStatus(
        transport.send,
        { namespace, name: 'ml-pipeline' },
        { podIP: PIPELINES_POD_IP, podIPs: [{ ip: PIPELINES_POD_IP }] },
      );
      plane.route(`${PIPELINES_POD_IP}:8888`, new URL(url));
    },
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

async function becomesServed(kubernetes: KubernetesClient): Promise<void> {
  const collection = {
    group: 'argoproj.io',
    version: 'v1alpha1',
    plural: 'workflows',
  };
  await untilAccepted(() => kubernetes.list(collection));
}

async function podRuns(
  kubernetes: KubernetesClient,
  namespace: string,
): Promise<void> {
  const pods = { group: '', version: 'v1', plural: 'pods', namespace };
  // kwok gives the pod an address of its own when it starts it: ours comes after that.
  for (let attempt = 1; attempt <= 100; attempt++) {
    const pod = await kubernetes.get(pods, 'ml-pipeline');
    const { phase } = (pod.status ?? {}) as { readonly phase?: string };
    if (phase === 'Running') return;
    await sleep(100);
  }
}
