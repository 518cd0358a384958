import type { Clock } from '../clock';
import type { HttpTransport } from '../http/http';
import type { KubernetesClient } from '../kubernetes/objects';
import type { Change, ChangeSet } from './changeSet';
import type { Manifest, ResourceId } from './manifest';

export { FIELD_MANAGER } from '@kubeflow-fleet/plugin-kubeflow-common';

/** Namespace of the inventory, the lease and the revisions. Never pruned. */
export const STATE_NAMESPACE = 'kubeflow-fleet-system';

/** The ApplySet of an installation: its parent is the ConfigMap `name` in {@link STATE_NAMESPACE}. */
export interface ApplySet {
  /** Such as `kubeflow`. */
  readonly name: string;
  /** `applyset-…-v1`, KEP-3659: made of name, namespace, kind and group of the parent. */
  readonly id: string;
}

/** One cluster's API server. */
export interface ApplyTarget {
  /** `region/name`. */
  readonly subject: string;
  readonly kubernetes: KubernetesClient;
  readonly transport: HttpTransport;
}

/** Who deploys what, kept with the revision and shown by drift and portal. Text of GitHub's: never trusted. */
export interface DeployOrigin {
  readonly repository?: string;
  readonly commit?: string;
  readonly workflowRunId?: string;
  readonly workflowRunUrl?: string;
  readonly actor?: string;
}

/** What the manifests are. */
export interface RevisionDescription {
  readonly profile: string;
  readonly version: string;
  readonly origin: DeployOrigin;
}

export interface PrunePolicy {
  /** False keeps what the manifests no longer hold, and keeps it in the inventory. */
  readonly prune: boolean;
  /** Allows more than 30 % of the inventory to go at once. */
  readonly allowMassDelete: boolean;
  /** Kinds whose loss loses data, and that therefore each need a flag of their own. */
  readonly deletable: readonly (
    | 'Namespace'
    | 'CustomResourceDefinition'
    | 'PersistentVolumeClaim'
  )[];
}

export interface WritePolicy {
  /** Kinds whose fields are taken from other field managers: `Deployment.apps`, `ConfigMap`. */
  readonly forceConflicts: readonly string[];
  /** Kinds that may be deleted and created anew when an immutable field differs. */
  readonly replace: readonly string[];
  /** An older revision than the installed one may be applied. */
  readonly allowDowngrade: boolean;
  /** A CustomResourceDefinition may lose a version or change its scope. */
  readonly allowDefinitionLoss: boolean;
}

/** What one cluster is to hold. */
export interface ApplyRequest {
  readonly set: ApplySet;
  /** Already carrying the labels of membership (`withMembership`). */
  readonly manifests: readonly Manifest[];
  readonly revision: RevisionDescription;
  readonly prune: PrunePolicy;
  readonly write: WritePolicy;
  /** For everything, in milliseconds, waiting for readiness included. */
  readonly timeoutMs: number;
  /**
   * `applied` ends when everything is written, without waiting until it is ready; waves still wait for what they
   * need. Default `ready`.
   */
  readonly until?: 'applied' | 'ready';
}

/** What something is waiting for, in a person's words. */
export interface Waiting {
  readonly id: ResourceId;
  /** kstatus. */
  readonly status:
    | 'InProgress'
    | 'Failed'
    | 'Terminating'
    | 'NotFound'
    | 'Unknown';
  /** `1 of 2 replicas are available`. */
  readonly fact: string;
  /** `pod ml-pipeline-6d: ErrImagePull: not found`, `0/3 nodes are available: insufficient cpu`, last lines of a crash. */
  readonly details: readonly string[];
}

/** Called as things happen. */
export interface ApplyObserver {
  /** A wave begins. `name` is for people: `CustomResourceDefinitions`. */
  wave(name: string, objects: number): void;
  changed(change: Change): void;
  failed(id: ResourceId, error: unknown): void;
  /** The whole list, whenever it changes. Empty: all is ready. */
  waiting(waiting: readonly Waiting[]): void;
  /** Something that a person should know. */
  warned(text: string): void;
}

export interface ApplyPorts {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Aborts when the job is cancelled: nothing new is begun, what is known is returned within 2 s. */
  readonly signal: AbortSignal;
  readonly observer: ApplyObserver;
}

/** What one cluster came to. Never rejects for what happens to single objects. */
export interface ApplyResult {
  readonly changeSet: ChangeSet;
  /** What was not ready at the end; empty when all is Current. */
  readonly unready: readonly Waiting[];
  /** Number of the revision that is now recorded in the cluster; absent when nothing was recorded. */
  readonly revision?: number;
  /** Why it ended early: lost lease, cancelled, deadline, refused prune. */
  readonly error?: unknown;
  /** Requests that were sent, by verb; `writes` counts those that could change something (dry runs do not). */
  readonly requests: RequestCounts;
}

export interface RequestCounts {
  readonly total: number;
  readonly writes: number;
}

/** What an apply would do, found without a write. */
export interface Plan {
  readonly changeSet: ChangeSet;
  /** What applying would refuse: conflicts, immutable fields, mass deletion. KubeflowErrors, each with its remedy. */
  readonly refusals: readonly unknown[];
  readonly warnings: readonly string[];
  readonly requests: RequestCounts;
}
