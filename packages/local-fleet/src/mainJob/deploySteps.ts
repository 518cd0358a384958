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

const STEPS = [
  { mode: 'plan', title: 'deploy-kubeflow: what would change' },
  { mode: 'apply', title: 'deploy-kubeflow: apply' },
  { mode: 'apply', title: 'deploy-kubeflow: the same again' },
] as const;

/** The deploys of the job in order; ends with the first that fails. */
export const runDeploySteps = async (
  context: JobContext,
): Promise<{
  readonly deploys: readonly DeployResult[];
  readonly last?: ActionResult;
  readonly summary: string;
}> => {
  const deploys: DeployResult[] = [];
  const summaries: string[] = [];
  let last: ActionResult | undefined;
  for (const { mode, title } of STEPS) {
    last = await runStep(context, {
      action: 'deploy-kubeflow',
      title,
      inputs: { mode, timeout: '5m' },
    });
    deploys.push(resultOf(mode, last));
    summaries.push(last.summary);
    if (last.conclusion !== 'success') break;
  }
  return { deploys, last, summary: summaries.join('\n\n') };
};
