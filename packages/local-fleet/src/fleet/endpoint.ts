import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createNetServer } from 'node:net';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Emulator, Fault, RecordedRequest } from '../emulator';
import { FaultInjector } from './faultInjector';

/** One port of the fleet. */
export interface EndpointOptions {
  /** For messages, such as `eu-west-1/ml-eu Kubernetes API`. */
  readonly name: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** One round trip, added to every request and to every new connection; default 0. */
  readonly latencyMs?: number;
}

/** A loopback port that is open before the emulator behind it exists, so that the emulator may know its address. */
export interface Endpoint {
  readonly url: string;
  readonly port: number;
  /** The same server without port and latency, for a proxy in this process: recorded, and struck by the faults. */
  readonly listener: RequestListener;
  /** Oldest first; at most the last 10,000. */
  readonly requests: readonly RecordedRequest[];
  attach(emulator: Pick<Emulator, 'handle' | 'upgrade'>): void;
  inject(fault: Fault): void;
  clearFaults(): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** With Nagle's algorithm an answer of two writes would wait 40 ms for an acknowledgement. */
const FRONT = { pauseOnConnect: true, noDelay: true };
const MOST_REQUESTS = 10_000;
const SECRET_PARAMETERS =
  /([?&](?:X-Amz-Signature|X-Amz-Security-Token|access_token|token)=)[^&]*/gi;

const record =
  (requests: RecordedRequest[], listener: RequestListener): RequestListener =>
  (request, response) => {
    const at = Date.now();
    response.on('close', () => {
      if (requests.length >= MOST_REQUESTS) requests.shift();
      requests.push({
        at,
        method: request.method ?? 'GET',
        url: (request.url ?? '/').replace(SECRET_PARAMETERS, '$1***'),
        status: response.headersSent ? response.statusCode : 0,
        userAgent: request.headers['user-agent'],
      });
    });
    listener(request, response);
  };

const notReady: RequestListener = (_request, response) => {
  response.writeHead(503, { 'content-type': 'text/plain' });
  response.end('The local fleet is still starting.\n');
};

const later = (ms: number, action: () => void) => {
  if (ms > 0) setTimeout(action, ms);
  else action();
};

const listen = (server: NetServer, { name, port }: EndpointOptions) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new KubeflowError('ConflictError', {
              subject: name,
              reason: 'PortInUse',
              fact: `port ${port} of ${HOST} is in use by another program`,
              remedy:
                'End that program, or start the fleet with another --port, or without one: it then takes free ports',
              cause: error,
            })
          : error,
      ),
    );
    server.listen(port ?? 0, HOST, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });

/** Opens the port; until {@link Endpoint.attach} every answer is 503. */
export const openEndpoint = async (
  options: EndpointOptions,
): Promise<Endpoint> => {
  const latency = options.latencyMs ?? 0;
  const faults = new FaultInjector();
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  let closing = false;
  let emulator: Pick<Emulator, 'handle' | 'upgrade'> = { handle: notReady };

  const guarded = faults.guard((request, response) =>
    emulator.handle(request, response),
  );
  const listener = record(requests, guarded);
  const distant: RequestListener = (request, response) =>
    later(latency, () => listener(request, response));
  const http: Server = options.tls
    ? createHttpsServer(options.tls, distant)
    : createHttpServer(distant);
  // Long waits and watches are normal here; the clients have deadlines of their own.
  http.requestTimeout = 0;
  http.keepAliveTimeout = 60_000;
  http.on('upgrade', (request, socket: Duplex, head) =>
    later(latency, () => {
      if (emulator.upgrade) emulator.upgrade(request, socket, head);
      else
        socket.end('HTTP/1.1 501 Not Implemented\r\nconnection: close\r\n\r\n');
    }),
  );

  const front = createNetServer(FRONT, socket => {
    // A connection that was on its way when the port closed would keep it half closed for ever.
    if (closing) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    later(latency, () => {
      http.emit('connection', socket);
      socket.resume();
    });
  });
  const port = await listen(front, options);
  return {
    url: `${options.tls ? 'https' : 'http'}://${HOST}:${port}`,
    port,
    listener,
    requests,
    attach: next => {
      emulator = next;
    },
    inject: fault => faults.inject(fault),
    clearFaults: () => faults.clear(),
    close: () =>
      new Promise(resolve => {
        closing = true;
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        http.close();
      }),
  };
};
