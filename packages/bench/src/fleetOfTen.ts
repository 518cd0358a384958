import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  parseFleetFile,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { type RemoteFleet, startRemoteFleet } from './remoteFleet';

/** Round trips to ten regions from a runner in Virginia, in ms; the slowest decides a parallel submission. */
const ROUND_TRIPS = {
  'us-east-1': 1,
  'us-east-2': 12,
  'ca-central-1': 20,
  'us-west-2': 65,
  'eu-west-1': 80,
  'eu-central-1': 90,
  'sa-east-1': 115,
  'ap-northeast-1': 150,
  'ap-southeast-2': 200,
  'ap-south-1': 220,
} as const;

export const SLOWEST_ROUND_TRIP_MS = Math.max(...Object.values(ROUND_TRIPS));

export interface FleetOfTen {
  readonly fleet: RemoteFleet;
  readonly clusters: readonly FleetCluster[];
  readonly stateDir: string;
  close(): Promise<void>;
}

/** A local fleet with one cluster in each of ten regions, at the distance of that region. */
export async function startFleetOfTen(): Promise<FleetOfTen> {
  const stateDir = await fs.mkdtemp(path.join(os.tmpdir(), 'bench-'));
  const { fleet, close } = await startRemoteFleet({
    stateDir,
    regions: Object.entries(ROUND_TRIPS).map(([region, latencyMs]) => ({
      region,
      latencyMs,
      clusters: [{ name: `ml-${region}` }],
    })),
    // No run ends while the bench goes: what runs do is not what is measured.
    engine: { taskMs: 3_600_000 },
  });
  const file = await fs.readFile(fleet.fleetFile, 'utf8');
  const { clusters } = parseFleetFile(file, { path: fleet.fleetFile });
  return {
    fleet,
    clusters,
    stateDir,
    close: async () => {
      await close();
      await fs.rm(stateDir, { recursive: true });
    },
  };
}
