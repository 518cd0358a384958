import type {
  RuntimeState,
  TaskGraph,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesClient } from '../../kubernetes/objects';
import type { CompiledPipeline } from '../compiledPipeline';
import type { PipelinesClient } from '../model';

/** Where a run goes: the two APIs of one cluster. `kubernetes` is absent when access is by URL only. */
export interface RunTarget {
  readonly subject: string;
  readonly pipelines: PipelinesClient;
  readonly kubernetes?: KubernetesClient;
}

/** Where a run came from; written into its description, the version's tags and the claim. */
export interface RunOrigin {
  readonly repository: string;
  readonly commit: string;
  /** Address of the GitHub workflow run. */
  readonly workflowRunUrl: string;
  readonly workflowRunId: string;
  readonly attempt: number;
  readonly actor: string;
}

export interface RunSubmission {
  readonly pipeline: CompiledPipeline;
  /** Name in KFP; default is the compiled pipeline's own. */
  readonly pipelineName: string;
  readonly experiment: string;
  /** Prefix of the run's name; the key is appended. At most 128 characters in all. */
  readonly runName: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Same key, same run: whoever comes second adopts the first one's run. */
  readonly key: string;
  readonly origin: RunOrigin;
  readonly pipelineRoot?: string;
  readonly serviceAccount?: string;
}

export interface SubmittedRun {
  readonly runId: string;
  readonly displayName: string;
  readonly experimentId: string;
  readonly pipelineId: string;
  readonly pipelineVersionId: string;
  /** `created` by this call, or `adopted`: it was there already. */
  readonly outcome: 'created' | 'adopted';
  /** When it was submitted or found; absent when KFP did not say. */
  readonly state?: RuntimeState;
}

export interface RunProgress {
  readonly runId: string;
  readonly state?: RuntimeState;
  readonly tasks: readonly TaskStatus[];
}

export interface FinishedRun extends RunProgress {
  /** What the wait ended with; `DETACHED` and `TIMED_OUT` leave the run going. */
  readonly verdict:
    | 'SUCCEEDED'
    | 'FAILED'
    | 'CANCELED'
    | 'SKIPPED'
    | 'TERMINATED'
    | 'DELETED'
    | 'TIMED_OUT'
    | 'DETACHED';
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly graph: TaskGraph;
  readonly failure?: RunFailure;
}

/** Why a run failed, as far as the cluster still knows. */
export interface RunFailure {
  /** First failing task; `(run)` when no task can be named. */
  readonly task: string;
  readonly podName?: string;
  /** `OOMKilled`, `ImagePullBackOff`, `Unschedulable`, `Error`, `DeadlineExceeded`, `Evicted`, `Unknown`… */
  readonly reason: string;
  readonly message?: string;
  readonly exitCode?: number;
  /** Last lines of the main container, oldest first. */
  readonly logLines: readonly string[];
  /** What to do about this reason. */
  readonly remedy: string;
}
