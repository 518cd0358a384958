import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { keyOf } from '../kfp/workflowPort';
import type { LocalFleet } from './contract';
import { startLocalFleet } from './startLocalFleet';

const PIPELINE = resolve(__dirname, '../../pipelines/churn_training.yaml');

let stateDir: string;
let fleet: LocalFleet;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'engine-off-'));
  fleet = await startLocalFleet({
    stateDir,
    engine: 'off',
    regions: [{ region: 'eu-west-1', clusters: [{ name: 'ml' }] }],
  });
});
afterAll(async () => {
  await fleet.close();
  await rm(stateDir, { recursive: true, force: true });
});

const kfp = async (path: string, body?: object) => {
  const answer = await fetch(
    `${fleet.cluster('ml').kfpUrl}/apis/v2beta1/${path}`,
    {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    },
  );
  return (await answer.json()) as { run_id: string; state: string };
};

const stateBecomes = async (runId: string, wanted: string) => {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; ) {
    const { state } = await kfp(`runs/${runId}`);
    if (state === wanted) return state;
    await sleep(20);
  }
  return (await kfp(`runs/${runId}`)).state;
};

it('with its engine off, a run waits until a test plays the controller', async () => {
  const { run_id: runId } = await kfp('runs', {
    display_name: 'by hand',
    pipeline_spec: parse(await readFile(PIPELINE, 'utf8')),
  });
  await sleep(300);
  const { controlPlane } = fleet.cluster('ml');
  const [workflow] = await controlPlane.workflows.list();
  expect(workflow?.status?.phase).toBeUndefined();
  expect(await stateBecomes(runId, 'PENDING')).toBe('PENDING');

  const ended = new Date().toISOString();
  await controlPlane.workflows.patch(keyOf(workflow!), {
    metadata: { labels: { 'workflows.argoproj.io/completed': 'true' } },
    status: { phase: 'Succeeded', startedAt: ended, finishedAt: ended },
  });
  expect(await stateBecomes(runId, 'SUCCEEDED')).toBe('SUCCEEDED');
});
