import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sampleInstallation } from '../installation/sampleInstallation';
import type { LocalCluster, LocalFleet } from './contract';
import { startLocalFleet } from './startLocalFleet';

let stateDir: string;
let fleet: LocalFleet;
let cluster: LocalCluster;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'installation-'));
  fleet = await startLocalFleet({
    stateDir,
    installed: false,
    regions: [{ region: 'eu-west-1', clusters: [{ name: 'ml' }] }],
  });
  cluster = fleet.cluster('ml');
});
afterAll(async () => {
  await fleet.close();
  await rm(stateDir, { recursive: true, force: true });
});

const objects = () => cluster.controlPlane.emulator!.objects;
const api = (path: string, body?: object) =>
  fetch(`${cluster.kfpUrl}/apis/v2beta1/${path}`, {
    method: body ? 'POST' : 'GET',
    body: body && JSON.stringify(body),
  });
const names = async () => {
  const { experiments } = (await (await api('experiments')).json()) as {
    experiments: { display_name: string }[];
  };
  return experiments.map(({ display_name: name }) => name);
};
const until = async (isSo: () => boolean) => {
  for (let attempt = 0; attempt < 400 && !isSo(); attempt++) await sleep(5);
  expect(isSo()).toBe(true);
};
const reference = (kind: string, name: string, apiVersion = 'v1') => ({
  apiVersion,
  kind,
  namespace: 'kubeflow',
  name,
});
const DEPLOYMENT = reference('Deployment', 'ml-pipeline', 'apps/v1');
const DATABASE = reference('Deployment', 'mysql', 'apps/v1');
const CLAIM = reference('PersistentVolumeClaim', 'mysql-pv-claim');

/** In the order of waves: definitions are served before the rest. */
const install = async () => {
  const missing = sampleInstallation().filter(
    object =>
      object.kind !== 'Namespace' &&
      !objects().get({
        apiVersion: object.apiVersion,
        kind: object.kind,
        namespace: object.metadata.namespace,
        name: object.metadata.name,
      }),
  );
  missing.forEach(object => objects().create(object));
  await until(() => cluster.isKfpReady());
};

it('KFP answers where it is installed and ready, as long as it is', async () => {
  const refused = await api('experiments');
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({
    message: 'no endpoints available for service "ml-pipeline"',
  });
  await install();
  expect((await api('experiments', { display_name: 'kept' })).status).toBe(200);
  objects().mergePatch(DEPLOYMENT, { spec: { replicas: 0 } });
  await until(() => !cluster.isKfpReady());
  expect((await api('experiments')).status).toBe(503);
  objects().mergePatch(DEPLOYMENT, { spec: { replicas: 1 } });
  await until(() => cluster.isKfpReady());
  expect(await names()).toContain('kept');
});

it('a new installation knows the pipelines and runs of the claim that stayed', async () => {
  objects().delete(DEPLOYMENT);
  await until(() => !cluster.isKfpReady());
  await install();
  expect(await names()).toContain('kept');
});

it('pipelines and runs go with the claim of the database', async () => {
  objects().delete(DEPLOYMENT);
  objects().delete(DATABASE);
  objects().delete(CLAIM);
  await until(() => objects().get(CLAIM) === undefined);
  await until(() => !cluster.isKfpReady());
  await install();
  expect(await names()).toEqual(['Default']);
});
