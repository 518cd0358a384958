import { gitHubFailure } from './gitHubFailure';
import type { GitHubClient } from './github';
import type { Log } from './log';
import { redact } from './secrets';
import { originOfWorkflow, repositoryOfWorkflow } from './workflowRun';

/** GitHub's states of a deployment that a run goes through. */
export type DeploymentState = 'in_progress' | 'success' | 'failure';

export interface DeploymentOptions {
  readonly token: string;
  readonly action: string;
  readonly environment: string;
  readonly description: string;
  readonly log: Log;
}

/** A GitHub Deployment; telling its state never throws, a refusal is a warning in the log. */
export interface Deployment {
  /** `url` is the address that the environment shows. */
  report(
    state: DeploymentState,
    details: { readonly description: string; readonly url?: string },
  ): Promise<void>;
}

/** GitHub's limit of a description. */
const MAX_DESCRIPTION = 140;

const short = (text: string) => redact(text).slice(0, MAX_DESCRIPTION);

async function create(
  client: GitHubClient,
  { environment, description }: DeploymentOptions,
): Promise<number | undefined> {
  const repository = repositoryOfWorkflow();
  if (!repository) return undefined;
  const { data } = await client.request(
    'POST /repos/{owner}/{repo}/deployments',
    {
      ...repository,
      ref: originOfWorkflow().commit,
      environment,
      description: short(description),
      auto_merge: false,
      // Without this GitHub refuses until every check of the commit passed: ours is one of them.
      required_contexts: [],
    },
  );
  return 'id' in data ? Number(data.id) : undefined;
}

/** Creates a deployment to `environment`; when GitHub refuses, a deployment that does nothing. */
export async function startDeployment(
  options: DeploymentOptions,
): Promise<Deployment> {
  const warn = (error: unknown) =>
    options.log.warning(
      `The GitHub deployment to ${
        options.environment
      } could not be written: ${gitHubFailure(error, 'deployments')}.`,
    );
  try {
    const { connectGitHub } = await import('./github');
    const client = connectGitHub(options.token, options.action);
    const id = await create(client, options);
    return {
      report: async (state, details) => {
        if (id === undefined) return;
        await setState(client, id, { state, ...details }).catch(warn);
      },
    };
  } catch (error) {
    warn(error);
    return { report: async () => undefined };
  }
}

async function setState(
  client: GitHubClient,
  deployment: number,
  status: {
    readonly state: DeploymentState;
    readonly description: string;
    readonly url?: string;
  },
): Promise<void> {
  await client.request(
    'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    {
      ...repositoryOfWorkflow()!,
      deployment_id: deployment,
      state: status.state,
      description: short(status.description),
      log_url: originOfWorkflow().workflowRunUrl,
      environment_url: status.url,
    },
  );
}
