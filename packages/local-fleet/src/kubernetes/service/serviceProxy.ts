import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import { posix } from 'node:path';
import type { Cluster } from '../cluster';
import type { ResourceRequest } from '../requestInfo';
import { decodeSegment } from '../requestInfo';
import type { ApiError } from '../status';
import { serviceUnavailable } from '../status';
import { parseServiceTarget, resolveService } from './endpointResolution';

/** A request for `services/NAME/proxy/...`. */
export interface ProxyRequest {
  readonly info: ResourceRequest;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** With its question mark, byte for byte; empty for none. */
  readonly search: string;
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** As Go's `path.Clean` on the decoded path, with the trailing slash kept, and escaped again as Go does. */
const normalisedPath = (rest: string): string => {
  const decoded = decodeSegment(rest);
  const clean = posix.normalize(`/${decoded}`);
  return encodeURI(clean)
    .replace(/%5B/g, '[')
    .replace(/%5D/g, ']')
    .replace(/[?#]/g, encodeURIComponent);
};

const forwardedHeaders = (
  request: IncomingMessage,
  prefix: string,
  path: string,
) => {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || HOP_BY_HOP.has(name)) continue;
    if (name !== 'authorization') headers[name] = value;
  }
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const before = request.headers['x-forwarded-for'];
  headers['x-forwarded-for'] = before ? `${before}, ${peer}` : peer;
  headers['x-forwarded-uri'] = `${prefix}${path}`;
  if (request.headers['transfer-encoding'])
    headers['transfer-encoding'] = 'chunked';
  return headers;
};

const answerHeaders = (
  answer: IncomingMessage,
  prefix: string,
): Record<string, string | string[]> => {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined && !HOP_BY_HOP.has(name)) headers[name] = value;
  const { location } = answer.headers;
  if (location?.startsWith('/')) headers.location = `${prefix}${location}`;
  return headers;
};

const proxyPrefix = ({ namespace, name }: ResourceRequest) =>
  `/api/v1/namespaces/${namespace}/services/${name}/proxy`;

/** What the API server answers when the backend cannot be reached. */
const unreachable = (
  error: NodeJS.ErrnoException,
  address: string,
): ApiError => {
  const why =
    error.code === 'ECONNREFUSED'
      ? `dial tcp ${address}: connect: connection refused`
      : error.message;
  return serviceUnavailable(`error trying to reach service: ${why}`);
};

/**
 * Forwards to the Service's pod as the API server does: Authorization removed, the path decoded and
 * normalised, the query untouched, both bodies streamed. Throws the proxy's own Status.
 */
export const proxyToService = (
  cluster: Cluster,
  { info, request, response, search }: ProxyRequest,
): Promise<void> => {
  const prefix = proxyPrefix(info);
  if (info.rest === undefined) {
    response.writeHead(301, { Location: `${prefix}/${search}` });
    response.end();
    return Promise.resolve();
  }
  const target = parseServiceTarget(info.name ?? '');
  const { ip, port } = resolveService(
    cluster.store,
    info.namespace ?? '',
    target,
  );
  const address = `${ip}:${port}`;
  const podPort = cluster.backends.find(ip, port);
  if (!podPort)
    throw serviceUnavailable(
      `error trying to reach service: dial tcp ${address}: connect: connection refused`,
    );
  if (target.scheme === 'https')
    throw serviceUnavailable(
      'error trying to reach service: tls: first record does not look like a TLS handshake',
    );
  const path = normalisedPath(info.rest);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      agent: podPort.agent,
      method: request.method,
      path: `${path}${search}`,
      headers: forwardedHeaders(request, prefix, path),
    });
    outgoing.on('response', answer => {
      response.writeHead(
        answer.statusCode ?? 502,
        answerHeaders(answer, prefix),
      );
      response.flushHeaders();
      answer.pipe(response);
      answer.on('error', () => response.destroy());
      answer.on('aborted', () => response.destroy());
    });
    outgoing.on('error', error => {
      if (response.headersSent) response.destroy();
      else reject(unreachable(error, address));
    });
    response.on('close', () => {
      // A finished exchange has given its connection back to the pool already.
      if (!response.writableFinished) outgoing.destroy();
      resolve();
    });
    request.pipe(outgoing);
  });
};
