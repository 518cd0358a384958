import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  createKubernetesClient,
  createTransport,
  type KubernetesClient,
  type KubernetesObject,
  type ResourceCollection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { DistantServer } from './applyServers';

const NAMESPACE = 'istio-system';
const INJECTOR = 'istio-sidecar-injector';
const SERVICES: ResourceCollection = {
  group: '',
  version: 'v1',
  plural: 'services',
  namespace: NAMESPACE,
};
const SLICES: ResourceCollection = {
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
  namespace: NAMESPACE,
};
const CONFIGURATIONS: ResourceCollection = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  plural: 'mutatingwebhookconfigurations',
};

const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'istiod-bench',
    namespace: NAMESPACE,
    labels: { 'kubernetes.io/service-name': 'istiod' },
  },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
};

interface Webhooks {
  readonly webhooks: readonly { readonly clientConfig: object }[];
}

/** A merge patch replaces lists whole. */
const signed = (found: KubernetesObject, ca: string): Webhooks => {
  const { webhooks } = found as KubernetesObject & Webhooks;
  const caBundle = Buffer.from(ca).toString('base64');
  return {
    webhooks: webhooks.map(webhook => ({
      ...webhook,
      clientConfig: { ...webhook.clientConfig, caBundle },
    })),
  };
};

/**
 * Does at once what a deploy of the platform waits for, on a server that nothing runs behind: gives Istio's Service an
 * endpoint, and the injector's configuration its certificate. Returns how it ends.
 */
export function startIstiodStandIn({
  server,
  ca,
  adminToken,
}: DistantServer): () => Promise<void> {
  const subject = 'istiod';
  const authorize = async () => `Bearer ${adminToken}`;
  const transport = createTransport({
    server,
    subject,
    tls: { ca },
    authorize,
  });
  const kubernetes = createKubernetesClient({ subject, transport });
  const end = new AbortController();
  const following = Promise.allSettled([
    whenThere(kubernetes, SERVICES, {
      name: 'istiod',
      signal: end.signal,
      act: () => kubernetes.create(SLICES, slice),
    }),
    whenThere(kubernetes, CONFIGURATIONS, {
      name: INJECTOR,
      signal: end.signal,
      act: found =>
        kubernetes.patch(CONFIGURATIONS, INJECTOR, signed(found, ca)),
    }),
  ]);
  return async () => {
    end.abort();
    for (const result of await following)
      if (result.status === 'rejected')
        process.stderr.write(`${subject}: ${result.reason}\n`);
    transport.close();
  };
}

/** Acts once, when the object is there for the first time. */
async function whenThere(
  kubernetes: KubernetesClient,
  collection: ResourceCollection,
  {
    name,
    signal,
    act,
  }: {
    readonly name: string;
    readonly signal: AbortSignal;
    readonly act: (found: KubernetesObject) => Promise<unknown>;
  },
): Promise<void> {
  try {
    for await (const event of kubernetes.watch(collection, { signal })) {
      const objects = event.type === 'SYNCED' ? event.objects : [event.object];
      const found = objects.find(({ metadata }) => metadata.name === name);
      if (!found) continue;
      await act(found);
      return;
    }
  } catch (error) {
    if (!signal.aborted || !isKubeflowError(error)) throw error;
  }
}
