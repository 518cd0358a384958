import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTransport } from '../../http/transport';
import type { HttpTransport } from '../../http/http';

/** A request as the server saw it, the query as it came over the wire. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is text. */
  readonly body?: unknown;
}

export type Route = FakeAnswer | ((seen: Seen) => FakeAnswer);

export interface FakeServer {
  readonly url: string;
  readonly requests: Seen[];
  /** Requests that no route was for; a test that ends with one has failed. */
  readonly unexpected: string[];
  readonly transport: HttpTransport;
  /** From now on nothing listens at the address, which the transport still asks. */
  goAway(): Promise<void>;
  close(): Promise<void>;
}

const answerFor = (
  seen: Seen,
  routes: Readonly<Record<string, Route>>,
): FakeAnswer | undefined => {
  const route = routes[`${seen.method} ${seen.path}`];
  return typeof route === 'function' ? route(seen) : route;
};

function listen(
  routes: Readonly<Record<string, Route>>,
  log: Pick<FakeServer, 'requests' | 'unexpected'>,
): Server {
  return createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const seen: Seen = {
      method: request.method ?? '',
      path,
      query,
      headers: request.headers as Record<string, string | undefined>,
      body: Buffer.concat(chunks).toString(),
    };
    log.requests.push(seen);
    const answer = answerFor(seen, routes);
    if (!answer) log.unexpected.push(`${seen.method} ${seen.path}`);
    const { status = 200, headers, body = {} } = answer ?? { status: 418 };
    response.writeHead(status, {
      'content-type':
        typeof body === 'string' ? 'text/plain' : 'application/json',
      ...headers,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** A server with these routes (`METHOD /path`); every other request is recorded as unexpected. */
export async function startFakeServer(
  routes: Readonly<Record<string, Route>>,
): Promise<FakeServer> {
  const log = { requests: [] as Seen[], unexpected: [] as string[] };
  const server = listen(routes, log);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = createTransport({ server: url, subject: 'test/fake' });
  const goAway = async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
  return {
    ...log,
    url,
    transport,
    goAway,
    async close() {
      transport.close();
      await goAway();
    },
  };
}

/**
 * Closes them all and empties the list.
 *
 * @throws Error when a server was asked for something that it has no route for.
 */
export async function closeServers(servers: FakeServer[]): Promise<void> {
  const closing = servers.splice(0);
  await Promise.all(closing.map(server => server.close()));
  const unexpected = closing.flatMap(server => server.unexpected);
  if (unexpected.length > 0)
    throw new Error(`No route for ${unexpected.join(', ')}`);
}
