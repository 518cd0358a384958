import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { seededRandom } from '../../testing/seededRandom';
import { createVirtualClock } from '../../testing/virtualClock';
import { startDeployer } from '../testing/deployer';
import type { Interference } from '../testing/stateClient';
import { answerLost, StateServer, unreachable } from '../testing/stateServer';
import { acquireLease } from './acquireLease';
import type { HeldLease, LeaseRequest } from './contract';
import { leaseSpec } from './leaseObject';
import { observeLease } from './observeLease';

const NAMESPACE = '/api/v1/namespaces/kubeflow-fleet-system';
const LEASE =
  '/apis/coordination.k8s.io/v1/namespaces/kubeflow-fleet-system/leases/kubeflow';

const setUp = () => {
  const server = new StateServer();
  server.put(NAMESPACE, { metadata: { name: 'kubeflow-fleet-system' } });
  const world = createVirtualClock();
  let seed = 0;
  const start = (interference: Interference = {}) =>
    startDeployer(server, world, {
      random: seededRandom((seed += 1)),
      interference,
    });
  const spec = () => leaseSpec(server.objects.get(LEASE)!);
  return { server, world, start, spec };
};

const request = (
  host: string,
  more: Partial<LeaseRequest> = {},
): LeaseRequest => ({
  name: 'kubeflow',
  holder: { repository: 'acme/ml', workflowRunId: '7', attempt: 2, host },
  waitMs: 600_000,
  ...more,
});

const acquire = (
  { target, ports }: ReturnType<ReturnType<typeof setUp>['start']>,
  asked: LeaseRequest,
) => acquireLease(target, asked, ports);

