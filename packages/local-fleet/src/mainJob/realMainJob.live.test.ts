import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { toolCache } from '../real/toolCache';
import { runMainJobOnce } from './mainJob.test.fixture';

describeLive(
  `the main job on kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  () => {
    it('goes from an OIDC token over aws-iam-authenticator and RBAC to a run', async () => {
      const stateDir = await mkdtemp(join(tmpdir(), 'real-job-'));
      try {
        const { code, output, last } = await runMainJobOnce({
          stateDir,
          // The servers and Go's modules are where the live lane put them.
          env: { HOME: process.env.HOME, KUBEFLOW_FLEET_CACHE: toolCache() },
          args: ['--real', 'ml-us-gpu'],
        });
        // The output stands beside the verdict, so that a failure shows why.
        expect({ last, output }).toMatchObject({
          last: { cluster: 'ml-us-gpu', state: 'SUCCEEDED' },
          output: expect.stringContaining('ml-us-gpu is selected (fits-now)'),
        });
        expect(code).toBe(0);
      } finally {
        await rm(stateDir, { recursive: true, force: true });
      }
    }, 180_000);
  },
);
