/** Runs `work` over all items, at most `limit` at a time, and keeps the items' order. Rejects as soon as one does. */
export const concurrently = async <T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const queue = items.entries();
  const runner = async () => {
    // All runners share one iterator: each takes the next item when it is free.
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: limit }, runner));
  return results;
};