const lossOf = (held: HeldLease): unknown => {
  try {
    held.assertHeld();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('acquireLease', () => {
  it('names repository, run, attempt and host, and two holders of one name differ', async () => {
    const { world, start, spec } = setUp();
    const held = await world.run(acquire(start(), request('runner-7')));
    const first = spec().holderIdentity;
    await world.run(held.release());
    await world.run(acquire(start(), request('runner-7')));
    expect(first).toMatch(
      /^acme\/ml, run 7 attempt 2 on runner-7 \([0-9a-z]{10}\)$/,
    );
    expect(spec().holderIdentity).not.toBe(first);
  });

  it('cannot be made to write lines of its own by a hostile repository name', async () => {
    const { world, start, spec } = setUp();
    const holder = {
      repository: `x\n::set-output::${'y'.repeat(900)}`,
      host: 'h',
    };
    await world.run(acquire(start(), request('h', { holder })));
    expect(spec().holderIdentity).not.toContain('\n');
    expect(spec().holderIdentity.length).toBeLessThan(300);
  });

  it('creates the namespace when it is missing', async () => {
    const { server, world, start } = setUp();
    server.objects.clear();
    const held = await world.run(acquire(start(), request('a')));
    expect(held.generation).toBe(1);
    expect(server.objects.has(NAMESPACE)).toBe(true);
  });

  it('takes one request when the lease was observed before', async () => {
    const { server, world, start } = setUp();
    const { target, clock, ports } = start();
    const observed = await world.run(
      observeLease(target.kubernetes, { name: 'kubeflow', clock }),
    );
    server.requests.length = 0;
    await world.run(acquireLease(target, request('a', { observed }), ports));
    expect(server.requests).toHaveLength(1);
  });

  it('grows the generation with every holder, across releases and a deleted lease', async () => {
    const { server, world, start } = setUp();
    const generations: number[] = [];
    for (const host of ['a', 'b', 'c']) {
      const held = await world.run(acquire(start(), request(host)));
      generations.push(held.generation);
      await world.run(held.release());
    }
    server.objects.delete(LEASE);
    const last = await world.run(
      acquire(start(), request('d', { pastGeneration: 3 })),
    );
    expect([...generations, last.generation]).toEqual([1, 2, 3, 4]);
  });

  it('takes a released lease at once and says that it is not taken over', async () => {
    const { world, start } = setUp();
    const held = await world.run(acquire(start(), request('a')));
    await world.run(held.release());
    const before = world.now();
    const next = await world.run(acquire(start(), request('b')));
    expect(world.now() - before).toBe(0);
    expect(next).toMatchObject({ takenOver: false, stale: false });
  });

  it('row 44: waits for a holder that is alive, says who it is, and goes on when it is done', async () => {
    const { world, start } = setUp();
    const held = await world.run(acquire(start(), request('first')));
    const second = start();
    const waiting = acquire(second, request('second'));
    await world.advance(60_000);
    expect(second.ports.warnings.length).toBeGreaterThan(1);
    expect(second.ports.warnings[0]).toMatch(
      /^waiting for another deploy: acme\/ml, run 7 attempt 2 on first \(.*\), since 2026-01-01T/,
    );
    expect(lossOf(held)).toBeUndefined();
    await world.run(held.release());
    const next = await world.run(waiting);
    expect(next).toMatchObject({
      generation: 2,
      takenOver: false,
      stale: true,
    });
  });

  it('gives up when the time to wait is over, naming the holder', async () => {
    const { world, start } = setUp();
    await world.run(acquire(start(), request('first')));
    await expect(
      world.run(acquire(start(), request('second', { waitMs: 20_000 }))),
    ).rejects.toMatchObject({
      reason: 'LeaseHeld',
      message: expect.stringContaining('on first'),
    });
  });

  it('stops waiting when the job is cancelled, and takes nothing then', async () => {
    const { world, start, spec } = setUp();
    await world.run(acquire(start(), request('first')));
    const second = start();
    const waiting = acquire(second, request('second'));
    await world.advance(3_000);
    second.ports.cancel(new Error('cancelled'));
    await expect(world.run(waiting)).rejects.toThrow('cancelled');
    expect(spec().holderIdentity).toContain('on first');
  });

  it('row 45: takes over from a killed holder within the time that a lease lasts, and not before', async () => {
    const { server, world, start } = setUp();
    // Written once and never renewed, by a clock that is an hour ahead.
    const dead = start();
    const held = await world.run(acquire(dead, request('killed')));
    dead.pause(10 ** 9);
    const object = server.objects.get(LEASE)!;
    server.put(LEASE, {
      ...object,
      spec: {
        ...(object.spec as object),
        renewTime: '2026-01-01T01:00:00.000000Z',
      },
    });
    const before = world.now();
    const next = await world.run(acquire(start(), request('next')));
    expect(next).toMatchObject({ takenOver: true, generation: 2 });
    expect(world.now() - before).toBeGreaterThanOrEqual(15_000);
    expect(world.now() - before).toBeLessThanOrEqual(16_000);
    expect(hasReason(lossOf(held), 'LeaseLost')).toBe(true);
  });

  it('passes what the previous holder noted to the next one', async () => {
    const { world, start } = setUp();
    const note = jest.fn(() => 'second');
    const held = await world.run(
      acquire(start(), request('a', { note: () => 'first' })),
    );
    await world.run(held.release());
    await world.run(acquire(start(), request('b', { note })));
    expect(note).toHaveBeenCalledWith({ generation: 1, text: 'first' });
  });

  it.each([
    ['the creation', 'POST', answerLost],
    ['the takeover of a released lease', 'PUT', unreachable],
  ])(
    'finds out that it holds the lease when the answer to %s is lost',
    async (_, method, error) => {
      const { server, world, start, spec } = setUp();
      if (method === 'PUT') {
        const held = await world.run(acquire(start(), request('before')));
        await world.run(held.release());
      }
      let lost = 0;
      const deployer = start({
        after: ({ method: sent, path }) => {
          if (sent !== method || !path.includes('leases') || lost > 0) return;
          lost += 1;
          throw error();
        },
      });
      const held = await world.run(acquire(deployer, request('a')));
      expect(lost).toBe(1);
      expect(held.takenOver).toBe(false);
      expect(spec().leaseTransitions).toBe(held.generation);
      expect(server.objects.get(LEASE)?.metadata.resourceVersion).toBeDefined();
      await world.advance(60_000);
      expect(lossOf(held)).toBeUndefined();
    },
  );
});

describe('a held lease', () => {
  it('is renewed while the process lives, also when answers are lost or stall', async () => {
    const { world, start } = setUp();
    let puts = 0;
    const deployer = start({
      after: async ({ method }) => {
        if (method !== 'PUT') return;
        puts += 1;
        if (puts % 3 === 0) throw unreachable();
        if (puts % 3 === 1) await world.sleep(10_000);
      },
    });
    const held = await world.run(acquire(deployer, request('a')));
    await world.advance(300_000);
    expect(puts).toBeGreaterThan(30);
    expect(lossOf(held)).toBeUndefined();
    expect(held.signal.aborted).toBe(false);
  });

  it('is renewed at once when taking it took longer than a renewal may wait', async () => {
    const { world, start } = setUp();
    const deployer = start({
      after: async ({ method }) => {
        if (method === 'POST') await world.sleep(10_000);
      },
    });
    const acquired = acquire(deployer, request('a'));
    await world.advance(10_100);
    const held = await acquired;
    await world.advance(30_000);
    expect(lossOf(held)).toBeUndefined();
  });

  it('is lost before anybody may take it when it cannot be renewed', async () => {
    const { world, start } = setUp();
    let cut = false;
    const deployer = start({
      before: () => {
        if (cut) throw unreachable();
      },
    });
    const held = await world.run(acquire(deployer, request('a')));
    cut = true;
    await world.advance(11_900);
    expect(held.signal.aborted).toBe(false);
    await world.advance(200);
    expect(hasReason(held.signal.reason, 'LeaseLost')).toBe(true);
  });

  it('says who holds it now when it was taken', async () => {
    const { server, world, start } = setUp();
    const held = await world.run(acquire(start(), request('a')));
    const object = server.objects.get(LEASE)!;
    server.put(LEASE, {
      ...object,
      spec: { ...(object.spec as object), holderIdentity: 'somebody else' },
    });
    await world.advance(5_500);
    expect(held.signal.reason).toMatchObject({
      reason: 'LeaseLost',
      message: expect.stringContaining('somebody else holds it now'),
    });
  });

  it('goes on when somebody only annotated it', async () => {
    const { server, world, start } = setUp();
    const held = await world.run(acquire(start(), request('a')));
    server.put(LEASE, server.objects.get(LEASE)!);
    await world.advance(60_000);
    expect(lossOf(held)).toBeUndefined();
  });

  it('is lost when it was deleted', async () => {
    const { server, world, start } = setUp();
    const held = await world.run(acquire(start(), request('a')));
    server.objects.delete(LEASE);
    await world.advance(6_000);
    expect(held.signal.reason).toMatchObject({ reason: 'LeaseLost' });
  });

  it('row 44: refuses the first write after the process slept, before any timer ran', async () => {
    const { world, start } = setUp();
    const deployer = start();
    const held = await world.run(acquire(deployer, request('a')));
    deployer.pause(20_000);
    await world.advance(20_000);
    // The timers of the process have not run yet.
    expect(() => held.assertHeld()).toThrow(/lost lock/);
    expect(held.signal.aborted).toBe(true);
  });

  it('is given back although the answer is lost, and nothing is renewed any more', async () => {
    const { server, world, start, spec } = setUp();
    let released = false;
    const held = await world.run(
      acquire(
        start({
          after: () => {
            if (released) throw unreachable();
          },
        }),
        request('a'),
      ),
    );
    released = true;
    await world.run(held.release());
    expect(spec().holderIdentity).toBe('');
    server.requests.length = 0;
    await world.advance(60_000);
    expect(server.requests).toEqual([]);
  });

  it('is released within 2 s although nobody answers, with a warning', async () => {
    const { world, start } = setUp();
    let cut = false;
    const deployer = start({
      before: async () => {
        if (cut) await world.sleep(10 ** 9);
      },
    });
    const held = await world.run(acquire(deployer, request('a')));
    cut = true;
    const before = world.now();
    await world.run(held.release());
    expect(world.now() - before).toBeLessThanOrEqual(2_000);
    expect(deployer.ports.warnings.at(-1)).toMatch(/expires in 15 s/);
  });

  it('is not given back when a renewal of its own came last', async () => {
    const { server, world, start, spec } = setUp();
    const held = await world.run(acquire(start(), request('a')));
    // As a renewal that was on its way.
    server.put(LEASE, server.objects.get(LEASE)!);
    await world.run(held.release());
    expect(spec().holderIdentity).toBe('');
  });
});
