import {
  createServer,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** In [0, 1), the same sequence for the same seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Strike = (pass: () => void, response: ServerResponse) => void;

const says =
  (
    code: number,
    message: string,
    headers: Record<string, string> = {},
  ): Strike =>
  (_pass, response) => {
    const reason = code === 409 ? 'Conflict' : undefined;
    response
      .writeHead(code, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ kind: 'Status', code, message, reason }));
  };

/** The server acts, and the client gets what `spoil` makes of the answer. */
const spoiled =
  (spoil: (response: ServerResponse, body: Buffer) => void): Strike =>
  (pass, response) => {
    const chunks: Buffer[] = [];
    const end = response.end.bind(response);
    const writeHead = response.writeHead.bind(response);
    const lost = response as unknown as Record<string, unknown>;
    lost.writeHead = () => response;
    lost.flushHeaders = () => undefined;
    lost.write = (chunk: string | Buffer) => {
      chunks.push(Buffer.from(chunk as string));
      return true;
    };
    lost.end = (chunk?: string | Buffer) => {
      if (chunk) chunks.push(Buffer.from(chunk as string));
      Object.assign(response, { end, writeHead });
      spoil(response, Buffer.concat(chunks));
      return response;
    };
    pass();
  };

/** R1's faults, by name. */
const STRIKES: Readonly<Record<string, Strike>> = {
  '503': says(503, 'the server is currently unable to handle the request'),
  '500': says(500, 'etcdserver: leader changed'),
  '504': says(504, 'request did not complete within the allotted timeout'),
  '429': says(429, 'too many requests'),
  '429 with Retry-After': says(429, 'too many requests', {
    'retry-after': '1',
  }),
  '409': says(409, 'the object has been modified'),
  GOAWAY: says(500, 'http2: server sent GOAWAY and closed the connection'),
  'HTML 502': (_pass, response) => {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html>');
  },
  'reset before': (_pass, response) => {
    response.socket?.destroy();
  },
  'reset after': spoiled(response => response.socket?.destroy()),
  truncated: spoiled((response, body) => {
    delete (response as unknown as Record<string, unknown>).write;
    response.writeHead(200, { 'content-length': String(body.length + 9) });
    response.write(body.subarray(0, body.length / 2), () =>
      response.socket?.destroy(),
    );
  }),
  garbage: spoiled(response => response.writeHead(200).end('{"kind":')),
};

/** A server in front of a listener that strikes a share of all requests. */
export interface StormyServer {
  readonly url: string;
  /** Strikes this share of requests from now on, by this seed. */
  storm(share: number, seed: number): void;
  /** How often each fault struck. */
  readonly struck: Map<string, number>;
  close(): Promise<void>;
}

export const startStormyServer = async (
  listener: RequestListener,
): Promise<StormyServer> => {
  const struck = new Map<string, number>();
  const names = Object.keys(STRIKES);
  let share = 0;
  let random = seededRandom(0);
  const server = createServer((request, response) => {
    const pass = () => listener(request, response);
    if (random() >= share) {
      pass();
      return;
    }
    const name = names[Math.floor(random() * names.length)] ?? '';
    struck.set(name, (struck.get(name) ?? 0) + 1);
    request.resume();
    STRIKES[name]?.(pass, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    storm: (newShare, seed) => {
      share = newShare;
      random = seededRandom(seed);
    },
    struck,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};
