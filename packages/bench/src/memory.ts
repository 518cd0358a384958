import {
  openDeployers,
  requireUpstreamManifests,
  upstreamManifests,
} from '@kubeflow-fleet/local-fleet';
import { type DistantServer, startPlatformServer } from './applyServers';
import { assertComplete } from './applySubjects';
import { startIstiodStandIn } from './istiodStandIn';
import type { BenchReport } from './report';

const CLUSTERS = 5;

/** Peak memory of a process that deploys the full platform, 8.9 MB of manifests, to five clusters at once. */
export async function memory(): Promise<BenchReport> {
  requireUpstreamManifests();
  const servers: DistantServer[] = [];
  const ends: (() => Promise<void>)[] = [];
  const deployers = await openDeployers();
  try {
    for (let cluster = 0; cluster < CLUSTERS; cluster++) {
      const server = await startPlatformServer([0]);
      servers.push(server);
      ends.push(startIstiodStandIn(server));
    }
    const peaks = { fresh: 0, unchanged: 0 };
    for (const state of ['fresh', 'unchanged'] as const) {
      const deployed = await deployers.start().deploy({
        targets: servers.map(({ server, ca, adminToken }) => ({
          subject: `bench ${server}`,
          server,
          ca,
          token: adminToken,
        })),
        files: [upstreamManifests.platform],
        set: 'kubeflow',
        until: 'applied',
        timeoutMs: 600_000,
      });
      deployed.targets.forEach(assertComplete);
      peaks[state] = deployed.peakMegabytes;
    }
    return report(peaks);
  } finally {
    await deployers.stop();
    for (const end of ends) await end();
    for (const server of servers) await server.stop();
  }
}

const report = (peaks: {
  readonly fresh: number;
  readonly unchanged: number;
}): BenchReport => ({
  unit: 'MB',
  samples: [
    { name: 'first deploy', values: [peaks.fresh] },
    { name: 'unchanged deploy', values: [peaks.unchanged] },
  ],
  goals: [
    {
      name: 'peakMegabytes',
      value: Math.max(peaks.fresh, peaks.unchanged),
      atMost: 300,
    },
  ],
  notes: [
    `${CLUSTERS} API servers, 636 objects (8.9 MB) each, all at once from one process that is bundled as an action is`,
    'peak resident memory of that process as the system counts it, the runtime itself included',
  ],
});
