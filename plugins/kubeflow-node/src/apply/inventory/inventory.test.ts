import type { ApplyTarget } from '../contract';
import {
  configMapManifest,
  deployAll,
  openNext,
  SAMPLE_SET as SET,
} from '../testing/openedInventory';
import { targetOf, type Interference } from '../testing/stateClient';
import { StateServer, unreachable } from '../testing/stateServer';
import { sampleManifest } from '../wait/testing/sampleManifest';
import { encodeIntent } from './intent';
import { createInventoryWriter } from './inventoryWriter';
import { readInventory } from './readInventory';
import type { KubernetesObject } from '../../kubernetes/objects';

const STATE = '/api/v1/namespaces/kubeflow-fleet-system';
const PARENT = `${STATE}/configmaps/kubeflow`;
const [A, B, C] = ['a', 'b', 'c'].map(name => configMapManifest(name)) as [
  ReturnType<typeof configMapManifest>,
  ReturnType<typeof configMapManifest>,
  ReturnType<typeof configMapManifest>,
];
const ROLE = sampleManifest({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'kubeflow:a role' },
});
const CLAIM = sampleManifest({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'claim', namespace: 'other' },
});

const setUp = (interference: Interference = {}) => {
  const server = new StateServer();
  const target = targetOf(server, interference);
  const read = () => readInventory(target, SET);
  const parent = () => server.objects.get(PARENT)!;
  const edit = (change: (object: KubernetesObject) => object) =>
    server.put(PARENT, change(parent()));
  return { server, target, read, parent, edit };
};

const keysOf = async (target: ApplyTarget) =>
  (await readInventory(target, SET)).entries.map(({ id }) => id.name);

describe('readInventory', () => {
  it('finds an empty inventory in a cluster that was never deployed to, in two requests', async () => {
    const { server, read } = setUp();
    expect(await read()).toMatchObject({ entries: [], generation: 0 });
    expect((await read()).parent).toBeUndefined();
    expect(server.requests).toHaveLength(4);
  });

  it('gives back what was recorded, and a digest that means nothing without the parent', async () => {
    const { target, read, parent } = setUp();
    await deployAll(target, [A, ROLE]);
    const inventory = await read();
    expect(inventory.entries).toEqual(
      [A, ROLE].map(manifest => ({
        id: manifest.id,
        uid: `uid-of-${manifest.id.name}`,
        digest: inventory.digestOf(manifest),
        owned: 'fields',
      })),
    );
    expect(inventory.generation).toBe(1);
    expect(JSON.stringify(parent())).not.toContain(A.digest);
    expect(inventory.digestOf(A)).not.toBe(inventory.digestOf(ROLE));
  });

  it.each([
    ['an entry was cut off', { entries: '["ConfigMap","kubefl' }],
    ['an entry is missing', { entries: '["ConfigMap","kubeflow","a"]' }],
    ['an entry is no entry', { entries: '{}', count: '1' }],
    ['the entries are gone', { entries: undefined }],
    ['the count is no number', { count: 'many' }],
    ['the generation is gone', { generation: undefined }],
    ['the revisions are no list', { revisions: '{}' }],
    ['a shard is missing', { shards: '[{"name":"x","digest":"y"}]' }],
  ])('never takes it for a shorter one when %s', async (_, damage) => {
    const { target, read, edit } = setUp();
    await deployAll(target, [A, B]);
    edit(object => ({
      ...object,
      data: { ...(object.data as object), ...damage },
    }));
    await expect(read()).rejects.toMatchObject({
      name: 'ConflictError',
      reason: 'InventoryUnreadable',
      remedy: expect.stringContaining('delete configmap kubeflow'),
    });
  });

  it('refuses the parent of another tool, and one that lost its label', async () => {
    const { target, read, edit } = setUp();
    await deployAll(target, [A]);
    const own = edit(object => ({
      ...object,
      metadata: {
        ...object.metadata,
        annotations: {
          ...object.metadata.annotations,
          'applyset.kubernetes.io/tooling': 'kubectl/v1.35',
        },
      },
    }));
    await expect(read()).rejects.toMatchObject({
      reason: 'ForeignApplySet',
      message: expect.stringContaining("managed by 'kubectl'"),
    });
    edit(() => ({ ...own, metadata: { ...own.metadata, labels: {} } }));
    await expect(read()).rejects.toMatchObject({ reason: 'ForeignApplySet' });
  });

  it('passes on what the API server says instead of an empty inventory', async () => {
    const { read } = setUp({
      before: () => {
        throw unreachable();
      },
    });
    await expect(read()).rejects.toMatchObject({ reason: 'ConnectionFailed' });
  });

  it('refuses an intent that cannot be read', async () => {
    const { server, target, read } = setUp();
    await openNext(target, [{ id: A.id }]).then(({ lease }) => lease.release());
    const path =
      '/apis/coordination.k8s.io/v1/namespaces/kubeflow-fleet-system/leases/kubeflow';
    const lease = server.objects.get(path)!;
    server.put(path, {
      ...lease,
      metadata: {
        ...lease.metadata,
        annotations: { 'kubeflow-fleet/intent': 'H4sIAAAA' },
      },
    });
    await expect(read()).rejects.toMatchObject({
      reason: 'InventoryUnreadable',
    });
  });
});

