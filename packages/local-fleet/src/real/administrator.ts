import {
  createKubernetesClient,
  createTransport,
  type HttpTransport,
  type KubernetesClient,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ApiServerProcesses } from './apiServerProcesses';

/** Who may do everything on an API server; `subject` is who asks, for messages. */
export function connectAdministrator(
  {
    server,
    ca,
    adminToken,
  }: Pick<ApiServerProcesses, 'server' | 'ca' | 'adminToken'>,
  subject: string,
): {
  readonly kubernetes: KubernetesClient;
  readonly transport: HttpTransport;
} {
  const transport = createTransport({
    server,
    subject,
    tls: { ca },
    authorize: async () => `Bearer ${adminToken}`,
  });
  return {
    kubernetes: createKubernetesClient({ subject, transport }),
    transport,
  };
}
