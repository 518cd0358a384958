import { createKubernetesClient } from '../../kubernetes/client';
import {
  closeServers,
  startFakeServer,
  type FakeServer,
} from '../../pipelines/testing/fakeServer';
import { makeOnlyDefault, otherDefaults } from './defaultClass';

const servers: FakeServer[] = [];
afterEach(() => closeServers(servers));

const PATH = '/apis/storage.k8s.io/v1/storageclasses';
const KEY = 'storageclass.kubernetes.io/is-default-class';
const BETA = 'storageclass.beta.kubernetes.io/is-default-class';

const clusterWithClasses = async (
  classes: Readonly<Record<string, Record<string, string>>>,
) => {
  const items = Object.entries(classes).map(([name, annotations]) => ({
    metadata: { name, annotations },
  }));
  const server = await startFakeServer({
    [`GET ${PATH}`]: { body: { metadata: {}, items } },
    ...Object.fromEntries(
      Object.keys(classes).map(name => [`PATCH ${PATH}/${name}`, { body: {} }]),
    ),
  });
  servers.push(server);
  const { transport } = server;
  return {
    server,
    kubernetes: createKubernetesClient({
      subject: 'eu-west-1/ml-eu',
      transport,
    }),
  };
};

describe('the only default StorageClass', () => {
  it('takes the mark from the others, and nothing else', async () => {
    const { server, kubernetes } = await clusterWithClasses({
      gp3: { [KEY]: 'true' },
      gp2: { [KEY]: 'true' },
      old: { [BETA]: 'true' },
      efs: {},
      off: { [KEY]: 'false' },
    });
    expect(await otherDefaults(kubernetes, 'gp3')).toEqual(['gp2', 'old']);
    expect(await makeOnlyDefault(kubernetes, 'gp3')).toEqual(['gp2', 'old']);
    const patches = server.requests.filter(({ method }) => method === 'PATCH');
    expect(patches.map(({ path }) => path)).toEqual([
      `${PATH}/gp2`,
      `${PATH}/old`,
    ]);
    expect(JSON.parse(patches[0]!.body)).toEqual({
      metadata: { annotations: { [KEY]: 'false', [BETA]: null } },
    });
  });

  it('writes nothing when it is that already', async () => {
    const { server, kubernetes } = await clusterWithClasses({
      gp3: { [KEY]: 'true' },
    });
    expect(await makeOnlyDefault(kubernetes, 'gp3')).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });
});
