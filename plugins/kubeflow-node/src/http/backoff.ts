/** Waiting times between attempts, in milliseconds. */
export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * "Full jitter": anything from 0 to the exponential bound, so that clients that failed together
 * do not come back together.
 *
 * @param attempt - Attempts already made, 1 or more.
 * @param random - In [0, 1).
 */
export const fullJitter = (
  attempt: number,
  { baseMs, capMs }: Backoff,
  random: () => number,
): number => random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));

/**
 * Milliseconds that a `Retry-After` header asks for: seconds, or a date seen from `now`.
 * Undefined when the header is absent or nonsense.
 */
export const retryAfterMs = (
  header: string | undefined,
  now: number,
): number | undefined => {
  if (!header) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};
