import type { Clock } from '../../clock';
import type { HttpRequest } from '../../http/http';
import { createKubernetesClient } from '../../kubernetes/client';
import { sturdyWrites } from './sturdyWrites';
import type { ApplyTarget, RequestCounts } from '../contract';

/** A target that counts what is sent through it. */
export interface CountedTarget extends ApplyTarget {
  readonly counts: RequestCounts;
}

const MOST_READS = 5;
const PAUSE_MS = 500;

/** Dry runs and access reviews are no writes, though they are no GETs. */
const isWrite = ({ method, query, path }: HttpRequest) =>
  method !== 'GET' &&
  query?.dryRun === undefined &&
  !path.startsWith('/apis/authorization.k8s.io/');

/** The same server; every request of the engine and of what it calls counts, each attempt of the engine's own. */
export const countRequests = (
  { subject, transport }: ApplyTarget,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): CountedTarget => {
  const counts = { total: 0, writes: 0 };
  const count = (request: HttpRequest) => {
    counts.total += 1;
    if (isWrite(request)) counts.writes += 1;
  };
  const counted = {
    send: async (request: HttpRequest) => {
      for (let attempts = 1; ; attempts += 1) {
        count(request);
        const response = await transport.send(request);
        // No API server says so to a read, but what stands in front of it may.
        const isNonsense = request.method === 'GET' && response.status === 409;
        if (!isNonsense || attempts >= MOST_READS) return response;
        await clock.sleep(random() * PAUSE_MS, request.signal);
      }
    },
    stream: (request: HttpRequest) => {
      count(request);
      return transport.stream(request);
    },
    close: () => transport.close(),
  };
  const kubernetes = createKubernetesClient({
    subject,
    transport: counted,
    clock,
    random,
  });
  return {
    subject,
    transport: counted,
    kubernetes: {
      ...kubernetes,
      ...sturdyWrites(kubernetes, { clock, random }),
    },
    counts,
  };
};
