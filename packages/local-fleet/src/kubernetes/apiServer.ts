import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RecordedRequest } from '../emulator';
import type { ApiCall } from './apiCall';
import { sendAnswer } from './apiCall';
import { authenticateRequest } from './authentication';
import type { Cluster } from './cluster';
import { impersonated } from './impersonation';
import { requireObject } from './objects/writer';
import { PAGE_NOT_FOUND, handlePath } from './pathRequests';
import { servePortForward } from './pods/portForward';
import type { RequestInfo, ResourceRequest } from './requestInfo';
import { requestInfo } from './requestInfo';
import { handleResource } from './resourceRequests';
import { ApiError, badRequest, internalError, unknownPath } from './status';
import { handleSubresource } from './subresourceRequests';

interface Line {
  readonly info: RequestInfo;
  readonly query: URLSearchParams;
  readonly search: string;
}

const readLine = ({ method = 'GET', url = '/' }: IncomingMessage): Line => {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const search = mark === -1 ? '' : url.slice(mark);
  const query = new URLSearchParams(search);
  return { info: requestInfo(method, path, query), query, search };
};

/** Whatever was thrown, as the error that the client gets. */
const toApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  return internalError(
    `Internal error occurred: ${
      error instanceof Error ? error.message : String(error)
    }`,
  );
};

const resourceOf = (cluster: Cluster, info: ResourceRequest) => {
  const { group, version, plural } = info;
  const resource = cluster.registry.find(group, version, plural);
  if (!resource) throw unknownPath();
  return resource;
};

/** Authenticates, authorises and answers requests to the Kubernetes API. */
export class ApiServer {
  constructor(
    private readonly cluster: Cluster,
    private readonly onRequest?: (request: RecordedRequest) => void,
  ) {}

  readonly handle = (
    request: IncomingMessage,
    response: ServerResponse,
  ): void => {
    const at = this.cluster.settings.now();
    if (this.onRequest)
      response.on('close', () => this.record(at, request, response));
    const warnings: string[] = [];
    this.answer(request, response, warnings).catch((error: unknown) => {
      const { status } = toApiError(error);
      if (response.headersSent) response.destroy();
      else
        sendAnswer(response, { status: status.code, body: status }, warnings);
    });
  };

  readonly upgrade = (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void => {
    this.forward(request, socket, head).catch((error: unknown) => {
      const { status } = toApiError(error);
      const body = JSON.stringify(status);
      socket.end(
        `HTTP/1.1 ${status.code} ${
          status.reason ?? 'Error'
        }\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(
          body,
        )}\r\nConnection: close\r\n\r\n${body}`,
      );
    });
  };

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    warnings: string[],
  ): Promise<void> {
    const { cluster } = this;
    const line = readLine(request);
    const user = await this.userOf(request);
    cluster.accesses.record(request.headers['user-agent'], line.info);
    cluster.authorizer.authorize(user, line.info);
    const answer = await this.dispatch({
      ...line,
      request,
      response,
      user,
      warnings,
    });
    if (answer) sendAnswer(response, answer, warnings);
  }

  private async userOf(request: IncomingMessage) {
    const { review, authorizer } = this.cluster;
    const user = await authenticateRequest(request, review);
    return impersonated(request, user, authorizer);
  }

  private dispatch(call: ApiCall) {
    const { cluster } = this;
    const { info } = call;
    if (!info.isResource) return handlePath(cluster, { ...call, info });
    if (!cluster.registry.servesGroup(info.group)) return PAGE_NOT_FOUND;
    const resource = resourceOf(cluster, info);
    const resourceCall = { ...call, info, resource };
    return info.subresource
      ? handleSubresource(cluster, resourceCall)
      : handleResource(cluster, resourceCall);
  }

  private async forward(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> {
    const { cluster } = this;
    const { info, query } = readLine(request);
    const user = await this.userOf(request);
    if (
      !info.isResource ||
      info.plural !== 'pods' ||
      info.subresource !== 'portforward'
    )
      throw badRequest('only pods/portforward can be upgraded');
    // Kubernetes 1.35 asks for `create` too when a WebSocket carries the request.
    for (const needed of [info, { ...info, verb: 'create' }]) {
      cluster.accesses.record(request.headers['user-agent'], needed);
      cluster.authorizer.authorize(user, needed);
    }
    const pod = requireObject(cluster.store, resourceOf(cluster, info), {
      namespace: info.namespace,
      name: info.name ?? '',
    });
    const ports = query.getAll('ports').flatMap(each => each.split(','));
    servePortForward(cluster.backends, {
      request,
      socket,
      head,
      pod,
      ports: ports.map(Number),
    });
  }

  private record(
    at: number,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    this.onRequest?.({
      at,
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      status: response.statusCode,
      userAgent: request.headers['user-agent'],
    });
  }
}
