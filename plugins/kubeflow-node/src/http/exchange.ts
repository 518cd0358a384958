import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { connectionError, type Phase } from './connectionErrors';

/** One attempt at one request. */
export interface Attempt {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly agent: http.Agent;
  readonly subject: string;
  /** DNS, TCP, proxy and TLS together. */
  readonly connectTimeoutMs: number;
  /** From the start until the headers of the answer. */
  readonly headersTimeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Why an attempt failed and how far it had come. */
export class ExchangeFailure extends Error {
  constructor(readonly phase: Phase, readonly error: Error) {
    super(error.message, { cause: error });
  }
}

export const timeoutError = (
  subject: string,
  details: { readonly fact: string; readonly reason: string },
): KubeflowError =>
  new KubeflowError('TimeoutError', {
    subject,
    ...details,
    remedy: 'Check the server and the network between it and this machine',
  });

const isConnected = (socket: Socket, url: URL): boolean =>
  !socket.connecting &&
  (url.protocol === 'http:' ||
    // "unknown" until the handshake is over.
    (socket as TLSSocket).getProtocol?.()?.startsWith('TLS') === true);

const whenConnected = (
  outgoing: http.ClientRequest,
  url: URL,
  connected: () => void,
) =>
  outgoing.once('socket', socket => {
    if (isConnected(socket, url)) connected();
    else
      socket.once(
        url.protocol === 'http:' ? 'connect' : 'secureConnect',
        connected,
      );
  });

const startRequest = ({ url, method, headers, body, agent }: Attempt) => {
  const outgoing = (url.protocol === 'http:' ? http : https).request(url, {
    method,
    headers,
    agent,
  });
  outgoing.end(body);
  return outgoing;
};

/**
 * Sends the request and resolves with the answer's headers; the body is not read yet.
 *
 * @throws ExchangeFailure; or the signal's reason when it aborts.
 */
export const openExchange = (attempt: Attempt): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { url, subject, signal } = attempt;
    let phase: Phase = 'connect';
    const timers: NodeJS.Timeout[] = [];
    const outgoing = startRequest(attempt);
    const settle = () => {
      timers.forEach(clearTimeout);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (error: Error) => {
      settle();
      reject(signal?.aborted ? error : new ExchangeFailure(phase, error));
      outgoing.destroy();
    };
    const failAfter = (ms: number, reason: string, fact: string) =>
      timers.push(
        setTimeout(() => fail(timeoutError(subject, { reason, fact })), ms),
      );
    function onAbort() {
      fail(signal?.reason);
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    failAfter(
      attempt.connectTimeoutMs,
      'ConnectTimeout',
      `${url.host}: no connection within ${attempt.connectTimeoutMs} ms`,
    );
    failAfter(
      attempt.headersTimeoutMs,
      'AnswerTimeout',
      `${url.host}: no answer within ${attempt.headersTimeoutMs} ms`,
    );
    whenConnected(outgoing, url, () => {
      phase = 'request';
      clearTimeout(timers[0]);
    });
    outgoing.once('response', message => {
      settle();
      resolve(message);
    });
    // Stays for the time after the answer: errors of the body arrive at the message as well.
    outgoing.on('error', error =>
      fail(connectionError(error, { subject, host: url.host })),
    );
  });
