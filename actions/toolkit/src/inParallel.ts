/** Works on at most `width` items at the same time, in order; begins with no more once `mayGoOn` says so. */
export async function inParallel<T>(
  items: readonly T[],
  { width, mayGoOn }: { width: number; mayGoOn: () => boolean },
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length && mayGoOn()) {
      const item = items[next]!;
      next += 1;
      await work(item);
    }
  };
  const workers = Math.min(width, items.length);
  await Promise.all(Array.from({ length: workers }, worker));
}
