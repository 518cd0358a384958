import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { listenOnLoopback, type LoopbackServer } from './loopbackServer';

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
export interface TestServer extends LoopbackServer {
  readonly url: string;
  readonly requests: SeenRequest[];
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
  const listening = await listenOnLoopback(server);
  return {
    ...listening,
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${listening.port}`,
    requests,
  };
};
