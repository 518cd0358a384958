import type { Clock } from '../../clock';
import type { VirtualClock } from '../../testing/virtualClock';
import { createWriterPorts } from './writerPorts';
import { targetOf, type Interference } from './stateClient';
import type { StateServer } from './stateServer';

/** A process that deploys, as far as its time and its network are concerned. */
export interface DeployerProcess {
  readonly clock: Clock;
  readonly target: ReturnType<typeof targetOf>;
  readonly ports: ReturnType<typeof createWriterPorts>;
  /** Nothing in it goes on for so long; what it has sent arrives all the same. */
  pause(ms: number): void;
}

/** One of several processes that share a server and the world's time. */
export const startDeployer = (
  server: StateServer,
  world: VirtualClock,
  {
    random,
    latencyMs = 0,
    interference = {},
  }: {
    readonly random: () => number;
    readonly latencyMs?: number;
    readonly interference?: Interference;
  },
): DeployerProcess => {
  let pausedUntil = 0;
  const awake = async () => {
    while (world.now() < pausedUntil)
      await world.sleep(pausedUntil - world.now());
  };
  const clock: Clock = {
    now: () => world.now(),
    async sleep(ms, signal) {
      await world.sleep(ms, signal);
      await awake();
      signal?.throwIfAborted();
    },
  };
  const target = targetOf(
    server,
    {
      async before(request) {
        await interference.before?.(request);
        await world.sleep(latencyMs * random());
      },
      async after(request) {
        await interference.after?.(request);
        await world.sleep(latencyMs * random());
        await awake();
      },
    },
    clock,
  );
  return {
    clock,
    target,
    ports: createWriterPorts(clock, random),
    pause: ms => {
      pausedUntil = Math.max(pausedUntil, world.now() + ms);
    },
  };
};
