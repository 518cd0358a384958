import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpTransport } from '../http/http';
import type { KubernetesClient } from '../kubernetes/objects';
import type { PipelinesClient } from './model';

/** A bearer token, with its end when the issuer tells it; a JWT's own `exp` is used otherwise. */
export type BearerToken =
  | string
  | { readonly token: string; readonly expiration?: Date };

export interface PipelinesConnectionOptions {
  /** The cluster's Kubernetes API: needed by `port-forward` for its TokenRequest. */
  readonly kubernetes?: KubernetesClient;
  /** Transport to the cluster's Kubernetes API server: needed by `api-server-proxy`. */
  readonly transport?: HttpTransport;
  /** Opens a transport to a pod of the service: needed by `port-forward`. */
  readonly portForward?: (target: {
    readonly namespace: string;
    readonly service: string;
    /** Name of the service's port. */
    readonly port: string;
  }) => Promise<HttpTransport>;
  /** Token for access by `url`; called again before expiry and after a 401. */
  readonly token?: (audience: string | undefined) => Promise<BearerToken>;
  /** Namespace of the runs in multi-user mode; default is that of the access's service account. */
  readonly namespace?: string;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

export interface PipelinesConnection {
  readonly pipelines: PipelinesClient;
  close(): void;
}

export declare const connectPipelines: (
  cluster: FleetCluster,
  options: PipelinesConnectionOptions,
) => Promise<PipelinesConnection>;
