import type { RequestListener } from 'node:http';
import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { AccessEntry } from '../aws/contract';
import type { Fault, RecordedRequest } from '../emulator';
import type { PodPort } from '../kfp/podPort';
import type { WorkflowPort } from '../kfp/workflowPort';
import type { KubernetesEmulator, UserInfo } from '../kubernetes/contract';

/** Nodes of one kind: a managed node group. */
export interface NodePool {
  readonly name: string;
  readonly count: number;
  readonly instanceType: string;
  /** Kubernetes quantities of one node. */
  readonly cpu: string;
  readonly memory: string;
  readonly gpus?: number;
  /** Value of the label `k8s.amazonaws.com/accelerator`, such as `nvidia-a10g`. */
  readonly accelerator?: string;
  /** Highest size of the node group; default `count`. */
  readonly maxCount?: number;
}

/** A Kubernetes API server in a region: the emulator, or a real one in its place. */
export interface ControlPlane {
  /** `https://127.0.0.1:PORT`. */
  readonly server: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
  /** Bearer token of an administrator, for the kubeconfig of the person at the keyboard. */
  readonly adminToken: string;
  /** Where KFP keeps the Workflows and pods of its runs. */
  readonly workflows: WorkflowPort;
  readonly pods: PodPort;
  /**
   * Lets the pods of the Deployment `ml-pipeline` in `namespace` answer the KFP API on port 8888, whenever
   * there are any: by its listener in this process, or by its address, which adds the region's latency.
   */
  registerKfp(kfp: {
    readonly namespace: string;
    readonly handle: RequestListener;
    readonly url: string;
    /** Called when the claim of KFP's database has gone, and what KFP knew with it. */
    readonly onDataLost: () => void;
  }): Promise<KfpReadiness>;
  close(): Promise<void>;
  /** Only of the emulator. */
  readonly emulator?: KubernetesEmulator;
  readonly requests?: readonly RecordedRequest[];
  inject?(fault: Fault): void;
}

/** Whether the service `ml-pipeline` leads to a pod. */
export interface KfpReadiness {
  isReady(): boolean;
}

/** What a control plane is started for, and with. */
export interface ControlPlaneContext {
  readonly cluster: ClusterId;
  readonly nodePools: readonly NodePool[];
  /** What exists from the start, in an order in which it can be created: KFP's namespace, and who may do what. */
  readonly objects: readonly KubernetesObject[];
  /** KFP as it is installed from the start, after `objects`; empty for a cluster that is deployed to later. */
  readonly installation: readonly KubernetesObject[];
  /** One round trip to the region. */
  readonly latencyMs: number;
  /** Port to listen on; 0 is any. */
  readonly port: number;
  /** Who a `k8s-aws-v1.` token belongs to; `undefined` is a 401. */
  readonly authenticate: (token: string) => Promise<UserInfo | undefined>;
  /** What `authenticate` judges by, for a server with an authenticator of its own. */
  readonly accessEntries: readonly AccessEntry[];
  /** STS, for an authenticator of its own: answers presigned GetCallerIdentity. */
  readonly sts: RequestListener;
}

/** Starts the API server of one cluster with its nodes; ready when it resolves. */
export type ControlPlaneFactory = (
  context: ControlPlaneContext,
) => Promise<ControlPlane>;
