import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock, type Clock } from '../clock';
import { createAgent, type TlsMaterial } from './agent';
import { EagerAgent } from './eagerAgent';
import { readBody, readChunks, type BodyLimits } from './body';
import type { HttpResponse, HttpStream, HttpTransport } from './http';
import {
  exchange,
  type ExchangeContext,
  type Reader,
} from './retryingExchange';

export interface TransportDefaults {
  /** Whole exchange with its retries; default 30 s. */
  readonly timeoutMs?: number;
  /** DNS, TCP, proxy and TLS; default 10 s. */
  readonly connectTimeoutMs?: number;
  /** Silence within a stream; default 90 s, as API servers send a bookmark every minute. */
  readonly idleTimeoutMs?: number;
  /** Default 64 MiB. */
  readonly maxBodyBytes?: number;
  /** Who is asking; default `kubeflow-fleet`. */
  readonly userAgent?: string;
}

export interface TransportOptions {
  /** Base address; a path in it is put before every request's path. */
  readonly server: string;
  /** For messages, such as `eu-west-1/ml-eu`. */
  readonly subject: string;
  readonly tls?: TlsMaterial;
  /** Value of the Authorization header, such as `Bearer …`; asked for each attempt, so it caches. */
  readonly authorize?: () => Promise<string | undefined>;
  /** Called before the one repetition that a 401 gets; the next `authorize` must not answer the same. */
  readonly reauthorize?: (
    answer: Pick<HttpResponse, 'status' | 'headers'>,
  ) => void;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly defaults?: TransportDefaults;
  /** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY; default `process.env`. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Opens connections of another kind than TCP. */
  readonly connect?: () => Promise<Duplex>;
}

/** A user and a password may stand before the host. */
const withoutUser = (address: string) =>
  printable(address.replace(/\/\/[^/]*@/, '//…@'));

const parseServer = (server: string, subject: string): URL => {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new KubeflowError('InputError', {
    subject,
    fact: `'${withoutUser(server)}' is no address of an HTTP server`,
    reason: 'InvalidAddress',
    remedy: 'Write the address as https://host or http://host:port',
  });
};

/** Joins repeated headers as HTTP defines it. */
const headersOf = (message: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(message.headersDistinct).map(([name, values = []]) => [
      name,
      values.join(', '),
    ]),
  );

const readResponse: Reader<HttpResponse> = async (message, limits) => {
  const body = await readBody(message, limits);
  return {
    status: message.statusCode ?? 0,
    headers: headersOf(message),
    body,
    get text() {
      return Buffer.from(
        body.buffer,
        body.byteOffset,
        body.byteLength,
      ).toString();
    },
  };
};

/** Ends quietly when the caller aborts; a broken stream throws the plain KubeflowError. */
async function* quietChunks(
  message: IncomingMessage,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  try {
    yield* readChunks(message, limits);
  } catch (error) {
    if (limits.signal?.aborted) return;
    throw (error as Error).cause ?? error;
  }
}

const readStream: Reader<HttpStream> = async (message, limits) => ({
  status: message.statusCode ?? 0,
  headers: headersOf(message),
  chunks: quietChunks(message, {
    ...limits,
    timeoutMs: Infinity,
    maxBytes: Infinity,
  }),
});

/**
 * A pool of kept connections to one server, with a deadline on every phase, repetitions where they
 * are safe, and credentials that are asked for anew. Redirects are answers like any other: nothing
 * is sent to a host that was not named.
 */
export const createTransport = (options: TransportOptions): HttpTransport => {
  const { subject, defaults = {} } = options;
  const server = parseServer(options.server, subject);
  const agent = createAgent({ ...options, server });
  const closing = new AbortController();
  const context: ExchangeContext = {
    server,
    agent,
    subject,
    authorize: options.authorize,
    reauthorize: options.reauthorize,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    timeoutMs: defaults.timeoutMs ?? 30_000,
    connectTimeoutMs: defaults.connectTimeoutMs ?? 10_000,
    idleTimeoutMs: defaults.idleTimeoutMs ?? 90_000,
    maxBodyBytes: defaults.maxBodyBytes ?? 64 * 1024 * 1024,
    userAgent: defaults.userAgent,
    closed: closing.signal,
  };
  return {
    send: request => exchange(context, request, readResponse),
    stream: request => exchange(context, request, readStream),
    ...(agent instanceof EagerAgent
      ? { prepare: wanted => agent.prepare(wanted) }
      : {}),
    close: () => {
      closing.abort(new Error(`the connection to ${subject} is closed`));
      agent.destroy();
    },
  };
};
