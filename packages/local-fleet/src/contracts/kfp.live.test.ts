import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFleetFile } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  connectKubeConfig,
  connectPipelines,
  type KubernetesConnection,
  type PipelinesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { LocalFleet } from '../fleet/contract';
import { startLocalFleet } from '../fleet/startLocalFleet';
import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { realCluster } from '../real/realCluster';
import { describeKfpContract } from './testing/kfpContract';

const { version } = goPrograms['kube-apiserver'];

// KFP itself stays the emulator; its Workflows, its pods and the way to it are the real API server's.
describeLive(`KFP behind kube-apiserver ${version}`, () => {
  let stateDir: string;
  let fleet: LocalFleet;
  let kubernetes: KubernetesConnection;
  let connection: PipelinesConnection;

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'kfp-'));
    fleet = await startLocalFleet({
      stateDir,
      regions: [
        {
          region: 'eu-west-1',
          clusters: [{ name: 'ml-eu', controlPlane: realCluster }],
        },
      ],
      engine: { tasks: { wait: { durationMs: 60_000 } } },
    });
    const { fleetFile } = fleet.files;
    const { clusters } = parseFleetFile(await readFile(fleetFile, 'utf8'), {
      path: fleetFile,
    });
    const path = fleet.cluster('ml-eu').kubeconfig;
    kubernetes = await connectKubeConfig({ path });
    connection = await connectPipelines(clusters[0]!, kubernetes);
  }, 600_000);

  afterAll(async () => {
    connection?.close();
    kubernetes?.close();
    await fleet?.close();
    await rm(stateDir, { recursive: true, force: true });
  }, 60_000);

  describeKfpContract("through the API server's service proxy", () => ({
    client: connection.pipelines,
    endWithinMs: 20_000,
  }));
});
