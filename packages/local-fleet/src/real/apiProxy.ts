import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { RecordedRequest } from '../emulator';
import type { ApiServerProcesses } from './apiServerProcesses';

/** An answer of the API server, whole. */
export interface ProxiedAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request that the proxy holds in its hands. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** True when it could change something: dry runs and reviews cannot. */
  readonly isWrite: boolean;
  /** Sends it to the server and its answer to the client, as it arrives. */
  pass(): void;
  /** Sends it to the server; the client gets nothing yet. */
  commit(): Promise<ProxiedAnswer>;
  /** Answers the client, whatever the server said or did not. */
  answer(
    answer: Pick<ProxiedAnswer, 'status' | 'body'> & {
      readonly headers?: http.OutgoingHttpHeaders;
    },
  ): void;
  /** Resets the client's connection, after `partial` of a 200 answer when that is given. */
  reset(partial?: Buffer): void;
}

export interface ApiProxy {
  /** Plain HTTP: the proxy sees what is said. Tokens pass through. */
  readonly url: string;
  /** Oldest first, until `forget`. */
  readonly requests: readonly RecordedRequest[];
  /** From now on decides about each request; undefined lets all pass. */
  intercept(interceptor: ((exchange: Exchange) => void) | undefined): void;
  forget(): void;
  stop(): Promise<void>;
}

/** Stands between a client and a real API server: records, and lets a test strike at any request. */
export async function startApiProxy({
  server,
  ca,
}: Pick<ApiServerProcesses, 'server' | 'ca'>): Promise<ApiProxy> {
  const agent = new https.Agent({ keepAlive: true, ca });
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  let interceptor: ((exchange: Exchange) => void) | undefined;
  const front = http.createServer((request, response) => {
    record(requests, request, response);
    const exchange = exchangeOf(request, response, { server, agent });
    if (interceptor) interceptor(exchange);
    else exchange.pass();
  });
  front.requestTimeout = 0;
  front.on('connection', socket => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    requests,
    intercept: next => {
      interceptor = next;
    },
    forget: () => void requests.splice(0),
    stop: () =>
      new Promise(resolve => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        agent.destroy();
      }),
  };
}

/** In the order in which requests arrive; the status is there once the exchange is over. */
function record(
  requests: RecordedRequest[],
  request: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  const recorded = {
    at: Date.now(),
    method: request.method ?? '',
    url: request.url ?? '',
    status: 0,
    userAgent: request.headers['user-agent'],
  };
  requests.push(recorded);
  response.once('close', () => {
    if (response.headersSent) recorded.status = response.statusCode;
  });
}

/** True when the request could change something in the cluster. */
export const isWrite = ({
  method,
  url,
}: Pick<RecordedRequest, 'method' | 'url'>): boolean =>
  method !== 'GET' &&
  !/[?&]dryRun=All/.test(url) &&
  !url.startsWith('/apis/authorization.k8s.io/');

function exchangeOf(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  upstream: { readonly server: string; readonly agent: https.Agent },
): Exchange {
  const { method = '', url = '' } = request;
  // Begun at once: a body that nobody reads would hold up the connection.
  const body = buffer(request);
  body.catch(() => response.destroy());
  const send = async () => {
    const sent = await body;
    return new Promise<http.IncomingMessage>((resolve, reject) => {
      https
        .request(`${upstream.server}${url}`, {
          agent: upstream.agent,
          method,
          headers: { ...request.headers, host: new URL(upstream.server).host },
        })
        .once('response', resolve)
        .once('error', reject)
        .end(sent);
    });
  };
  return {
    method,
    url,
    isWrite: isWrite({ method, url }),
    pass: () => {
      const forwarded = send().then(answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.once('close', () => answer.destroy());
        return pipeline(answer, response);
      });
      forwarded.catch(() => response.destroy());
    },
    commit: async () => {
      const answer = await send();
      const { statusCode: status = 502, headers } = answer;
      return { status, headers, body: await buffer(answer) };
    },
    answer: ({ status, headers = {}, body: text }) => {
      const { 'transfer-encoding': _, ...kept } = headers;
      response.writeHead(status, { ...kept, 'content-length': text.length });
      response.end(text);
    },
    reset: partial => {
      if (!partial) return void request.socket.resetAndDestroy();
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': partial.length * 2,
      });
      return void response.write(partial, () => response.destroy());
    },
  };
}
