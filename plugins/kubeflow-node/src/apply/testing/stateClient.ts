import type { Clock } from '../../clock';
import type { HttpRequest, HttpSend } from '../../http/http';
import { createKubernetesClient } from '../../kubernetes/client';
import type { ApplyTarget } from '../contract';
import type { StateServer } from './stateServer';

/** Where a fault happens: before the server acted, or after it, before the answer is there. */
export interface Interference {
  readonly before?: (request: HttpRequest) => Promise<void> | void;
  readonly after?: (request: HttpRequest) => Promise<void> | void;
}

/** A target whose requests go to a {@link StateServer}, through what interferes. */
export const targetOf = (
  server: StateServer,
  { before, after }: Interference = {},
  clock?: Clock,
): ApplyTarget => {
  const send: HttpSend = async request => {
    await before?.(request);
    const response = await server.send(request);
    await after?.(request);
    return response;
  };
  const transport = {
    send,
    stream: () => {
      throw new Error('nothing is watched here');
    },
    close: () => undefined,
  };
  const subject = 'eu-west-1/ml-eu';
  const kubernetes = createKubernetesClient({ subject, transport, clock });
  return { subject, kubernetes, transport };
};
