import type { HttpTransport } from '../http/http';
import { systemClock, type Clock } from '../clock';
import { listObjects } from './list';
import type { KubernetesClient } from './objects';
import { createToken, isAllowed, podLog } from './subresources';
import { objectVerbs } from './verbs';
import { watchObjects } from './watch';

export interface KubernetesClientOptions {
  /** For messages, such as `eu-west-1/ml-eu`. */
  readonly subject: string;
  readonly transport: HttpTransport;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
}

/** The verbs of {@link KubernetesClient} over one transport. */
export const createKubernetesClient = ({
  subject,
  transport,
  clock = systemClock,
  random = Math.random,
}: KubernetesClientOptions): KubernetesClient => {
  const context = { subject, send: transport.send };
  return {
    subject,
    ...objectVerbs(context),
    list: async (collection, selector) =>
      (await listObjects({ ...context, collection, selector })).objects,
    watch: (collection, { signal, ...selector }) =>
      watchObjects({
        ...context,
        stream: transport.stream,
        clock,
        random,
        collection,
        selector,
        signal,
      }),
    podLog: podLog(context),
    isAllowed: isAllowed(context),
    createToken: createToken(context),
  };
};