describe('the parent', () => {
  it('says what KEP-3659 asks for, and what others wrote stays', async () => {
    const { target, parent, edit } = setUp();
    await deployAll(target, [A, ROLE]);
    edit(object => ({
      ...object,
      metadata: {
        ...object.metadata,
        annotations: { ...object.metadata.annotations, note: 'theirs' },
      },
    }));
    await deployAll(target, [CLAIM]);
    expect(parent().metadata.labels).toMatchObject({
      'applyset.kubernetes.io/id': SET.id,
      'app.kubernetes.io/managed-by': 'kubeflow-fleet',
    });
    expect(parent().metadata.labels).not.toHaveProperty([
      'applyset.kubernetes.io/part-of',
    ]);
    expect(parent().metadata.annotations).toEqual({
      note: 'theirs',
      'applyset.kubernetes.io/tooling': 'kubeflow-fleet/v1',
      'applyset.kubernetes.io/contains-group-kinds':
        'ClusterRole.rbac.authorization.k8s.io,ConfigMap,PersistentVolumeClaim',
      'applyset.kubernetes.io/additional-namespaces': 'kubeflow,other',
    });
  });

  it('covers old and new before the first write, and shrinks when what is gone is confirmed', async () => {
    const { target, read } = setUp();
    await deployAll(target, [A]);
    const { writer, lease } = await openNext(target, [{ id: CLAIM.id }]);
    expect(await read()).toMatchObject({
      groupKinds: ['ConfigMap', 'PersistentVolumeClaim'],
      namespaces: ['kubeflow', 'other'],
    });
    await writer.recordOutcome({
      applied: [{ manifest: CLAIM, uid: 'u' }],
      removed: [{ id: A.id, uid: 'uid-of-a' }],
      untouched: [],
    });
    await lease.release();
    expect(await read()).toMatchObject({
      groupKinds: ['PersistentVolumeClaim'],
      namespaces: ['other'],
    });
  });

  it('costs one write beside the lease where nothing of a new kind comes', async () => {
    const { server, target } = setUp();
    await deployAll(target, [A]);
    server.requests.length = 0;
    await deployAll(target, [A, B]);
    const writes = server.requests.filter(line => !line.startsWith('GET'));
    expect(writes).toEqual([
      expect.stringMatching(/^PUT .*leases\/kubeflow$/),
      expect.stringMatching(/^PUT .*configmaps\/kubeflow$/),
      expect.stringMatching(/^PUT .*leases\/kubeflow$/),
    ]);
  });
});

