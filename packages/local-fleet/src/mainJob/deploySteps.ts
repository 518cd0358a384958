import type { ActionResult } from '../runner/contract';
import type { JobContext } from './jobSteps';
import { runStep } from './jobSteps';

/** What one deploy step came to, over all clusters. */
export interface DeployResult {
  readonly mode: 'plan' | 'apply';
  readonly hasChanges: boolean;
  /** Requests that changed something; 0 when every cluster was as the repository says. */
  readonly writes: number;
  readonly clusters: number;
  readonly seconds: number;
}

interface Installation {
  readonly writes?: number;
}

const readInstallations = (text: string | undefined): Installation[] =>
  text ? (JSON.parse(text) as Installation[]) : [];

const resultOf = (
  mode: DeployResult['mode'],
  { outputs, durationMs }: ActionResult,
): DeployResult => {
  const installations = readInstallations(outputs.installations);
  return {
    mode,
    hasChanges: outputs['has-changes'] === 'true',
    writes: installations.reduce((sum, { writes = 0 }) => sum + writes, 0),
    clusters: installations.length,
    seconds: Math.round(durationMs / 100) / 10,
  };
};

const APPLY = 'deploy-kubeflow: apply';
const STEPS = [
  { mode: 'plan', title: 'deploy-kubeflow: what would change' },
  { mode: 'apply', title: APPLY },
  { mode: 'apply', title: 'deploy-kubeflow: the same again' },
] as const;

/** The deploys of the job in order; ends with the first that fails. */
export const runDeploySteps = async (
  context: JobContext,
): Promise<{
  readonly deploys: readonly DeployResult[];
  readonly last?: ActionResult;
  /** Of the deploy that changed something. */
  readonly summary: string;
}> => {
  const deploys: DeployResult[] = [];
  let summary = '';
  let last: ActionResult | undefined;
  for (const { mode, title } of STEPS) {
    last = await runStep(context, {
      action: 'deploy-kubeflow',
      title,
      inputs: { mode, timeout: '5m' },
    });
    deploys.push(resultOf(mode, last));
    // The same again has nothing to add, and the plan stands in the log.
    if (title === APPLY) summary = last.summary;
    if (last.conclusion !== 'success') break;
  }
  return { deploys, last, summary };
};
