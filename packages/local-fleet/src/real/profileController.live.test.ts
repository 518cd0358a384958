import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { upstreamManifests } from './deploy/upstreamManifests';
import { describeUpstream } from './deploy/upstreamObjects.test.fixture';
import { renderWith } from './installation.test.fixture';

/** The answer of a server that may not listen yet. */
async function askUntilItListens(port: string, body: object): Promise<any> {
  const ask = () =>
    fetch(`http://127.0.0.1:${port}/sync`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
  for (let attempts = 0; attempts < 50; attempts += 1) {
    const answer = await ask().catch(() => undefined);
    if (answer) return answer.json();
    await setTimeout(100);
  }
  return (await ask()).json();
}

describeUpstream('the profile controller with a bucket', () => {
  it('answers its webhook as the metacontroller asks', async () => {
    const workspace = await fs.mkdtemp(path.join(os.tmpdir(), 'profiles-'));
    await fs.copyFile(
      upstreamManifests.platform,
      path.join(workspace, 'platform.yaml'),
    );
    const { manifests } = await renderWith(
      [
        'artifacts: {bucket: ml-eu}',
        'kubeflow: {profile: platform, manifests: platform.yaml}',
      ],
      { workspace },
    );
    const code = manifests.find(({ id }) =>
      id.name.startsWith('kubeflow-pipelines-profile-controller-code'),
    )!;
    const script = path.join(workspace, 'sync.py');
    const { data } = code.object() as unknown as {
      data: { 'sync.py': string };
    };
    await fs.writeFile(script, data['sync.py']);
    const port = String(20_000 + (process.pid % 10_000));
    const server = spawn('python3', [script], {
      env: {
        PATH: process.env.PATH,
        CONTROLLER_PORT: port,
        ARTIFACT_BUCKET: 'ml-eu',
        ARTIFACT_REGION: 'eu-west-1',
        ARTIFACT_ENDPOINT: 's3.eu-west-1.amazonaws.com',
        KFP_VERSION: '2.17.0',
      },
      stdio: 'ignore',
    });
    try {
      const answer = await askUntilItListens(port, {
        object: {
          metadata: {
            name: 'team-a',
            labels: { 'pipelines.kubeflow.org/enabled': 'true' },
          },
        },
        attachments: {},
      });
      expect(answer.status).toEqual({ 'kubeflow-pipelines-ready': 'False' });
      const [launcher, , repositories] = answer.attachments;
      expect(launcher.data.defaultPipelineRoot).toBe(
        's3://ml-eu/private-artifacts/team-a/v2/artifacts',
      );
      expect(
        JSON.parse(repositories.data['default-namespaced']).s3,
      ).toMatchObject({ useSDKCreds: true, bucket: 'ml-eu' });
      expect(
        answer.attachments.map(({ kind }: { kind: string }) => kind),
      ).toEqual([
        'ConfigMap',
        'ConfigMap',
        'ConfigMap',
        'Deployment',
        'Service',
      ]);
      const other = await askUntilItListens(port, {
        object: { metadata: { name: 'kube-system' } },
        attachments: {},
      });
      expect(other).toEqual({ status: {}, attachments: [] });
    } finally {
      server.kill();
      await fs.rm(workspace, { recursive: true, force: true });
    }
  });
});