describe('row 45: a deploy that was killed', () => {
  it('left what it intended with the lease, so that the next one knows', async () => {
    const { target, read } = setUp();
    await deployAll(target, [A]);
    const { lease } = await openNext(target, [
      { id: A.id },
      { id: B.id, before: 'stood-there' },
    ]);
    await lease.release();
    const { entries } = await read();
    // What A holds is no longer known, B may be there or not.
    expect(entries).toEqual([
      { id: A.id, uid: 'uid-of-a' },
      { id: B.id, before: 'stood-there' },
    ]);
  });

  it('is not forgotten by one that was killed after it', async () => {
    const { target } = setUp();
    await deployAll(target, [A]);
    for (const writes of [[{ id: B.id }], [{ id: C.id }]]) {
      const { lease } = await openNext(target, writes);
      await lease.release();
    }
    expect(await keysOf(target)).toEqual(['a', 'b', 'c']);
    await deployAll(target, [A]);
    expect(await keysOf(target)).toEqual(['a', 'b', 'c']);
  });

  it('leaves no trace when it took back what it had not sent', async () => {
    const { target, read } = setUp();
    await deployAll(target, [A]);
    const before = await read();
    const { writer, lease } = await openNext(target, [
      { id: A.id },
      { id: B.id },
    ]);
    await writer.recordOutcome({
      applied: [],
      removed: [],
      untouched: [A.id, B.id],
    });
    await lease.release();
    expect((await read()).entries).toEqual(before.entries);
  });

  it('intended more than an annotation holds: the inventory says it before the first write', async () => {
    const { target } = setUp();
    const writes = Array.from({ length: 20_000 }, (_, index) => ({
      id: { ...A.id, name: `m-${index}-${Math.sin(index)}` },
    }));
    expect(encodeIntent(writes) === undefined).toBe(true);
    await openNext(target, writes).then(({ lease }) => lease.release());
    expect(await keysOf(target)).toHaveLength(20_000);
  });
});

describe('an inventory that is too large for one object (row 13)', () => {
  const MANY = Array.from({ length: 40 }, (_, index) =>
    configMapManifest(`m-${index}`),
  );
  const write = async (
    target: ApplyTarget,
    generation: number,
    manifests = MANY,
  ) => {
    const inventory = await readInventory(target, SET);
    const writer = createInventoryWriter(target, {
      set: SET,
      inventory,
      lease: { generation, assertHeld: () => undefined },
      shardBytes: 1_000,
    });
    await writer.recordOutcome({
      applied: manifests.map(manifest => ({ manifest, uid: 'u' })),
      removed: [],
      untouched: [],
    });
  };
  const shardsOf = ({ objects }: StateServer) =>
    [...objects.keys()].filter(path => path.includes('-inventory-'));

  it('is split, read as one, and old shards go', async () => {
    const { server, target } = setUp();
    await deployAll(target, [A]);
    await write(target, 2);
    const first = shardsOf(server);
    expect(first.length).toBeGreaterThan(2);
    expect(await keysOf(target)).toHaveLength(41);
    await write(target, 3);
    expect(await keysOf(target)).toHaveLength(41);
    expect(shardsOf(server)).toHaveLength(first.length);
    expect(shardsOf(server)).not.toEqual(first);
  });

  it('loses no entry, wherever a write of it is cut off', async () => {
    for (let cut = 0; cut < 40; cut += 1) {
      let writes = -1;
      const { server, target } = setUp({
        before: ({ method }) => {
          if (writes < 0 || method === 'GET') return;
          if (writes >= cut) throw unreachable();
          writes += 1;
        },
      });
      await deployAll(target, [A]);
      await write(target, 2);
      writes = 0;
      const failed = await write(target, 3).then(
        () => false,
        () => true,
      );
      writes = -1;
      expect(await keysOf(target)).toHaveLength(41);
      await write(target, 4);
      expect(await keysOf(target)).toHaveLength(41);
      // What the cut one left is gone too.
      expect(shardsOf(server).every(path => path.includes('-4-'))).toBe(true);
      if (!failed && cut > 12) return;
    }
    throw new Error('no cut was late enough');
  });

  it('is not believed when a shard was changed', async () => {
    const { server, target, read } = setUp();
    await deployAll(target, [A]);
    await write(target, 2);
    const [path = ''] = shardsOf(server);
    const shard = server.objects.get(path)!;
    server.put(path, { ...shard, data: { entries: '' } });
    await expect(read()).rejects.toMatchObject({
      reason: 'InventoryUnreadable',
      message: expect.stringContaining('was changed'),
    });
  });

  it('is split at the real size too, below the limit of an object', async () => {
    const { server, target } = setUp();
    await deployAll(
      target,
      Array.from({ length: 9_000 }, (_, index) =>
        configMapManifest(`a-rather-long-name-of-an-object-${index}`),
      ),
    );
    expect(shardsOf(server).length).toBeGreaterThan(1);
    expect(await keysOf(target)).toHaveLength(9_000);
  });
});
