import type { RequestListener } from 'node:http';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Emulator, RecordedRequest } from '../emulator';
import type { SeenAccess } from './accessLog';

/** Who a bearer token belongs to, as a TokenReview says it; `system:authenticated` is added to the groups. */
export interface UserInfo {
  readonly username: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export interface KubernetesEmulatorOptions {
  /**
   * Asked for every bearer token that is no service account token of this cluster, as EKS asks the
   * aws-iam-authenticator; `undefined` is a 401. Without a token the user is `system:anonymous`.
   */
  readonly authenticate: (bearerToken: string) => Promise<UserInfo | undefined>;
  /** `none` leaves Argo's kinds and the ScheduledWorkflow for somebody to install; default `argo`. */
  readonly definitions?: 'argo' | 'none';
  /** Custom resource definitions that exist from the start, besides those of `definitions`. */
  readonly crds?: readonly KubernetesObject[];
  /** Objects that exist from the start, in an order in which they can be created. */
  readonly objects?: readonly KubernetesObject[];
  /** PEM, published as ConfigMap `kube-root-ca.crt` in every namespace. */
  readonly certificateAuthority?: string;
  /** `iss` of service account tokens; default `https://kubernetes.default.svc`. */
  readonly issuer?: string;
  /** Default `v1.35.4`. */
  readonly gitVersion?: string;
  /** How long workloads, pods and claims take to become ready; default 20 ms. */
  readonly readyDelayMs?: number;
  /** `false` keeps a workload or pod not ready for ever; default: all become ready. */
  readonly becomesReady?: (object: KubernetesObject) => boolean;
  /** Watch bookmarks; default 60 000 ms. */
  readonly bookmarkIntervalMs?: number;
  /** Milliseconds since 1970; default `Date.now`. */
  readonly now?: () => number;
  /** Called after each answer; for long answers after their end. */
  readonly onRequest?: (request: RecordedRequest) => void;
}

/** Names one object; `namespace` is absent for cluster-scoped kinds. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface ObjectChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubernetesObject;
}

/**
 * The cluster's objects for code of the fleet itself: no authentication, no RBAC, synchronous.
 * Objects that come out are shared and must not be changed. Failures are thrown as `ApiError`, whose `status`
 * is the Status that a client would get (`error.status.reason`).
 */
export interface EmulatedObjects {
  get(reference: ObjectReference): KubernetesObject | undefined;
  list(collection: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace?: string;
    readonly labelSelector?: string;
  }): readonly KubernetesObject[];
  /** The namespace must exist. */
  create(object: KubernetesObject): KubernetesObject;
  /** JSON merge patch over everything, also over `status`. */
  mergePatch(reference: ObjectReference, patch: object): KubernetesObject;
  delete(reference: ObjectReference): void;
  /** Every later change of the kind, which need not be served yet, in order, before the writer gets its answer; call the result to stop. */
  onChange(
    kind: { readonly apiVersion: string; readonly kind: string },
    listener: (change: ObjectChange) => void,
  ): () => void;
}

/** Answers for a Service: a listener in this process, or the address of a server, such as `http://127.0.0.1:8888`. */
export type ServiceBackend = RequestListener | URL;

export interface ServicePortBackend {
  readonly name?: string;
  readonly port: number;
  /** The pod's port that a port-forward asks for; default `port`. */
  readonly targetPort?: number;
  readonly backend: ServiceBackend;
}

/** The part of a kubelet for pods that the fleet itself runs: nothing else touches their status. */
export interface EmulatedPods {
  /** Phase Pending until {@link setStatus}; the namespace must exist. */
  create(pod: KubernetesObject): KubernetesObject;
  /** Merged into the status. */
  setStatus(
    pod: { readonly namespace: string; readonly name: string },
    status: object,
  ): KubernetesObject;
  /** Whole lines; a missing final newline is added. Followers get them at once. The log lives as long as the pod. */
  appendLog(
    pod: {
      readonly namespace: string;
      readonly name: string;
      readonly container: string;
    },
    text: string,
  ): void;
}

/** An embedded Kubernetes API server: see README.md for what it does and does not do. */
export interface KubernetesEmulator extends Emulator {
  readonly objects: EmulatedObjects;
  readonly pods: EmulatedPods;
  /**
   * Makes the Namespace (when missing), Service, a running Pod, Endpoints and EndpointSlice, so that the
   * service proxy and port-forward reach the backends.
   */
  registerService(
    service: { readonly namespace: string; readonly name: string },
    ports: readonly ServicePortBackend[],
  ): void;
  /** Pods of this Deployment answer so as soon as they are ready, now and after every later creation. */
  serveDeployment(
    deployment: { readonly namespace: string; readonly name: string },
    ports: readonly ServicePortBackend[],
  ): void;
  /** True when the service proxy would reach a pod: the Service exists and one is ready. */
  isServed(service: {
    readonly namespace: string;
    readonly name: string;
    readonly port: string;
  }): boolean;
  /** As TokenRequest; the service account must exist. Default lifetime 3600 s. */
  serviceAccountToken(
    serviceAccount: { readonly namespace: string; readonly name: string },
    options?: {
      readonly audience?: string;
      readonly expirationSeconds?: number;
    },
  ): Promise<string>;
  /** What clients needed RBAC for so far, each once. */
  accesses(): readonly SeenAccess[];
  /** Forgets the history: older watches and continue tokens then get 410 Gone. */
  compact(): void;
}
