import type { Clock } from '../../clock';
import type { HttpRequest } from '../../http/http';
import { createKubernetesClient } from '../../kubernetes/client';
import type { ApplyTarget, RequestCounts } from '../contract';

/** A target that counts what is sent through it. */
export interface CountedTarget extends ApplyTarget {
  readonly counts: RequestCounts;
}

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
    send: (request: HttpRequest) => {
      count(request);
      return transport.send(request);
    },
    stream: (request: HttpRequest) => {
      count(request);
      return transport.stream(request);
    },
    close: () => transport.close(),
  };
  return {
    subject,
    transport: counted,
    kubernetes: createKubernetesClient({
      subject,
      transport: counted,
      clock,
      random,
    }),
    counts,
  };
};
