import { ApiServer } from './apiServer';
import { argoDefinitions } from '../installation/sampleInstallation';
import { builtInRoles } from './builtInRoles';
import type { Cluster } from './cluster';
import { SERVICE_ACCOUNTS, createCluster } from './cluster';
import type { KubernetesEmulator, KubernetesEmulatorOptions } from './contract';
import { aggregateRoles } from './controllers/aggregatedRoles';
import { establish } from './controllers/definitions';
import { DelayedWork, startControllers } from './controllers/startControllers';
import { DirectObjects } from './emulatedObjects';
import { FleetPods } from './pods/emulatedPods';
import { registerService } from './service/registerService';
import { resolveService } from './service/endpointResolution';
import { ApiError, notFound } from './status';

const SYSTEM_NAMESPACES = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

const seed = (
  cluster: Cluster,
  objects: DirectObjects,
  {
    crds = [],
    objects: given = [],
    definitions = 'argo',
  }: KubernetesEmulatorOptions,
) => {
  SYSTEM_NAMESPACES.forEach(name =>
    objects.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }),
  );
  builtInRoles().forEach(objects.create);
  aggregateRoles(cluster);
  const standard = definitions === 'argo' ? argoDefinitions() : [];
  for (const crd of [...standard, ...crds])
    establish(cluster, objects.create(crd));
  given.forEach(objects.create);
};

const issueToken =
  ({ store, tokens }: Cluster): KubernetesEmulator['serviceAccountToken'] =>
  async ({ namespace, name }, { audience, expirationSeconds } = {}) => {
    const account = store.get(SERVICE_ACCOUNTS, namespace, name);
    if (!account) throw notFound(SERVICE_ACCOUNTS, name);
    const { token } = await tokens.issue({
      account,
      audiences: [audience ?? tokens.defaultAudience],
      expirationSeconds: expirationSeconds ?? 3600,
    });
    return token;
  };

/** An embedded Kubernetes API server; the caller gives it a port and TLS. */
export const createKubernetesEmulator = (
  options: KubernetesEmulatorOptions,
): KubernetesEmulator => {
  const cluster = createCluster(options);
  const objects = new DirectObjects(cluster);
  const pods = new FleetPods(cluster, objects);
  const delayed = new DelayedWork();
  const stopControllers = startControllers({
    cluster,
    schedule: delayed.schedule,
    isOwnPod: pods.owns,
  });
  seed(cluster, objects, options);
  const server = new ApiServer(cluster, options.onRequest);
  return {
    handle: server.handle,
    upgrade: server.upgrade,
    objects,
    pods,
    registerService: (service, ports) =>
      registerService({ cluster, objects, pods }, { ...service, ports }),
    serveDeployment: (deployment, ports) =>
      cluster.served.set(deployment, ports),
    isServed: ({ namespace, name, port }) => {
      try {
        resolveService(cluster.store, namespace, {
          scheme: 'http',
          name,
          port,
        });
        return true;
      } catch (error) {
        if (error instanceof ApiError) return false;
        throw error;
      }
    },
    serviceAccountToken: issueToken(cluster),
    accesses: () => cluster.accesses.list(),
    compact: () => {
      cluster.store.compact();
      cluster.lister.forget();
    },
    close: () => {
      stopControllers();
      delayed.cancel();
      cluster.watches.endAll();
      cluster.backends.close();
    },
  };
};
