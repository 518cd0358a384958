import { systemClock } from '../../clock';
import type { ApplyTarget } from '../contract';
import {
  configMapManifest,
  deployAll,
  openNext,
  SAMPLE_SET as SET,
} from '../testing/openedInventory';
import { targetOf, type Interference } from '../testing/stateClient';
import { StateServer, unreachable } from '../testing/stateServer';
import { createWriterPorts } from '../testing/writerPorts';
import { createInventoryWriter } from './inventoryWriter';
import { openInventory } from './openInventory';
import { readInventory } from './readInventory';

const PARENT = '/api/v1/namespaces/kubeflow-fleet-system/configmaps/kubeflow';
const A = configMapManifest('a');
const B = configMapManifest('b');
const C = configMapManifest('c');

const setUp = (interference: Interference = {}) => {
  const server = new StateServer();
  const target = targetOf(server, interference);
  return { server, target, read: () => readInventory(target, SET) };
};

const keysOf = async (target: ApplyTarget) =>
  (await readInventory(target, SET)).entries.map(({ id }) => id.name);

describe('a writer', () => {
  const start = async (target: ApplyTarget, generation: number) =>
    createInventoryWriter(target, {
      set: SET,
      inventory: await readInventory(target, SET),
      lease: { generation, assertHeld: () => undefined },
    });
  const applied = (manifest: typeof A) => ({
    applied: [{ manifest, uid: `uid-of-${manifest.id.name}` }],
    removed: [],
    untouched: [],
  });

  it('row 44: gets a clean "lost lock" when a later holder has written', async () => {
    const { target } = setUp();
    await deployAll(target, [A]);
    const paused = await start(target, 2);
    const later = await start(target, 3);
    await later.fence();
    await expect(paused.recordOutcome(applied(B))).rejects.toMatchObject({
      reason: 'LeaseLost',
      message: expect.stringContaining('lost lock'),
    });
    expect(await keysOf(target)).toEqual(['a']);
  });

  it('builds upon what an earlier holder wrote last', async () => {
    const { target } = setUp();
    await deployAll(target, [A]);
    const earlier = await start(target, 2);
    const later = await start(target, 3);
    await earlier.recordOutcome(applied(B));
    await later.recordOutcome(applied(C));
    expect(await keysOf(target)).toEqual(['a', 'b', 'c']);
  });

  it('makes the parent anew when it was deleted, and trusts no digest of the old one', async () => {
    const { server, target, read } = setUp();
    await deployAll(target, [A]);
    const writer = await start(target, 2);
    server.objects.delete(PARENT);
    await writer.recordOutcome(applied(B));
    const { entries, digestOf } = await read();
    expect(entries).toEqual([
      { id: A.id, uid: 'uid-of-a', owned: 'fields' },
      { id: B.id, uid: 'uid-of-b', digest: digestOf(B) },
    ]);
  });

  it('writes nothing when its lease is lost', async () => {
    const { server, target } = setUp();
    await deployAll(target, [A]);
    const writer = createInventoryWriter(target, {
      set: SET,
      inventory: await readInventory(target, SET),
      lease: {
        generation: 2,
        assertHeld: () => {
          throw new Error('lost');
        },
      },
    });
    server.requests.length = 0;
    await expect(writer.recordOutcome(applied(B))).rejects.toThrow('lost');
    await expect(writer.recordIntent([{ id: B.id }])).rejects.toThrow('lost');
    expect(server.requests).toEqual([]);
  });

  it('keeps an entry whose removal was confirmed for another object', async () => {
    const { target } = setUp();
    await deployAll(target, [A, B]);
    const writer = await start(target, 2);
    await writer.recordOutcome({
      applied: [],
      removed: [
        { id: A.id, uid: 'another' },
        { id: B.id, uid: 'uid-of-b' },
      ],
      untouched: [],
    });
    expect(await keysOf(target)).toEqual(['a']);
  });
});

describe('openInventory', () => {
  it('reads again and fences when somebody else deployed since the inventory was read', async () => {
    const { target, read } = setUp();
    await deployAll(target, [A]);
    const outdated = await read();
    await deployAll(target, [B]);
    const opened = await openInventory(
      target,
      {
        set: SET,
        inventory: outdated,
        writes: [{ id: C.id }],
        holder: { host: 'h' },
        waitMs: 1_000,
      },
      createWriterPorts(systemClock),
    );
    expect(opened.stale).toBe(true);
    expect(opened.inventory.entries.map(({ id }) => id.name)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect((await read()).generation).toBe(opened.lease.generation);
    await opened.lease.release();
  });

  it('gives the lease back when the parent cannot be made', async () => {
    const { server, target } = setUp({
      before: ({ method, path }) => {
        if (method === 'POST' && path.endsWith('configmaps')) {
          throw unreachable();
        }
      },
    });
    await expect(openNext(target, [{ id: A.id }])).rejects.toMatchObject({
      reason: 'ConnectionFailed',
    });
    const lease = [...server.objects.values()].find(
      ({ kind }) => kind === 'Lease',
    );
    expect(lease?.spec).toMatchObject({ holderIdentity: '' });
  });
});
