import type { KubeConfig } from '@kubernetes/client-node';
import type { HttpTransport } from '../http/http';
import type { KubernetesClient } from './objects';

/** A way into one API server. */
export interface KubernetesConnection {
  readonly kubernetes: KubernetesClient;
  /** The same pool, for what is no Kubernetes object, such as the service proxy. */
  readonly transport: HttpTransport;
  /**
   * For what only `@kubernetes/client-node` can do. Its token is the current one and lives for
   * minutes: ask again for each use.
   */
  readonly kubeConfig: () => Promise<KubeConfig>;
  /** Closes pooled connections. */
  close(): void;
}
