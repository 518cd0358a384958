/** What happens to a task instead of success. */
export type TaskFailure =
  /** The container ends with this code; default 1. */
  | { readonly kind: 'exit'; readonly code?: number; readonly message?: string }
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'image-pull'; readonly image?: string }
  | { readonly kind: 'unschedulable'; readonly message?: string };

/** How one task behaves; everything has a default. */
export interface TaskBehaviour {
  readonly durationMs?: number;
  /** Lines of the main container's log; default: that the task started, its metrics, and that it is done. */
  readonly logLines?: readonly string[];
  /** Values of output parameters; missing ones are simulated. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly fail?: TaskFailure;
  /** How many attempts of the task fail, over all runs; default: every one. */
  readonly failures?: number;
}

/** A task as the engine meets it. */
export interface TaskIdentity {
  /** Key of the task in its DAG. */
  readonly task: string;
  /** Task keys from the root, joined by `/`; a loop's round stands as `loop[0]`. */
  readonly path: string;
  readonly pipeline: string;
  readonly runId: string;
}

/** How fast tasks go and what happens to them; times are in milliseconds. */
export interface EngineOptions {
  /** How long a container runs; default 200 ms. */
  readonly taskMs?: number;
  /** How long a driver runs, and a container waits for its node; default 20 ms. */
  readonly overheadMs?: number;
  /**
   * How long a pod that can not start stays pending before its task fails; default 2 s. The real controller
   * waits for ever: `Infinity` gives that.
   */
  readonly pendingMs?: number;
  /**
   * How long a terminated run takes to end: its pods are told to stop first. Default 1.5 s, longer than a report
   * takes, so that CANCELING is seen in the history as on a real cluster.
   */
  readonly terminationMs?: number;
  /** Behaviour by task key; `behaviour` wins. */
  readonly tasks?: Readonly<Record<string, TaskBehaviour>>;
  readonly behaviour?: (task: TaskIdentity) => TaskBehaviour | undefined;
}
