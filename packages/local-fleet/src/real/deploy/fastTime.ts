import {
  type Clock,
  type HttpTransport,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';

/** A clock whose speed can be changed. */
export interface RacingClock extends Clock {
  /** Seconds of this clock per real second, for the pauses that begin from now on. */
  run(rate: number): void;
}

/** A clock on which a real second is `rate` seconds: leases expire and pauses end so much sooner. */
export const fastClock = (rate: number): RacingClock => {
  let speed = rate;
  let shown = Date.now();
  let since = Date.now();
  const now = () => shown + (Date.now() - since) * speed;
  return {
    now,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
    run: next => {
      shown = now();
      since = Date.now();
      speed = next;
    },
  };
};

/** A transport whose deadlines go by {@link fastClock}: they alone are not the clock's. */
export const fastTransport = (
  transport: HttpTransport,
  rate: number,
): HttpTransport => ({
  ...transport,
  send: request =>
    transport.send({
      ...request,
      timeoutMs: request.timeoutMs && request.timeoutMs / rate,
    }),
});
