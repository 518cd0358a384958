import type { ClusterAccess } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpSend } from '../http/http';
import type { PipelinesClient } from './model';

export interface PipelinesClientOptions {
  /** `region/name` of the cluster, for messages. */
  readonly subject: string;
  /** Sends to the server whose `/apis/v2beta1` this is; credentials are its business. */
  readonly send: HttpSend;
  /** Kubernetes namespace of the runs; sent only in multi-user mode. */
  readonly namespace: string;
  readonly multiUser: boolean;
  /** How the server is reached, so that an error can say what to change. */
  readonly access?: ClusterAccess;
}

export declare const createPipelinesClient: (
  options: PipelinesClientOptions,
) => PipelinesClient;
