import { systemClock, type Clock } from '../../clock';

/**
 * Milliseconds since now. The clock of the wall can be set back, and the monotonic one stands still while a machine is
 * suspended: the greater of the two never says too little.
 */
export const startStopwatch = (clock: Clock): (() => number) => {
  const wall = clock.now();
  const monotonic = performance.now();
  return () => {
    const onWall = clock.now() - wall;
    return clock === systemClock
      ? Math.max(onWall, performance.now() - monotonic)
      : onWall;
  };
};
