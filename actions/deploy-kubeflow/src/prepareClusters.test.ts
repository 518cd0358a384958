import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DeployInputs } from './inputs';
import { prepareClusters } from './prepareClusters';

const FLEET = `apiVersion: kubeflow-fleet/v1
kind: Fleet
clusters:
  - {name: ml-eu, region: eu-west-1, account: "111122223333"}
  - {name: ml-us, region: us-west-2, account: "111122223333"}
  - {name: ml-ap, region: ap-southeast-2, account: "111122223333"}
`;

let folder: string;
const before = process.env.GITHUB_WORKSPACE;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fleet-'));
  fs.writeFileSync(path.join(folder, 'fleet.yaml'), FLEET);
  process.env.GITHUB_WORKSPACE = folder;
});
afterAll(() => {
  process.env.GITHUB_WORKSPACE = before;
  fs.rmSync(folder, { recursive: true, force: true });
});

const given = (over: Partial<DeployInputs>): DeployInputs =>
  ({
    mode: 'apply',
    fleetFile: 'fleet.yaml',
    clusters: [],
    canary: [],
    confirmUninstall: [],
    ...over,
  } as unknown as DeployInputs);

const names = async (over: Partial<DeployInputs>) => {
  const { clusters, canary } = await prepareClusters(given(over));
  return [clusters, canary].map(list => list.map(({ name }) => name));
};

it('chooses every cluster of the fleet, or those that are named', async () => {
  expect(await names({})).toEqual([['ml-eu', 'ml-us', 'ml-ap'], []]);
  expect(
    await names({ clusters: ['us-west-2/ml-us', 'ml-eu'], canary: ['ml-eu'] }),
  ).toEqual([['ml-us', 'ml-eu'], ['ml-eu']]);
});

it.each([
  [{ clusters: ['ml-xx'] }, /no cluster 'ml-xx'/],
  [
    { clusters: ['ml-eu'], canary: ['ml-us'] },
    /canary: us-west-2\/ml-us is not among the chosen/,
  ],
  [{ canary: ['ml-xx'] }, /no cluster 'ml-xx'/],
  [{ fleetFile: 'other.yaml' }, /'other.yaml' does not exist/],
])('refuses %j', async (over, message) => {
  await expect(prepareClusters(given(over))).rejects.toThrow(message);
});

describe('an uninstallation', () => {
  const uninstall = (clusters: string[], confirmUninstall: string[]) =>
    names({ mode: 'uninstall', clusters, confirmUninstall });

  it('is confirmed by exactly the chosen clusters, however they are named', async () => {
    expect(
      await uninstall(['ml-eu', 'ml-us'], ['eu-west-1/ml-eu', 'ml-us']),
    ).toEqual([['ml-eu', 'ml-us'], []]);
  });

  it('is refused when one is missing or too many, all at once', async () => {
    await expect(
      uninstall(['ml-eu', 'ml-us'], ['ml-us', 'ml-ap']),
    ).rejects.toThrow(
      /eu-west-1\/ml-eu is chosen, but not confirmed[^]*'ml-ap' is confirmed, but not chosen/,
    );
  });

  it('of the whole fleet needs every name', async () => {
    await expect(uninstall([], ['ml-eu', 'ml-us'])).rejects.toThrow(
      /ml-ap is chosen/,
    );
  });
});

it('makes a cluster of a kubeconfig, with what it is to hold', async () => {
  const { clusters } = await prepareClusters(
    given({
      kubeconfig: 'k',
      kubeconfigContext: 'kind',
      profile: 'platform',
      version: '26.03',
      manifests: 'kubeflow',
    }),
  );
  expect(clusters).toEqual([
    expect.objectContaining({
      name: 'kind',
      region: 'kubeconfig',
      kubeflow: {
        profile: 'platform',
        version: '26.03',
        namespace: 'kubeflow',
        manifests: 'kubeflow',
      },
    }),
  ]);
});
