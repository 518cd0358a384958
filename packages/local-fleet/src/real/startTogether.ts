/** Something that runs until it is stopped. */
export interface Running {
  stop(): Promise<unknown>;
}

/**
 * Starts things that need each other. `start` pushes each as it has started; they are stopped in reverse order
 * by the result's `stop`, and also when a later one cannot start.
 */
export async function startTogether<Result extends object>(
  start: (started: Running[]) => Promise<Result>,
): Promise<Result & { stop(): Promise<void> }> {
  const started: Running[] = [];
  const stop = async () => {
    for (const one of started.splice(0).reverse()) await one.stop();
  };
  try {
    return { ...(await start(started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
