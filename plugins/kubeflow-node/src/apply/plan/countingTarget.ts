import type { Clock } from '../../clock';
import { createKubernetesClient } from '../../kubernetes/client';
import type { ApplyTarget } from '../contract';

/** The target, and how many requests went to it. */
export interface CountingTarget {
  readonly target: ApplyTarget;
  readonly requests: () => number;
}

/** Counts every request to a cluster, whichever way it is sent. */
export const countingTarget = (
  { subject, transport }: ApplyTarget,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): CountingTarget => {
  let count = 0;
  const counting: ApplyTarget['transport'] = {
    send: request => {
      count += 1;
      return transport.send(request);
    },
    stream: request => {
      count += 1;
      return transport.stream(request);
    },
    close: () => transport.close(),
  };
  const kubernetes = createKubernetesClient({
    subject,
    transport: counting,
    clock,
    random,
  });
  return {
    target: { subject, kubernetes, transport: counting },
    requests: () => count,
  };
};
