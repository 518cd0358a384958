import type {
  PrunePolicy,
  WritePolicy,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** How the process reaches one API server. */
export interface DeployTarget {
  readonly subject: string;
  readonly server: string;
  /** PEM; absent for plain HTTP. */
  readonly ca?: string;
  readonly token: string;
}

/** What a process of its own deploys; crosses to it as a message. */
export interface DeployJob {
  readonly targets: readonly DeployTarget[];
  /** Manifest files, the same for every target. */
  readonly files: readonly string[];
  /** Name of the ApplySet's parent. */
  readonly set: string;
  readonly prune?: Partial<PrunePolicy>;
  readonly write?: Partial<WritePolicy>;
  readonly timeoutMs: number;
  /** Default `ready`. */
  readonly until?: 'applied' | 'ready';
  /** Seconds of the engine's clock per real second; default 1. */
  readonly clockRate?: number;
}

export interface DeployedError {
  readonly reason?: string;
  readonly message: string;
}

/** What one target came to, as far as tests and benches look at it. */
export interface DeployedTarget {
  /** `created Deployment.apps/kubeflow/ml-pipeline`, sorted. */
  readonly changes: readonly string[];
  readonly failures: readonly (DeployedError & { readonly object: string })[];
  readonly unready: readonly string[];
  readonly warnings: readonly string[];
  readonly revision?: number;
  readonly error?: DeployedError;
  readonly requests: { readonly total: number; readonly writes: number };
  /** From the connection to the result. */
  readonly milliseconds: number;
}

export interface Deployed {
  /** In the order of the job's targets. */
  readonly targets: readonly DeployedTarget[];
  /** From reading the files to the last result. */
  readonly milliseconds: number;
  /** Peak resident memory of the process, in MB (10^6 bytes). */
  readonly peakMegabytes: number;
}
