/** Median of one kind of measurement, in its own unit. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1
    ? upper
    : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

export interface Sample {
  readonly name: string;
  /** In `unit`, one per repetition. */
  readonly values: readonly number[];
}

/**
 * Measures each subject `repetitions` times in turn (A B C A B C …), so that a machine that slows down
 * slows all of them; the first round warms up and is not counted. A measurement is what `measure` returns.
 */
export async function measureInTurn(
  subjects: Readonly<Record<string, () => Promise<number>>>,
  repetitions: number,
): Promise<readonly Sample[]> {
  const samples = Object.keys(subjects).map(name => ({
    name,
    values: [] as number[],
  }));
  for (let round = 0; round <= repetitions; round++) {
    for (const sample of samples) {
      const value = await subjects[sample.name]?.();
      if (round > 0 && value !== undefined) sample.values.push(value);
    }
  }
  return samples;
}

/** Milliseconds that `work` took. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
