import { redact } from './secrets';

const LONGEST = 500;

/** What GitHub answered to a request that failed, in one clause without secrets. */
export const gitHubFailure = (error: unknown): string =>
  redact(error instanceof Error ? error.message : String(error))
    .slice(0, LONGEST)
    .replace(/[.\s]+$/, '');
