/** Time between two ISO 8601 moments for people: `80 ms`, `4 s`, `3 m 12 s`, `2 h 5 m`; empty when one is unknown. */
export const elapsedBetween = (
  start: string | undefined,
  end: string | undefined,
): string => {
  const ms = Date.parse(end ?? '') - Date.parse(start ?? '');
  return Number.isFinite(ms) && ms >= 0 ? elapsed(ms) : '';
};

/** Milliseconds for people; see {@link elapsedBetween}. */
export const elapsed = (ms: number): string => {
  // Kubernetes tells whole seconds: what began and ended in the same one took less than one.
  if (ms === 0) return 'under 1 s';
  if (ms < 1000) return `${Math.ceil(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} m ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
};
