import { createObjectApi } from '../api/createObjectApi';
import { initialWindow } from '../concurrency/adaptiveWindow';
import type {
  ApplyPorts,
  ApplyRequest,
  ApplyResult,
  ApplyTarget,
} from '../contract';
import { countRequests } from './countedTarget';
import type { DeployContext } from './deployContext';
import { DeployRun } from './deployRun';
import { StopSignal } from './stopSignal';

/** Beside the objects: the revision's content, and a renewal of the lease. */
const STATE_REQUESTS = 2;

/** Runs one deploy with everything that it needs; whatever ends it early becomes its error. */
export const deployTo = async (
  target: ApplyTarget,
  request: ApplyRequest,
  {
    ports,
    ...options
  }: Pick<DeployContext, 'pruneScope' | 'held'> & {
    readonly ports: ApplyPorts;
  },
): Promise<ApplyResult> => {
  // What one round trip needs at once is connected by the time that reading is over.
  target.transport.prepare?.(
    roundTripMs =>
      Math.min(initialWindow(roundTripMs), request.manifests.length) +
      STATE_REQUESTS,
  );
  const counted = countRequests(target, ports);
  const stop = new StopSignal(target.subject, ports, request.timeoutMs);
  const api = createObjectApi(counted, {
    clock: ports.clock,
    random: ports.random,
    signal: stop.signal,
    manifests: request.manifests,
    onWarning: text => ports.observer.warned(`${target.subject}: ${text}`),
  });
  const context = { target: counted, api, request, ports, stop, ...options };
  const run = new DeployRun(context);
  try {
    const outcome = await run.run();
    return { ...outcome, requests: { ...counted.counts } };
  } catch (error) {
    return {
      changeSet: run.changeSet(request.manifests),
      unready: [],
      error: stop.signal.aborted ? stop.signal.reason : error,
      requests: { ...counted.counts },
    };
  } finally {
    stop.end();
  }
};

/**
 * Brings one cluster to what the manifests say, in one pass: reads, decides per object, refuses before the first write
 * what must not be done, then takes the lease, applies in waves, prunes, records, and waits until all is ready.
 * A cluster that is as it should be gets no write at all.
 *
 * Never rejects: what happened, complete or not, is in the result. When `ports.signal` aborts, nothing new is begun and
 * the result is there within 2 s.
 */
export const applyManifests = (
  target: ApplyTarget,
  request: ApplyRequest,
  ports: ApplyPorts,
): Promise<ApplyResult> => deployTo(target, request, { ports });
