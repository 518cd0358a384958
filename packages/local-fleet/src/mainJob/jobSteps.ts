import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ActionResult } from '../runner/contract';
import { runAction } from '../runner/runAction';
import type { JobFleet } from './jobFleet';
import type { JobPrinter } from './jobPrinter';

const ACTIONS = resolve(__dirname, '../../../../actions');

/** A running fleet, the checked out repository, and where the job’s log goes. */
export interface JobContext {
  readonly fleet: JobFleet;
  readonly printer: JobPrinter;
  readonly workspace: string;
  /** Ctrl-C: cancels the step as the runner would. */
  readonly cancel?: AbortSignal;
}

/** One `uses:` of the job. */
export interface JobStep {
  readonly action: string;
  /** What a person reads; default the action's name. */
  readonly title?: string;
  readonly inputs: Readonly<Record<string, string>>;
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

/**
 * Runs one step of a job with the built action, with the variables that point the AWS SDK at the local fleet.
 *
 * @throws KubeflowError `NotFoundError`, reason `ActionNotBuilt`.
 */
export const runStep = (
  { fleet, printer, workspace, cancel }: JobContext,
  { action, title, inputs }: JobStep,
): Promise<ActionResult> => {
  const { github, aws } = fleet;
  printer.heading(title ?? action);
  return runAction({
    action: actionFile(action),
    inputs,
    workspace,
    token: github.token,
    oidc: github.oidc,
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
      // The runner's kubectl, where a cluster's manifests are a kustomization.
      ...(process.env.PATH && { PATH: process.env.PATH }),
    },
    cancel,
    onLine: line => printer.line(line),
  });
};
