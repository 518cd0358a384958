import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { LocalFleet } from '../fleet/contract';
import type { ActionResult, RunActionOptions } from '../runner/contract';
import { runAction } from '../runner/runAction';
import type { JobPrinter } from './jobPrinter';
import { writeSampleRepository } from './sampleRepository';

const ACTIONS = resolve(__dirname, '../../../../actions');

/** What the job came to; all but `succeeded` is the last line of output. */
export interface MainJobResult {
  /** The job's own conclusion, which the exit code follows. */
  readonly succeeded: boolean;
  readonly cluster: string;
  readonly runId: string;
  /** Last known state of the run; `NOT_SUBMITTED` when a step failed before. */
  readonly state: string;
  readonly seconds: number;
}

/** A running fleet, and where the job’s log goes. */
export interface MainJobOptions {
  readonly fleet: LocalFleet;
  readonly printer: JobPrinter;
  /** Ctrl-C: cancels the step as the runner would. */
  readonly cancel?: AbortSignal;
}

const actionFile = (name: string): string => {
  const bundle = resolve(ACTIONS, 'dist', `${name}.mjs`);
  if (!existsSync(bundle))
    throw new KubeflowError('NotFoundError', {
      subject: bundle,
      reason: 'ActionNotBuilt',
      fact: 'the built action is missing',
      remedy: 'Run `npm run build`',
    });
  return resolve(ACTIONS, name, 'action.yml');
};

/** One step of the job, with the variables that point the AWS SDK at the local fleet. */
const runStep = async (
  options: MainJobOptions & { readonly workspace: string },
  name: string,
  inputs: Readonly<Record<string, string>>,
): Promise<ActionResult> => {
  const { fleet, printer, workspace } = options;
  const { github, aws } = fleet;
  printer.heading(name);
  const step: RunActionOptions = {
    action: actionFile(name),
    inputs,
    workspace,
    token: github.token,
    oidc: github.emulator.oidc,
    context: {
      ...github.identity,
      job: 'train',
      serverUrl: github.url,
      apiUrl: github.apiUrl,
      event: { repository: { full_name: github.identity.repository } },
    },
    env: {
      AWS_ENDPOINT_URL_STS: aws.url,
      AWS_ENDPOINT_URL_EKS: aws.url,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    cancel: options.cancel,
    onLine: line => printer.line(line),
  };
  return runAction(step);
};

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
 * The job of a push to main, on the local fleet: the built `select-clusters` chooses a cluster with a GPU,
 * the built `submit-pipeline` runs the sample pipeline there and waits. A failing run is a result.
 *
 * @throws KubeflowError `NotFoundError`, reason `ActionNotBuilt`.
 */
export const runMainJob = async (
  options: MainJobOptions,
): Promise<MainJobResult> => {
  const { fleet, printer } = options;
  const started = Date.now();
  const workspace = await writeSampleRepository(fleet);
  const run = { ...options, workspace };
  const resultOf = (
    state: string,
    { outputs, conclusion }: ActionResult,
  ): MainJobResult => ({
    succeeded: conclusion === 'success' && state !== 'NOT_SUBMITTED',
    cluster: outputs.cluster ?? '',
    runId: outputs['run-id'] ?? '',
    state,
    seconds: Math.round((Date.now() - started) / 100) / 10,
  });
  const selected = await runStep(run, 'select-clusters', SELECT_INPUTS);
  if (selected.conclusion !== 'success')
    return resultOf('NOT_SUBMITTED', selected);
  const submitted = await runStep(run, 'submit-pipeline', {
    ...SUBMIT_INPUTS,
    clusters: selected.outputs.clusters ?? '',
  });
  printer.heading('Job summary');
  printer.summary(`${selected.summary}\n\n${submitted.summary}`);
  return resultOf(submitted.outputs['run-state'] ?? 'NOT_SUBMITTED', submitted);
};
