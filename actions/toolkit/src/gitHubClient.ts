import type { GitHubClient } from './github';

export type { GitHubClient } from './github';

/**
 * GitHub's REST API with the token of the job, in the name of an action; loaded only when asked for,
 * because most steps never need it.
 */
export const gitHubClient = async (
  token: string,
  action: string,
): Promise<GitHubClient> => {
  const { connectGitHub } = await import('./github');
  return connectGitHub(token, action);
};
