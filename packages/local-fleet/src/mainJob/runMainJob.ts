import type { ActionResult } from '../runner/contract';
import type { DeployResult } from './deploySteps';
import { runDeploySteps } from './deploySteps';
import type { JobFleet } from './jobFleet';
import type { JobPrinter } from './jobPrinter';
import { runStep } from './jobSteps';
import { writeSampleRepository } from './sampleRepository';

/** What the job came to; all but `succeeded` is the last line of output. */
export interface MainJobResult {
  /** The job's own conclusion, which the exit code follows. */
  readonly succeeded: boolean;
  readonly cluster: string;
  readonly runId: string;
  /** Last known state of the run; `NOT_SUBMITTED` when a step failed before. */
  readonly state: string;
  /** Plan, apply, and the same apply again. */
  readonly deploys: readonly DeployResult[];
  readonly seconds: number;
}

/** A running fleet, and where the job’s log goes. */
export interface MainJobOptions {
  readonly fleet: JobFleet;
  readonly printer: JobPrinter;
  /** Ctrl-C: cancels the step as the runner would. */
  readonly cancel?: AbortSignal;
}

const SELECT_INPUTS = {
  accelerator: 'nvidia-a10g',
  choose: 'one',
  'live-capacity': 'true',
};

const SUBMIT_INPUTS = {
  'pipeline-file': 'pipelines/churn_training.yaml',
  experiment: 'churn',
  accelerator: 'nvidia.com/gpu',
  'resource-tasks': 'train',
  tolerations: 'nvidia.com/gpu',
};

/**
 * The jobs of a push to main, on a local fleet: the built `deploy-kubeflow` brings Kubeflow Pipelines to the
 * three regions, the built `select-clusters` chooses a cluster with a GPU, and the built `submit-pipeline` runs
 * the sample pipeline there and waits. A failing deploy or run is a result.
 *
 * @throws KubeflowError `NotFoundError`, reason `ActionNotBuilt`.
 */
export const runMainJob = async (
  options: MainJobOptions,
): Promise<MainJobResult> => {
  const { fleet, printer } = options;
  const started = Date.now();
  const workspace = await writeSampleRepository(fleet.files);
  const context = { ...options, workspace };
  const { deploys, last, summary } = await runDeploySteps(context);
  const resultOf = (state: string, result?: ActionResult): MainJobResult => ({
    succeeded: result?.conclusion === 'success' && state !== 'NOT_SUBMITTED',
    cluster: result?.outputs.cluster ?? '',
    runId: result?.outputs['run-id'] ?? '',
    state,
    deploys,
    seconds: Math.round((Date.now() - started) / 100) / 10,
  });
  if (last?.conclusion !== 'success') return resultOf('NOT_SUBMITTED', last);
  const selected = await runStep(context, {
    action: 'select-clusters',
    inputs: SELECT_INPUTS,
  });
  if (selected.conclusion !== 'success')
    return resultOf('NOT_SUBMITTED', selected);
  const submitted = await runStep(context, {
    action: 'submit-pipeline',
    inputs: { ...SUBMIT_INPUTS, clusters: selected.outputs.clusters ?? '' },
  });
  printer.heading('Job summary');
  printer.summary([summary, selected.summary, submitted.summary].join('\n\n'));
  return resultOf(submitted.outputs['run-state'] ?? 'NOT_SUBMITTED', submitted);
};
