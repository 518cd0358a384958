import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startClusterEgress } from '../real/clusterEgress';
import { startControlPlaneProcesses } from '../real/controlPlaneProcesses';
import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { createAnswering } from './answering.test.fixture';
import answers from './answers.json';
import { applyRequests } from './applyRequests.test.fixture';
import { contractRequests } from './kubernetesRequests.test.fixture';

const requests = [...contractRequests, ...applyRequests];

describeLive(
  `kube-apiserver ${goPrograms['kube-apiserver'].version} still answers as it was recorded`,
  () => {
    const stops: (() => Promise<unknown>)[] = [];
    const sends: Awaited<ReturnType<typeof createAnswering>>[] = [];

    beforeAll(async () => {
      const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'answers-'));
      stops.push(() => fs.rm(directory, { recursive: true, force: true }));
      const egress = await startClusterEgress(directory);
      stops.push(() => egress.close());
      const plane = await startControlPlaneProcesses({
        directory,
        egressSocket: egress.socket,
        port: 0,
      });
      stops.push(plane.stop);
      const { server, ca, adminToken: token } = plane;
      for (let suite = 0; suite < 2; suite++)
        sends.push(await createAnswering({ server, ca, token }));
    }, 600_000);

    afterAll(async () => {
      for (const stop of stops.reverse()) await stop();
    }, 60_000);

    it.each(
      requests.map(
        (request, index) =>
          [
            `${index} ${request.method} ${request.path}`,
            request,
            index,
          ] as const,
      ),
    )('%s', async (_name, request, index) => {
      const send = sends[index < contractRequests.length ? 0 : 1]!;
      const answer = await send(request);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answers[index]);
    });
  },
);
