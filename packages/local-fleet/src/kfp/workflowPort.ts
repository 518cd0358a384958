/** One node of `status.nodes`, as Argo writes it; times are RFC 3339, null while not reached. */
export interface WorkflowNode {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly phase?: string;
  readonly templateName?: string;
  readonly templateScope?: string;
  readonly boundaryID?: string;
  readonly message?: string;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
  readonly children?: readonly string[];
  readonly hostNodeName?: string;
}

/** Written by the workflow controller only. */
export interface WorkflowStatus {
  readonly phase?: string;
  readonly message?: string;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
  readonly progress?: string;
  readonly nodes?: Readonly<Record<string, WorkflowNode>>;
}

/** Whose deletion takes the object along. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** `argoproj.io/v1alpha1` Workflow, as far as KFP and its controller look at it. */
export interface Workflow {
  readonly apiVersion: string;
  readonly kind: 'Workflow';
  readonly metadata: {
    readonly name: string;
    readonly generateName?: string;
    readonly namespace: string;
    readonly uid: string;
    readonly resourceVersion?: string;
    readonly creationTimestamp: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly OwnerReference[];
  };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status?: WorkflowStatus;
}

/** A Workflow before the server named it: `generateName` instead of name and uid. */
export type NewWorkflow = Omit<Workflow, 'metadata'> & {
  readonly metadata: Omit<
    Workflow['metadata'],
    'name' | 'uid' | 'creationTimestamp' | 'resourceVersion'
  > & {
    readonly name?: string;
  };
};

/** Namespace and name. */
export interface WorkflowKey {
  readonly namespace: string;
  readonly name: string;
}

/** A change; for DELETED the object as it was last. */
export interface WorkflowEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly workflow: Workflow;
}

/**
 * Where Workflow objects live: in memory by default, in the emulated Kubernetes API when the fleet plugs that in.
 * Objects that come out are snapshots: changing one changes nothing.
 */
export interface WorkflowPort {
  /** Names the object (`generateName` and five characters), gives it a uid and stores it. */
  create(workflow: NewWorkflow): Promise<Workflow>;
  get(key: WorkflowKey): Promise<Workflow | undefined>;
  /** JSON merge patch (RFC 7386: null removes). Undefined when there is no such Workflow. */
  patch(
    key: WorkflowKey,
    mergePatch: Readonly<Record<string, unknown>>,
  ): Promise<Workflow | undefined>;
  /** False when there was none. */
  delete(key: WorkflowKey): Promise<boolean>;
  /** Every namespace; with `labels`, only Workflows that carry all of them. */
  list(labels?: Readonly<Record<string, string>>): Promise<readonly Workflow[]>;
  /** Calls back after every change, whoever made it. Returns the unsubscriber. */
  onChange(listener: (event: WorkflowEvent) => void): () => void;
}

/** Namespace and name of a Workflow. */
export const keyOf = (workflow: Workflow): WorkflowKey => ({
  namespace: workflow.metadata.namespace,
  name: workflow.metadata.name,
});
