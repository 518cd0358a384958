import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../../kubernetes/objects';
import type {
  Experiment,
  NewRecurringRun,
  NewRun,
  Pipeline,
  PipelineVersion,
  RecurringRun,
  Run,
} from '../../model';
import type { Clock } from '../../../clock';

/** A run as the simulated database has it. */
export interface RunRow extends Run {
  readonly workflow: string;
}

/** What the cluster does by itself, and what it can be told to do wrong. */
export interface ClusterOptions {
  readonly clock: Clock;
  readonly namespace?: string;
  /** As some server might: every run gets an id of the server's own. */
  readonly ignoresRunIds?: boolean;
  /** KFP's persistence agent deletes a Workflow without a run after so many milliseconds. */
  readonly collectsAfter?: number;
}

const reasons = {
  NotFoundError: 'NotFound',
  ConflictError: 'AlreadyExists',
  NotAllowedError: 'Forbidden',
  InputError: 'InvalidRequest',
} as const;

export const refusal = (
  name: 'NotFoundError' | 'ConflictError' | 'NotAllowedError' | 'InputError',
  fact: string,
  upstreamStatus: number,
) =>
  new KubeflowError(name, {
    fact,
    reason: reasons[name],
    upstreamStatus,
  });

export const serverError = (fact: string, upstreamStatus = 500) =>
  new KubeflowError('ResponseError', {
    fact,
    reason: 'ServerError',
    upstreamStatus,
  });

const uuid = (count: number) =>
  `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;

/**
 * The state of KFP and of the Kubernetes API of one cluster, and what each call does to it, at once
 * and without a fault. Faults and latency are the caller's (see `clusterAccess`).
 */
export class SimulatedCluster {
  readonly namespace: string;
  readonly experiments = new Map<string, Experiment>();
  readonly pipelines = new Map<string, Pipeline>();
  readonly versions = new Map<string, PipelineVersion>();
  readonly runs = new Map<string, RunRow>();
  readonly recurring = new Map<string, RecurringRun & NewRecurringRun>();
  readonly objects = new Map<string, KubernetesObject>();
  /** Most Workflows of one run id that have been alive at one time. */
  mostWorkflows = 0;
  private count = 0;

  constructor(readonly options: ClusterOptions) {
    this.namespace = options.namespace ?? 'kubeflow';
  }

  next(): number {
    this.count += 1;
    return this.count;
  }

  private timestamp() {
    return new Date(this.options.clock.now()).toISOString();
  }

  createExperiment(displayName: string): Experiment {
    const key = displayName.toLowerCase();
    if (this.experiments.has(key))
      throw refusal('ConflictError', 'exists', 409);
    const experiment = {
      experimentId: uuid(this.next()),
      displayName,
      archived: false,
    };
    this.experiments.set(key, experiment);
    return experiment;
  }

  createPipeline(name: string): Pipeline {
    const key = name.toLowerCase();
    if (this.pipelines.has(key)) throw refusal('ConflictError', 'exists', 409);
    const pipeline = {
      pipelineId: uuid(this.next()),
      name,
      displayName: name,
    };
    this.pipelines.set(key, pipeline);
    return pipeline;
  }

  uploadVersion(version: {
    pipelineId: string;
    name: string;
    description?: string;
    tags?: Readonly<Record<string, string>>;
  }): PipelineVersion {
    const key = `${version.pipelineId}/${version.name}`;
    if (this.versions.has(key)) throw refusal('ConflictError', 'exists', 409);
    const created: PipelineVersion = {
      ...version,
      pipelineVersionId: uuid(this.next()),
      displayName: version.name,
      createdAt: this.timestamp(),
      tags: version.tags ?? {},
    };
    this.versions.set(key, created);
    return created;
  }

  /** The first half of POST /runs. */
  createWorkflow(run: NewRun): { runId: string; workflow: string } {
    const runId =
      !this.options.ignoresRunIds && run.runId ? run.runId : uuid(this.next());
    const workflow = `wf-${this.next()}`;
    this.objects.set(`workflows/${workflow}`, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      metadata: {
        name: workflow,
        namespace: this.namespace,
        labels: { 'pipeline/runid': runId },
        annotations: { 'pipelines.kubeflow.org/run_name': run.displayName },
        resourceVersion: String(this.next()),
      },
    });
    this.mostWorkflows = Math.max(
      this.mostWorkflows,
      this.workflowsOf(runId).length,
    );
    this.collectLater(workflow, runId);
    return { runId, workflow };
  }

  private collectLater(workflow: string, runId: string) {
    const after = this.options.collectsAfter;
    if (after === undefined) return;
    void this.options.clock.sleep(after).then(() => {
      if (!this.runs.has(runId)) this.objects.delete(`workflows/${workflow}`);
    });
  }

  /** The second half: the row, whose primary key is the run id. */
  insertRun(
    run: NewRun,
    { runId, workflow }: { runId: string; workflow: string },
  ): Run {
    if (this.runs.has(runId)) throw serverError('Duplicate entry for PRIMARY');
    const row: RunRow = {
      workflow,
      runId,
      displayName: run.displayName,
      description: run.description,
      experimentId: run.experimentId,
      pipelineId: run.pipelineId,
      pipelineVersionId: run.pipelineVersionId,
      state: 'PENDING',
      archived: false,
      createdAt: this.timestamp(),
      stateHistory: [{ state: 'PENDING', at: this.timestamp() }],
      tasks: [],
      parameters: run.parameters,
    };
    this.runs.set(runId, row);
    return row;
  }

  /** Sets a run's state as a report of its Workflow does; a run that ended has no live Workflow. */
  report(runId: string, state: Run['state'], change: Partial<Run> = {}) {
    const row = this.runs.get(runId);
    if (!row) return;
    this.runs.set(runId, {
      ...row,
      state,
      stateHistory: [...row.stateHistory, { state, at: this.timestamp() }],
      ...change,
    });
    if (state === 'FAILED' || state === 'SUCCEEDED' || state === 'CANCELED') {
      this.objects.delete(`workflows/${row.workflow}`);
    }
  }

  workflowsOf(runId: string): KubernetesObject[] {
    return [...this.objects.values()].filter(
      object =>
        object.kind === 'Workflow' &&
        object.metadata.labels?.['pipeline/runid'] === runId,
    );
  }
}
