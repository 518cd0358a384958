import {
  type Clock,
  type HttpTransport,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';

/** A clock on which a real second is `rate` seconds: leases expire and pauses end so much sooner. */
export const fastClock = (rate: number): Clock => {
  const started = Date.now();
  return {
    now: () => started + (Date.now() - started) * rate,
    sleep: (ms, signal) => systemClock.sleep(ms / rate, signal),
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
