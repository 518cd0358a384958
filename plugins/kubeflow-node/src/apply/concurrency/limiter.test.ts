import fc from 'fast-check';
import { createVirtualClock } from '../../testing/virtualClock';
import { createLimiter, type Limiter } from './limiter';
import { initialWindow } from './adaptiveWindow';

interface Simulation {
  readonly seats: number;
  readonly rttMs: number;
  readonly serviceMs: number;
  readonly requests: number;
  readonly seed: number;
}

/** Small and repeatable. */
const randomOf = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
};

const never = new AbortController().signal;
const UNLIMITED = { signal: never, deadline: Infinity };

/** A fixed window with the same interface, to compare with. */
const fixed = (size: number): Limiter => {
  const waiting: (() => void)[] = [];
  const limiter = {
    size,
    inFlight: 0,
    async acquire() {
      if (limiter.inFlight >= size) {
        await new Promise<void>(resolve => waiting.push(resolve));
      }
      limiter.inFlight += 1;
      return {
        settle: () => {
          limiter.inFlight -= 1;
          waiting.shift()?.();
        },
      };
    },
  };
  return limiter;
};

/** A server that answers 429 at once when all seats are taken. */
const simulate = async (
  { seats, rttMs, serviceMs, requests, seed }: Simulation,
  makeLimiter: (clock: ReturnType<typeof createVirtualClock>) => Limiter,
) => {
  const clock = createVirtualClock();
  const random = randomOf(seed);
  const limiter = makeLimiter(clock);
  const startedAt = clock.now();
  let taken = 0;
  let throttled = 0;
  let sent = 0;
  const attempt = async () => {
    sent += 1;
    await clock.sleep(rttMs / 2);
    if (taken >= seats) {
      throttled += 1;
      await clock.sleep(rttMs / 2);
      return false;
    }
    taken += 1;
    await clock.sleep(serviceMs * (0.5 + random()));
    taken -= 1;
    await clock.sleep(rttMs / 2);
    return true;
  };
  const request = async () => {
    for (let tries = 1; ; tries += 1) {
      const permit = await limiter.acquire(UNLIMITED);
      const at = clock.now();
      const isDone = await attempt();
      permit.settle(
        isDone
          ? { is: 'answered', latencyMs: clock.now() - at, kind: 'PATCH' }
          : { is: 'throttled' },
      );
      if (isDone) return;
      await clock.sleep(random() * Math.min(10_000, 200 * 2 ** (tries - 1)));
    }
  };
  await clock.run(Promise.all(Array.from({ length: requests }, request)));
  return { ms: clock.now() - startedAt, throttledShare: throttled / sent };
};

const adaptive =
  (seed: number) => (clock: ReturnType<typeof createVirtualClock>) =>
    createLimiter({ subject: 'a/b', clock, random: randomOf(seed) });

describe('P13: createLimiter on a server with seats that answers 429', () => {
  it.each([
    [13, 0],
    [13, 80],
    [49, 0],
    [49, 80],
    [245, 0],
    [245, 80],
  ])(
    '%i seats at %i ms: at least 90 %% of the best fixed window, no failure, at most 5 %% refused',
    async (seats, rttMs) => {
      const simulation = {
        seats,
        rttMs,
        serviceMs: 20,
        requests: 2_000,
        seed: 7,
      };
      let best = Infinity;
      for (const size of [4, 8, 10, 11, 12, 13, 16, 24, 32, 40]) {
        const { ms } = await simulate({ ...simulation, requests: 500 }, () =>
          fixed(size),
        );
        best = Math.min(best, ms * 4);
      }
      const { ms, throttledShare } = await simulate(simulation, adaptive(11));
      expect(best / ms).toBeGreaterThanOrEqual(0.9);
      expect(throttledShare).toBeLessThanOrEqual(0.05);
    },
    30_000,
  );
});

describe('initialWindow', () => {
  it('is 12 on the same machine and 40 at 80 ms and beyond', () => {
    expect([0, 20, 80, 300].map(initialWindow)).toEqual([12, 19, 40, 40]);
  });
});

describe('createLimiter', () => {
  it('row 34: lets nobody begin before the Retry-After of a 429 is over', async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ subject: 'a/b', clock, random: () => 0 });
    const first = await limiter.acquire(UNLIMITED);
    const startedAt = clock.now();
    first.settle({ is: 'throttled' }, 7_000);
    await clock.run(limiter.acquire(UNLIMITED));
    expect(clock.now() - startedAt).toBe(7_000);
  });

  it('row 34: tells those at once whose deadline comes before a Retry-After of an hour', async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ subject: 'a/b', clock, random: () => 0 });
    (await limiter.acquire(UNLIMITED)).settle({ is: 'throttled' }, 3_600_000);
    await expect(
      limiter.acquire({ signal: never, deadline: clock.now() + 60_000 }),
    ).rejects.toMatchObject({ reason: 'TooManyRequests', upstreamStatus: 429 });
  });

  it('ends the waiting of whoever is cancelled', async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ subject: 'a/b', clock, random: () => 0 });
    (await limiter.acquire(UNLIMITED)).settle({ is: 'throttled' }, 1_000);
    const controller = new AbortController();
    const waiting = limiter.acquire({
      signal: controller.signal,
      deadline: Infinity,
    });
    controller.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    const late = limiter.acquire({
      signal: controller.signal,
      deadline: Infinity,
    });
    await expect(late).rejects.toThrow('cancelled');
  });

  it('never has more in flight than its size, and its size stays between 1 and 40', async () => {
    const outcome = fc.constantFrom(
      { is: 'answered', latencyMs: 5, kind: 'a' } as const,
      { is: 'answered', latencyMs: 90, kind: 'a' } as const,
      { is: 'throttled' } as const,
      { is: 'broken' } as const,
      { is: 'unknown' } as const,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { maxLength: 300 }),
        async outcomes => {
          const clock = createVirtualClock();
          const limiter = createLimiter({
            subject: 'a/b',
            clock,
            random: () => 0,
          });
          const work = async (each: (typeof outcomes)[number]) => {
            const permit = await limiter.acquire(UNLIMITED);
            expect(limiter.inFlight).toBeLessThanOrEqual(40);
            await clock.sleep(10);
            permit.settle(each);
            permit.settle(each);
            expect(limiter.size).toBeGreaterThanOrEqual(1);
            expect(limiter.size).toBeLessThanOrEqual(40);
          };
          await clock.run(Promise.all(outcomes.map(work)));
          expect(limiter.inFlight).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives a server that gets slower the more it has to do fewer requests', async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ subject: 'a/b', clock, random: () => 0 });
    const work = async () => {
      const permit = await limiter.acquire(UNLIMITED);
      const latencyMs = 5 * limiter.inFlight;
      await clock.sleep(latencyMs);
      permit.settle({ is: 'answered', latencyMs, kind: 'PATCH' });
    };
    await clock.run(work());
    await clock.run(Promise.all(Array.from({ length: 500 }, work)));
    expect(limiter.size).toBeLessThanOrEqual(20);
  });

  it('goes down on broken connections, once per round trip', async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ subject: 'a/b', clock, random: () => 0 });
    const permits = [];
    for (let index = 0; index < 12; index += 1) {
      permits.push(await limiter.acquire(UNLIMITED));
    }
    permits.forEach(permit => permit.settle({ is: 'broken' }));
    expect(limiter.size).toBe(8);
  });
});
