import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMainJobOnce } from './mainJob.test.fixture';

const live = process.env.KUBEFLOW_FLEET_LIVE ? describe : describe.skip;

live('the main job on a real control plane', () => {
  it('goes from an OIDC token over aws-iam-authenticator and RBAC to a run', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'real-job-'));
    try {
      const { code, output, last } = await runMainJobOnce({
        stateDir,
        // The servers and Go's modules are where the live lane put them.
        home: process.env.HOME,
        args: ['--real', 'ml-us-gpu'],
      });
      expect(last).toMatchObject({ cluster: 'ml-us-gpu', state: 'SUCCEEDED' });
      expect(output).toContain('ml-us-gpu is selected (fits-now)');
      expect(code).toBe(0);
    } finally {
      await rm(stateDir, { recursive: true, force: true });
    }
  }, 180_000);
});
