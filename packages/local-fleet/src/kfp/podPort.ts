import type { OwnerReference } from './workflowPort';

/** A pod as the workflow engine makes it; `spec` is what Argo would have written, shortened. */
export interface NewPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
  /** The Workflow: with it the pod goes. */
  readonly owner: OwnerReference;
}

/** Namespace and name of a pod. */
export interface PodKey {
  readonly namespace: string;
  readonly name: string;
}

/** Where the pods of runs live, with their logs; the fleet plugs the emulated Kubernetes API in. */
export interface PodPort {
  /** A pod with this name is replaced: the controller deletes the pods of a failed attempt first. */
  create(pod: NewPod): Promise<void>;
  /** Replaces `status`: phase, conditions, containerStatuses, message. No pod: no effect. */
  setStatus(
    key: PodKey,
    status: Readonly<Record<string, unknown>>,
  ): Promise<void>;
  /** Lines without their line ends; `container` is `main`, `init` or `wait`. */
  appendLog(
    key: PodKey,
    container: string,
    lines: readonly string[],
  ): Promise<void>;
  /** Undefined when there is no such pod or container. */
  readLog(key: PodKey, container: string): Promise<string | undefined>;
  delete(key: PodKey): Promise<void>;
}
