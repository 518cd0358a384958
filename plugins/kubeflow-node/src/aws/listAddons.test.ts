import type { TestServer } from '../http/testing/testServer';
import { listAddons } from './listAddons';
import { keysOf, startFakeEks } from './testing/fakeEks';

const id = { account: '111122223333', region: 'eu-west-1', name: 'ml-eu' };

let server: TestServer | undefined;
afterEach(() => server?.close());

const list = async (addons: readonly string[], account = id.account) => {
  server = await startFakeEks({ clusters: [{ ...id, addons }], pageSize: 2 });
  return listAddons(id, {
    credentials: keysOf(account),
    endpoint: server.url,
    timeoutMs: 5_000,
  });
};

describe('the add-ons of a cluster', () => {
  it('are those of every page', async () => {
    const addons = ['vpc-cni', 'kube-proxy', 'aws-ebs-csi-driver'];
    expect(await list(addons)).toEqual(addons);
  });

  it('are none in a new cluster', async () => {
    expect(await list([])).toEqual([]);
  });

  it('are not none when the cluster is not there', async () => {
    await expect(list(['vpc-cni'], '444455556666')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });
});
