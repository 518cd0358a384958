import { readFile } from 'node:fs/promises';
import {
  connectKubeConfig,
  systemClock,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  applySetOf,
  createObjectApi,
  detectDrift,
  lostFields,
  parseManifests,
  withMembership,
  type ObjectApi,
  type Manifest,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { describeLive } from '../real/liveLane';
import {
  type RealControlPlane,
  startRealControlPlane,
} from '../real/realControlPlane';
import { install, requestFor } from './testing/installedSet.test.fixture';

const DATA = process.env.KUBEFLOW_FLEET_DATA ?? '/work/shared/data';

describeLive('upstream', () => {
  let plane: RealControlPlane;
  let connection: KubernetesConnection;
  beforeAll(async () => {
    plane = await startRealControlPlane({
      cluster: { account: '111122223333', region: 'eu-west-1', name: 'drift' },
      mappings: [],
      sts: (_request, response) => void response.writeHead(403).end(),
    });
    connection = await connectKubeConfig({ path: plane.kubeConfig });
  }, 600_000);
  afterAll(async () => {
    connection?.close();
    await plane?.stop();
  }, 60_000);

  it.each([['kfp-2.17.0/cluster-scoped-resources.yaml', 'kfp-2.17.0/platform-agnostic.yaml'], ['kubeflow-26.03/example.yaml']])('nothing lost in %s', async (...files) => {
    const sources = await Promise.all(files.map(async path => ({ path, content: await readFile(`${DATA}/${path}`) })));
    const set = applySetOf(files[0]!.slice(0, 5).replace('.', ''));
    const manifests = withMembership(parseManifests(sources), set).filter(({ id }) => !/WebhookConfiguration/.test(id.kind));
    const request = { ...requestFor('x', []), set, manifests };
    await install(connection, request);
    const api: ObjectApi = createObjectApi({ subject: 'x', ...connection }, { clock: systemClock, random: Math.random, signal: new AbortController().signal });
    const bad: unknown[] = [];
    for (const manifest of manifests as Manifest[]) {
      const live = await api.get(manifest.id);
      const lost = lostFields(manifest.object(), live?.metadata.managedFields, live);
      if (!lost || lost.length) bad.push([manifest.id.kind, manifest.id.name, lost?.map(l => [l.path, l.manager])]);
    }
    console.log(manifests.length, JSON.stringify(bad).slice(0, 6000));
    const found = await detectDrift({ subject: 'x', ...connection }, { set, manifests }, { clock: systemClock, random: Math.random, signal: new AbortController().signal });
    console.log(JSON.stringify(found.changes.filter(c => c.action !== 'unchanged')).slice(0, 3000), found.requests);
    expect(bad).toEqual([]);
  }, 300_000);
});
