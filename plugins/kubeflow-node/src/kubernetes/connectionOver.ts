import { createKubernetesClient, type KubernetesClientOptions } from './client';
import type { KubernetesConnection } from './connection';

/** The way into an API server that a transport leads to; closing it closes the transport. */
export const connectionOver = (
  client: KubernetesClientOptions,
  kubeConfig: KubernetesConnection['kubeConfig'],
): KubernetesConnection => ({
  kubernetes: createKubernetesClient(client),
  transport: client.transport,
  kubeConfig,
  close: client.transport.close,
});
