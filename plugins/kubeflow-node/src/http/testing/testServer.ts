import http, { type RequestListener, type Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A request as the server received it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A real server on loopback whose answers are scripted. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly requests: SeenRequest[];
  /** How many connections were opened. */
  readonly connections: () => number;
  close(): Promise<void>;
}

type Answer = (
  request: SeenRequest,
  response: http.ServerResponse,
  socket: Socket,
) => void;

/** Answers with JSON. */
export const json =
  (
    body: unknown,
    status = 200,
    headers: http.OutgoingHttpHeaders = {},
  ): Answer =>
  (_, response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(JSON.stringify(body));
  };

/** Answers with any text. */
export const text =
  (
    body: string,
    status = 200,
    headers: http.OutgoingHttpHeaders = {},
  ): Answer =>
  (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

/** Never answers. */
export const hang: Answer = () => undefined;

/** Resets the connection without an answer. */
export const reset: Answer = (_request, _response, socket) =>
  socket.resetAndDestroy();

const listen = async (server: Server) => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/**
 * Starts a server that gives one answer after the other, the last one for ever.
 *
 * @param answers - A function answers everything.
 */
export const startTestServer = async (
  answers: readonly Answer[] | Answer,
  certificate?: Certificate,
): Promise<TestServer> => {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener: RequestListener = async (request, response) => {
    const { method = '', url = '', headers, socket } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const seen = {
      method,
      url,
      headers,
      body: Buffer.concat(chunks).toString(),
    };
    const index = requests.push(seen) - 1;
    const answer =
      typeof answers === 'function'
        ? answers
        : answers[Math.min(index, answers.length - 1)];
    answer?.(seen, response, socket);
  };
  const server = certificate
    ? https.createServer({ ...certificate }, listener)
    : http.createServer(listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Clients that give up are part of the tests.
    socket.on('error', () => socket.destroy());
  });
  const port = await listen(server);
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        sockets.forEach(socket => socket.destroy());
      }),
  };
};
