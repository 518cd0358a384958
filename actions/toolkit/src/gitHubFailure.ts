import { redact } from './secrets';

const LONGEST = 500;

const statusOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'status' in error
    ? error.status
    : undefined;

/** 404 is GitHub's answer to a token that may not even know; a rate limit is a 403, too. */
const mayLackPermission = (error: unknown, text: string): boolean =>
  [403, 404].includes(Number(statusOf(error))) && !/rate limit/i.test(text);

/** What to do about it, as a sentence. */
const remedyOf = (error: unknown, text: string, permission: string): string => {
  if (mayLackPermission(error, text)) {
    return `The job needs "permissions: ${permission}: write"`;
  }
  return statusOf(error) === 401
    ? 'The input github-token is not valid, or no longer: use the one of the job'
    : 'Run the job again when GitHub answers; see https://www.githubstatus.com';
};

/**
 * What GitHub answered to a request that failed, without secrets, and what to do about it: two sentences, the last one
 * without its full stop. `permission` as workflows spell it, `pull-requests`.
 */
export const gitHubFailure = (error: unknown, permission: string): string => {
  const text = redact(error instanceof Error ? error.message : String(error))
    .slice(0, LONGEST)
    .replace(/[.\s]+$/, '');
  return `${text}. ${remedyOf(error, text, permission)}`;
};
