import {
  type ApiServerProcesses,
  startApiServerAlone,
  startApiServerWithBackends,
} from '@kubeflow-fleet/local-fleet';
import { openDelays } from './applyDelay';

/** One API server, near and at several distances. */
export interface DistantServer extends ApiServerProcesses {
  /** Its address at that round trip. */
  at(roundTripMs: number): string;
}

/** Starts an API server that nothing else uses, and the ways to it. */
export const startDistantServer = async (
  roundTrips: readonly number[],
): Promise<DistantServer> =>
  atDistances(await startApiServerAlone(), roundTrips);

/** The same for the full platform, whose workloads wait for webhooks: no pod starts here, so they answer at once. */
export const startPlatformServer = async (
  roundTrips: readonly number[],
): Promise<DistantServer> =>
  atDistances(await startApiServerWithBackends(), roundTrips);

async function atDistances(
  processes: ApiServerProcesses,
  roundTrips: readonly number[],
): Promise<DistantServer> {
  const port = Number(new URL(processes.server).port);
  const delays = await openDelays(
    roundTrips.map(roundTripMs => ({ port, roundTripMs })),
  );
  return {
    ...processes,
    at: roundTripMs => {
      const delayed = delays.ports[roundTrips.indexOf(roundTripMs)];
      if (!delayed) throw new Error(`no way of ${roundTripMs} ms was opened`);
      return `https://127.0.0.1:${delayed}`;
    },
    stop: async () => {
      await delays.close();
      await processes.stop();
    },
  };
}
