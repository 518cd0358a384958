import type { ActionResult } from '@kubeflow-fleet/local-fleet';
import {
  allow,
  type DriftLane,
  MANIFESTS,
  openDriftLane,
} from './driftLane.test.fixture';

jest.setTimeout(180_000);

let lane: DriftLane;
beforeEach(async () => {
  lane = await openDriftLane();
});
afterEach(() => lane.close());

const API = '/apis/apps/v1/namespaces/team-ml/deployments/api';
const SETTINGS = '/api/v1/namespaces/team-ml/configmaps/settings';

const errorsIn = ({ annotations }: ActionResult): readonly string[] =>
  annotations
    .filter(({ level }) => level === 'error')
    .map(({ title = '', message }) => `${title}: ${message}`);

const states = ({ outputs }: ActionResult): readonly string[] =>
  JSON.parse(outputs.drift!).map(
    ({ cluster, state }: { cluster: string; state: string }) =>
      `${cluster} ${state}`,
  );

const issues = () =>
  lane.fleet.github.emulator.issues.map(
    ({ number, state }) => `${number} ${state}`,
  );

const deploy = async () => {
  const result = await lane.run('deploy-kubeflow', { mode: 'apply' });
  expect(errorsIn(result)).toEqual([]);
};

const writes = () =>
  lane.fleet.clusters.flatMap(({ controlPlane: { requests = [] } }) =>
    requests
      .filter(({ method }) => !/^(GET|HEAD)$/.test(method))
      .map(({ method, url }) => `${method} ${url}`),
  );

it('finds nothing in clusters that are as they were deployed, with the right to read alone', async () => {
  await deploy();
  allow(lane.fleet, 'reading');
  const before = writes().length;
  const result = await lane.run('detect-drift');
  expect(errorsIn(result)).toEqual([]);
  expect(states(result)).toEqual(['ml-eu CLEAN', 'ml-us CLEAN']);
  expect(result.outputs['has-drift']).toBe('false');
  expect(writes().slice(before)).toEqual([]);
  expect(issues()).toEqual([]);
});

it('names who changed what and when, keeps one issue about it, and closes it when all is clean', async () => {
  await deploy();
  await lane.patchAs('kubectl-scale', API, { spec: { replicas: 0 } });
  const first = await lane.run('detect-drift');
  expect(states(first)).toEqual(['ml-eu DRIFTED', 'ml-us CLEAN']);
  expect(JSON.parse(first.outputs['drifted-clusters']!)).toEqual([
    expect.stringContaining('/eu-west-1/ml-eu'),
  ]);
  const [field] = JSON.parse(first.outputs.drift!)[0].objects[0].fields;
  expect(field).toMatchObject({
    path: 'spec.replicas',
    before: '0',
    after: '1',
    manager: 'kubectl-scale',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(first.conclusion).toBe('success');
  expect(first.outputs['issue-number']).toBe('1');

  await lane.patchAs('kubectl-edit', SETTINGS, { data: { mode: 'theirs' } });
  const second = await lane.run('detect-drift', { 'fail-on-drift': 'true' });
  expect(errorsIn(second).join('\n')).toContain('DriftFound');
  expect(issues()).toEqual(['1 open']);
  const [{ body = '' } = {}] = lane.fleet.github.emulator.issues;
  expect(body).toContain('`kubectl-scale`');
  expect(body).toContain('`data.mode`: is `theirs`, was deployed as `fast`');

  const forced = {
    mode: 'apply',
    'force-conflicts': 'Deployment.apps, ConfigMap',
  };
  const repaired = await lane.run('deploy-kubeflow', forced);
  expect(errorsIn(repaired)).toEqual([]);
  const third = await lane.run('detect-drift');
  expect(states(third)).toEqual(['ml-eu CLEAN', 'ml-us CLEAN']);
  expect(issues()).toEqual(['1 closed']);
});

it('names a cluster that cannot be looked at, fails, and does not close the issue', async () => {
  await deploy();
  await lane.patchAs('kubectl-scale', API, { spec: { replicas: 0 } });
  await lane.run('detect-drift');
  await lane.patchAs('kubeflow-fleet', API, { spec: { replicas: 1 } });
  lane.fleet.inject(
    { cluster: 'ml-us', api: 'kubernetes' },
    { match: () => true, times: 1e6, effect: { kind: 'hang' } },
  );
  const result = await lane.run('detect-drift', { timeout: '5s' });
  expect(result.conclusion).toBe('failure');
  expect(JSON.parse(result.outputs['unreachable-clusters']!)).toEqual([
    expect.stringContaining('/us-west-2/ml-us'),
  ]);
  expect(result.summary).toContain('Not looked at');
  expect(issues()).toEqual(['1 open']);
});

it('tells what is missing, and what was never deployed with compare-with: manifests', async () => {
  await deploy();
  lane.fleet.cluster('ml-us').controlPlane.emulator!.objects.delete({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'team-ml',
    name: 'settings',
  });
  lane.writeManifests(MANIFESTS.replace('mode: fast', 'mode: slow'));
  const revision = await lane.run('detect-drift', { issue: 'false' });
  expect(states(revision)).toEqual(['ml-eu CLEAN', 'ml-us DRIFTED']);
  expect(revision.summary).toContain('is missing');
  const manifests = await lane.run('detect-drift', {
    issue: 'false',
    'compare-with': 'manifests',
  });
  expect(states(manifests)).toEqual(['ml-eu DRIFTED', 'ml-us DRIFTED']);
  expect(issues()).toEqual([]);
});

it('calls a cluster in which nothing was deployed so', async () => {
  const result = await lane.run('detect-drift');
  expect(states(result)).toEqual([
    'ml-eu NOT_INSTALLED',
    'ml-us NOT_INSTALLED',
  ]);
  expect(issues()).toEqual(['1 open']);
});
