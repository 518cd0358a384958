import { createKubernetesClient } from '../../kubernetes/client';
import {
  closeServers,
  startFakeServer,
  type FakeServer,
} from '../../pipelines/testing/fakeServer';
import type { ApplyResult } from '../../apply/contract';
import { clusterWith } from '../testing/installationExamples';
import { makeOnlyDefault, otherDefaults } from './defaultClass';
import { repairDefaultClass } from './repairDefaultClass';

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

describe('the repair after an apply', () => {
  const applied: ApplyResult = {
    changeSet: { changes: [], failures: [] },
    unready: [],
    requests: { total: 10, writes: 4 },
  };
  const asked = clusterWith('storage: {class: gp3, makeDefault: true}');
  const twoDefaults = { gp3: { [KEY]: 'true' }, gp2: { [KEY]: 'true' } };

  it('is part of what the deploy did', async () => {
    const { kubernetes } = await clusterWithClasses(twoDefaults);
    const { changeSet, requests } = await repairDefaultClass(
      kubernetes,
      asked,
      applied,
    );
    expect(changeSet.changes).toEqual([
      {
        id: { group: 'storage.k8s.io', kind: 'StorageClass', name: 'gp2' },
        action: 'configured',
        reason: 'is no default any more: gp3 is',
      },
    ]);
    expect(requests).toEqual({ total: 12, writes: 5 });
  });

  it.each([
    ['nobody asked for it', clusterWith('storage: {class: gp3}'), applied],
    ['the deploy ended early', asked, { ...applied, error: new Error('x') }],
    [
      'the new default is not there',
      asked,
      {
        ...applied,
        changeSet: {
          changes: [],
          failures: [
            {
              id: {
                group: 'storage.k8s.io',
                kind: 'StorageClass',
                name: 'gp3',
              },
              error: new Error('x'),
            },
          ],
        },
      },
    ],
  ])('does not happen when %s', async (_, cluster, result) => {
    const { server, kubernetes } = await clusterWithClasses(twoDefaults);
    expect(await repairDefaultClass(kubernetes, cluster, result)).toBe(result);
    expect(server.requests).toEqual([]);
  });

  it('is a failure of the class when it is not allowed', async () => {
    const server = await startFakeServer({
      [`GET ${PATH}`]: {
        status: 403,
        body: { kind: 'Status', reason: 'Forbidden', code: 403 },
      },
    });
    servers.push(server);
    const { changeSet } = await repairDefaultClass(
      createKubernetesClient({
        subject: 'eu-west-1/ml-eu',
        transport: server.transport,
      }),
      asked,
      applied,
    );
    expect(changeSet.failures).toMatchObject([
      { id: { name: 'gp3' }, error: { name: 'NotAllowedError' } },
    ]);
  });
});
