import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  KubernetesObject,
  ResourceCollection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { connectAdministrator } from './administrator';
import type { ApiServerProcesses } from './apiServerProcesses';
import type { Running } from './startTogether';

const services = { group: '', version: 'v1', plural: 'services' };
const slices = (namespace: string | undefined) => ({
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
  namespace,
});
const configurations = [
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
].map(plural => ({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  plural,
}));

interface Webhook {
  readonly clientConfig: { readonly caBundle?: string };
}

/**
 * In a cluster without nodes: every Service has a ready endpoint as soon as it exists, and every webhook the
 * certificate of its authority, as if pods started at once and cert-manager were done. What waits for them then shows
 * its own time alone.
 */
export function startSimulatedBackends(
  processes: ApiServerProcesses,
  authority: string,
): Running {
  const ended = new AbortController();
  const { kubernetes, transport } = connectAdministrator(
    processes,
    'simulated backends',
  );
  const caBundle = Buffer.from(authority).toString('base64');
  const follow = (
    collection: ResourceCollection,
    act: (object: KubernetesObject) => Promise<void>,
  ) => followAll({ kubernetes, collection, act, signal: ended.signal });
  const following = Promise.all([
    follow(services, service => giveEndpoint(kubernetes, service)),
    ...configurations.map(collection =>
      follow(collection, configuration =>
        giveAuthority({ kubernetes, collection, configuration, caBundle }),
      ),
    ),
  ]);
  return {
    stop: async () => {
      ended.abort();
      await following;
      transport.close();
    },
  };
}

async function followAll(options: {
  readonly kubernetes: KubernetesClient;
  readonly collection: ResourceCollection;
  readonly act: (object: KubernetesObject) => Promise<void>;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { kubernetes, collection, act, signal } = options;
  for await (const event of kubernetes.watch(collection, { signal })) {
    if (event.type === 'DELETED') continue;
    const changed = event.type === 'SYNCED' ? event.objects : [event.object];
    for (const object of changed) await act(object);
  }
}

async function giveEndpoint(
  kubernetes: KubernetesClient,
  { metadata: { namespace, name } }: KubernetesObject,
): Promise<void> {
  await unlessPassed(
    kubernetes.create(slices(namespace), {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name,
        namespace,
        labels: { 'kubernetes.io/service-name': name },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.244.0.9'], conditions: { ready: true } }],
      ports: [],
    } as KubernetesObject),
  );
}

async function giveAuthority(options: {
  readonly kubernetes: KubernetesClient;
  readonly collection: ResourceCollection;
  readonly configuration: KubernetesObject;
  readonly caBundle: string;
}): Promise<void> {
  const { kubernetes, collection, configuration, caBundle } = options;
  const webhooks = (configuration.webhooks ?? []) as readonly Webhook[];
  if (webhooks.every(({ clientConfig }) => clientConfig.caBundle)) return;
  await unlessPassed(
    kubernetes.replace(collection, {
      ...configuration,
      webhooks: webhooks.map(webhook => ({
        ...webhook,
        clientConfig: { ...webhook.clientConfig, caBundle },
      })),
    }),
  );
}

/** It was there already, or is gone or changed: then an event of its own follows. */
async function unlessPassed(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    const passed = ['AlreadyExists', 'NotFound', 'Conflict'];
    if (!passed.some(reason => hasReason(error, reason))) throw error;
  }
}
