import http from 'node:http';
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { userAgent } from './workflowRun';

/** GitHub's REST API. */
export type GitHubClient = ReturnType<typeof getOctokit>;

/** Reporting must not hold a job: a request, and the wait for a rate limit, end after this. */
const REQUEST_MS = 20_000;
const LONGEST_WAIT_SECONDS = 20;
const RETRIES = 2;
/** Unit of the pauses between retries, which grow as squares. */
const PAUSE_MS = 500;

const onLimit = (
  retryAfter: number,
  ...[, , retryCount]: [options: object, octokit: object, retryCount: number]
) => retryAfter <= LONGEST_WAIT_SECONDS && retryCount < RETRIES;

const proxied = http as typeof http & {
  readonly setGlobalProxyFromEnv?: () => void;
};

/**
 * A client of the API that the runner names, with retries of 5xx and of short rate limits.
 * Loaded by `import()`: most steps never need it.
 */
export function connectGitHub(token: string, action: string): GitHubClient {
  // fetch() honours HTTPS_PROXY only when told so; Node before 24.5 cannot be told at run time.
  proxied.setGlobalProxyFromEnv?.();
  const options = {
    baseUrl: process.env.GITHUB_API_URL ?? 'https://api.github.com',
    userAgent: userAgent(action),
    // Node's own: that of @actions/github brings a second HTTP stack of half a megabyte.
    request: { retries: RETRIES, fetch },
    log: silent,
    retry: { retryAfterBaseValue: PAUSE_MS },
    throttle: { onRateLimit: onLimit, onSecondaryRateLimit: onLimit },
  };
  const client = getOctokit(token, options, retry, throttling);
  client.hook.before('request', ({ request }) => {
    request.signal = AbortSignal.timeout(REQUEST_MS);
  });
  return client;
}

const nothing = () => undefined;

// The plugins print whole requests; what matters is said by the callers.
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
