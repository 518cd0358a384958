const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (first: string, second: number, unit: string) =>
  second === 0 ? first : `${first}${second}${unit}`;

/** A duration in kubectl's words: `5s`, `2m10s`, `3h4m`, `2d5h`, `40d`. */
export const humanDuration = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / SECOND);
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 10) return two(`${minutes}m`, seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(milliseconds / HOUR);
  if (hours < 8) return two(`${hours}h`, minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(milliseconds / DAY);
  return hours < 192 ? two(`${days}d`, hours % 24, 'h') : `${days}d`;
};

/** Age of an RFC 3339 timestamp; `<unknown>` for none. */
export const age = (timestamp: unknown, now: number): string => {
  const time = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN;
  return Number.isNaN(time) ? '<unknown>' : humanDuration(now - time);
};
