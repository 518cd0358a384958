import type {
  KubernetesClient,
  KubernetesObject,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ControlPlane, KfpReadiness } from '../fleet/controlPlane';
import {
  KFP_CLAIM,
  KFP_PORT,
  KFP_SERVICE,
} from '../fleet/emulatedControlPlane';

interface Cluster {
  readonly kubernetes: KubernetesClient;
  /** Leads a pod's address to a server on loopback. */
  readonly route: (address: string, url: URL) => void;
  readonly signal: AbortSignal;
}

interface Subset {
  readonly addresses?: readonly { readonly ip: string }[];
}

const addressesOf = (endpoints: KubernetesObject): string[] =>
  ((endpoints.subsets ?? []) as readonly Subset[])
    .flatMap(({ addresses = [] }) => addresses)
    .map(({ ip }) => ip);

/** Every object of the collection with the name, as it changes; `undefined` when it has gone. */
async function follow(
  { kubernetes, signal }: Cluster,
  collection: { readonly plural: string; readonly namespace: string },
  see: (name: string, object: KubernetesObject | undefined) => void,
): Promise<void> {
  const core = { group: '', version: 'v1', ...collection };
  for await (const event of kubernetes.watch(core, { signal })) {
    const objects = event.type === 'SYNCED' ? event.objects : [event.object];
    for (const object of objects)
      see(object.metadata.name, event.type === 'DELETED' ? undefined : object);
  }
}

/**
 * Leads the pods behind the service `ml-pipeline` to the KFP emulator, whichever addresses kwok gives them, and
 * knows whether there are any: from the Endpoints, which the API server's proxy reads too.
 */
export async function serveKfp(
  cluster: Cluster,
  kfp: Parameters<ControlPlane['registerKfp']>[0],
): Promise<KfpReadiness> {
  const { namespace } = kfp;
  let addresses: readonly string[] = [];
  const seeEndpoints = (name: string, object?: KubernetesObject) => {
    if (name !== KFP_SERVICE) return;
    addresses = object ? addressesOf(object) : [];
    for (const ip of addresses)
      cluster.route(`${ip}:${KFP_PORT}`, new URL(kfp.url));
  };
  const seeClaim = (name: string, object?: KubernetesObject) => {
    if (name === KFP_CLAIM && !object) kfp.onDataLost();
  };
  const failed = (error: unknown) => {
    if (!cluster.signal.aborted) throw error;
  };
  follow(cluster, { plural: 'endpoints', namespace }, seeEndpoints).catch(
    failed,
  );
  follow(cluster, { plural: 'persistentvolumeclaims', namespace }, seeClaim)
    // A watch that breaks is a defect of the lane: it must not pass unseen.
    .catch(failed);
  return { isReady: () => addresses.length > 0 };
}
