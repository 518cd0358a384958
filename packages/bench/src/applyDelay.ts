import { startChildProcess } from './childProcess';

/** A server on loopback, and how far away it is to be. */
export interface DelayRequest {
  readonly port: number;
  readonly roundTripMs: number;
}

export interface Delays {
  /** One port for each request, in its order. */
  readonly ports: readonly number[];
  close(): Promise<void>;
}

/** Opens a distant port for each request. */
export async function openDelays(
  requests: readonly DelayRequest[],
): Promise<Delays> {
  const { answer, close } = await startChildProcess<number[]>(
    'applyDelayProcess.ts',
    { name: 'the delaying proxy', request: requests },
  );
  return { ports: answer, close };
}
