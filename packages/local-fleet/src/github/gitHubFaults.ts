import type { Fault } from '../emulator';

/** The secondary rate limit: 403 with `Retry-After` in seconds. */
export const secondaryRateLimit = (
  match: Fault['match'],
  options: { readonly times?: number; readonly retryAfter?: number } = {},
): Fault => ({
  match,
  times: options.times,
  effect: {
    kind: 'status',
    status: 403,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'retry-after': String(options.retryAfter ?? 1),
    },
    body: '{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again.","documentation_url":"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api"}',
  },
});

/** GitHub's page for a bad gateway, which is HTML. */
export const badGateway = (match: Fault['match'], times = 1): Fault => ({
  match,
  times,
  effect: {
    kind: 'status',
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<html><head><title>502 Bad Gateway</title></head></html>',
  },
});
